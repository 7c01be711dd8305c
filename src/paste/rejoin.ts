import type { KeptLine } from './focus.ts';
import type { Part } from './types.ts';

/** Another way to cut a text into lines; `parts` of a line say where it stands in the paste. */
export type Reshape = (raw: readonly KeptLine[]) => KeptLine[];

/** Broken between words: the space went with the break. */
export const rejoinWords: Reshape = (raw) => rejoin(raw, ' ');

/** Broken in the middle of words. */
export const rejoinPieces: Reshape = (raw) => rejoin(raw, '');

/** A text inside a string: `\\n` and `\\"` as JSON and Python write them. */
export const unescapeText: Reshape = (raw) => {
  const lines: KeptLine[] = [];
  for (const { number, text } of raw) {
    for (const piece of text.split('\\n')) {
      const plain = piece.replaceAll('\\"', '"');
      lines.push({ number: lines.length + 1, text: plain, parts: [{ number, at: 0, text: piece.trim() }] });
    }
  }
  return lines;
};

/** Longer than any message; a paragraph goes on as another line. */
const longest = 4_000;

/**
 * Lines as they were before a terminal, a viewer or a frame broke them: what follows without an empty line between is one.
 * @param raw the lines of the paste
 * @returns lines with `parts`, the pieces as pasted
 */
function rejoin(raw: readonly KeptLine[], glue: '' | ' '): KeptLine[] {
  const joined: KeptLine[] = [];
  let open: (KeptLine & { parts: Part[] }) | null = null;
  for (const { number, text } of raw) {
    const piece = glue === '' ? withoutFrame(text) : withoutFrame(text).trim();
    if (piece.trim() === '') {
      open = null;
      continue;
    }
    if (!open || open.text.length + piece.length > longest) {
      open = { number, text: '', parts: [] };
      joined.push(open);
    }
    if (open.text !== '') open.text += glue;
    open.parts.push({ number, at: open.text.length, text: text.trim() });
    open.text += piece;
  }
  return joined;
}

/** Without the bars of a box and the spaces inside it. */
function withoutFrame(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isFrame(text[start] as string)) start++;
  if (text.slice(0, start).trim() === '') return text;
  while (end > start && isFrame(text[end - 1] as string)) end--;
  return text.slice(start, end);
}

function isFrame(char: string): boolean {
  return char === '│' || char === '┃' || char === '|' || char === ' ';
}
