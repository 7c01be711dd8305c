import { styleText } from 'node:util';
import type { Diagnosis } from '../diagnosis/types.ts';
import type { Knowledge } from '../knowledge/load.ts';
import { inOneLine } from './blocks/items.ts';
import { oneLine, plainly } from './escape.ts';
import { partsOf } from './page/page.ts';
import { commandIn } from './page/steps.ts';
import type { Item, Part, Step } from './page/types.ts';
import { replyWords as w } from './words/reply.ts';
import { wrap } from './wrap.ts';

export interface TerminalOptions {
  color: boolean;
  columns: number;
  knowledge: Knowledge;
}

type Style = Parameters<typeof styleText>[0];

interface Pen {
  paint(style: Style, text: string): string;
  width: number;
}

/**
 * A diagnosis for people at a terminal: the finding first, the quoted line, how sure, numbered steps with their state in
 * words, what audit said, notes, the page. Ends with a newline.
 */
export function renderTerminal(diagnosis: Diagnosis, { color, columns, knowledge }: TerminalOptions): string {
  const paint = (style: Style, text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const pen: Pen = {
    paint,
    width: Math.max(40, Math.min(columns, 100)),
  };
  const parts = partsOf({ diagnosis, knowledge, record: null });
  const groups = parts
    .map((part) => linesOf(part, pen).map((line) => (color && part.kind !== 'quote' ? painted(line) : line)))
    .filter((lines) => lines.length > 0);
  const lines: string[] = [];
  let small = false;
  for (const [index, group] of groups.entries()) {
    const isSmall = parts.filter((part) => part.kind !== 'buttons')[index]?.kind === 'small';
    if (index > 0 && !(small && isSmall)) lines.push('');
    lines.push(...group);
    small = isSmall;
  }
  return `${lines.join('\n')}\n`;
}

/** `code` in colour instead of backticks. */
function painted(line: string): string {
  return line.replace(/`([^`]+)`/g, (_all, code: string) => styleText('cyan', code, { validateStream: false }));
}

function linesOf(part: Part, pen: Pen): string[] {
  const { paint, width } = pen;
  switch (part.kind) {
    case 'headline':
      return wrap(oneLine(part.words), width).map((line) => paint('bold', line));
    case 'line':
      return wrap(plainly(part.spans), width);
    case 'small':
      return wrap(plainly(part.spans), width).map((line) => paint('dim', line));
    case 'quote':
      return [
        ...wrap(
          `${oneLine(part.quote)}`,
          width,
          `  ${part.line} | `,
          `  ${' '.repeat(String(part.line).length)} | `,
        ).map((line) => paint('yellow', line)),
        ...(part.why ? wrap(w.because(oneLine(part.why)), width, '  ') : []),
      ];
    case 'list':
      return [
        paint('bold', oneLine(part.title)),
        ...part.items.flatMap((item) => wrap(oneLine(item), width, '  - ', '    ')),
      ];
    case 'facts':
      return [
        paint('bold', part.title),
        ...part.facts.flatMap(([name, value]) => wrap(`${name}: ${plainly(value)}`, width, '  ', '    ')),
      ];
    case 'first':
      return [...titleLines(part, pen), ...itemLines(part.item, pen)];
    case 'items': {
      const title = part.isSure && part.title === w.others ? w.othersInShort : part.title;
      const items = part.items.flatMap((item, index) => otherLines(item, index + 1, part.isSure, pen));
      return [paint('bold', title), ...items];
    }
    case 'buttons':
      return [];
  }
}

function titleLines({ title, item }: Extract<Part, { kind: 'first' }>, pen: Pen): string[] {
  const lines = wrap(oneLine(title), pen.width).map((line) => pen.paint('bold', line));
  return [...lines.slice(0, -1), `${lines.at(-1)} ${markOf(item, pen)}`];
}

function itemLines(item: Item, pen: Pen): string[] {
  const detail = item.detail ? wrap(oneLine(item.detail), pen.width, '  ') : [];
  let hasCommand = item.steps.some(({ commands }) => commands.length > 0);
  const steps = item.steps.flatMap((step, index) => {
    const command = hasCommand ? null : commandIn(step);
    hasCommand ||= command !== null;
    const alone = command === null ? step : { ...step, commands: [{ shell: null, code: command }] };
    return stepLines(alone, index + 1, pen);
  });
  return [...detail, ...steps];
}

/** A step with its number; commands on lines of their own, so that they can be copied. */
function stepLines({ words, commands }: Step, number: number, { paint, width }: Pen): string[] {
  const code = commands.flatMap(({ shell, code }) => [
    ...(shell && commands.length > 1 ? [`     ${w.forShell[shell]}:`] : []),
    `       ${paint('cyan', oneLine(code))}`,
  ]);
  return [...(words ? wrap(oneLine(words), width, `  ${number}. `, '     ') : []), ...code];
}

const MARKS = { confirmed: 'green', unverified: 'yellow', 'ruled-out': 'dim' } as const;

/** The state in words; the colour only helps. */
function markOf({ state }: Item, { paint }: Pen): string {
  return paint(MARKS[state], `[${w.states[state].toLowerCase()}]`);
}

/** Whoever looks at the end of a long answer sees neither what is wrong nor what to do: where that is sure, the rest is short. */
function otherLines(item: Item, number: number, isShort: boolean, pen: Pen): string[] {
  const { width } = pen;
  const detail = item.detail ? wrap(oneLine(item.detail), width, '     ') : [];
  const steps = isShort ? [] : item.steps.flatMap((step) => wrap(inOneLine(step), width, '     - ', '       '));
  return [`  ${number}. ${oneLine(item.symptom)} ${markOf(item, pen)}`, ...detail, ...steps];
}
