import { isUuid, looksMixed, looksRandom } from './looks.ts';
import { isProse, isState } from './placeholders.ts';
import { endOfLine, isSpace, longest } from './secret.ts';

/** How much of its line belongs to a value that has no quotes. */

/** To the end of the line, without the bar that closes a box. */
export function unclosedEnd(text: string, start: number, most: number): number {
  let end = endOfLine(text, start, most);
  while (end > start && ' │┃|\t'.includes(text[end - 1] as string)) end--;
  if ((text[end - 1] === '\\' || text[end - 1] === '`') && text[end] === '\n') end--;
  return end;
}

const commands = new Set(
  'npm npx pnpm yarn node python python3 caracal docker curl go uv cargo make bash sh'.split(' '),
);

/** Words that talk goes on with behind a value. */
const turns = new Set(
  `and but then so which when while because still after now gives returns got get gets i we it it's und aber dann et puis
  y pero`.split(/\s+/),
);

/**
 * Where a body, a tag or an arrow of curl stands behind a blank, which belong to what answered and to no value. It is
 * looked for step by step: where many values stand in one line, none of them reads on to its end.
 * @param ends what else ends the value
 * @returns the place, or that of what else ends it
 */
export function beforeBody(text: string, from: number, ends: (code: number) => boolean, most = longest): number {
  const stop = Math.min(text.length, from + most);
  for (let i = from; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (ends(code)) return i;
    if (isSpace(code) && isBodyAt(text, i + 1)) return i;
  }
  return stop;
}

function isBodyAt(text: string, at: number): boolean {
  const char = text[at];
  if (char === '[') return text[at + 1] === '{';
  return char === '{' || char === '<' || (char === '>' && isSpace(text.charCodeAt(at + 1)));
}

/** A line break, where the value goes on to the end of its line. */
export const isBreak = (code: number): boolean => code === 10;

/** The rest of the line is of the value, too, unless it is talk, a command, or more settings. */
export function restOfLine(text: string, start: number, end: number, sign: string, most: number): number {
  const stop = unclosedEnd(text, start, most);
  if (stop <= end) return end;
  const comment = text.slice(end, stop).indexOf(' #');
  const length = (comment < 0 ? stop : end + comment) - end;
  const last = beforeBody(text, end, isBreak, length);
  const value = text.slice(start, last);
  const rest = text.slice(end, last).trim();
  const first = rest.split(' ', 1)[0] as string;
  if (rest === '' || rest.includes('=') || rest.includes(': ') || rest.includes(' -') || rest[0] === '-') return end;
  if (rest.includes('&&') || rest.includes('://') || '|;></&→–—'.includes(rest[0] as string) || commands.has(first))
    return end;
  if (sign === '' || isState(value.split(/[ ,;:]/, 1)[0] as string) || isProse(value) || value[0] === '$') return end;
  const word = text.slice(start, end);
  // What a machine drew has no blanks in it, and talk goes on behind a password.
  if (word.length >= 16 && looksRandom(word) && !hasDrawn(rest)) return end;
  if (turns.has(first.toLowerCase()) && (looksRandom(word) || rest.split(' ').length > 2)) return end;
  return isUuid(rest) ? end : endOfWords(text, start, last);
}

function endOfWords(text: string, start: number, last: number): number {
  return start + text.slice(start, last).trimEnd().length;
}

/** Does a machine's word stand among those of a value? */
export function hasDrawn(value: string): boolean {
  return value.split(' ').some((word) => word.length >= 8 && (looksMixed(word) || looksRandom(word)));
}
