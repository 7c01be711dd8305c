import { endOf, endOfLine, startOfLine } from './secret.ts';
import type { Value } from './values.ts';
import { breakAfter, contentAt } from './wrapped.ts';

/** Block scalars of YAML: `key: |`, and the lines that are indented below it. */

const mostLines = 100;

/**
 * The lines of a block.
 * @param at what stands behind the sign, or the text of the line below it
 * @param name where the key starts
 * @returns null where no block opens
 */
export function blockAfter(text: string, at: number, name: number): Value | null {
  const open = text[at];
  if (open !== '|' && open !== '>') return null;
  const behind = (breakAfter(text, endOf(text, at + 1, isChomping, 2))?.next ?? 0) - 1;
  if (behind < 0) return null;
  const indent = depthOf(text, startOfLine(text, name));
  let end = behind;
  let start = -1;
  for (let line = behind + 1, count = 0; line < text.length && count < mostLines; count++) {
    const stop = endOfLine(text, line);
    const depth = depthOf(text, line);
    if (line + depth < stop) {
      if (depth <= indent && start >= 0) break;
      if (depth < indent) break;
      if (start < 0) start = line + depth;
      end = stop;
      if (depth <= indent) break;
    }
    line = stop + 1;
  }
  return start < 0 ? null : { start, end, quoted: true, lineStart: true };
}

/** `+`, `-` and the digits of an indentation. */
function isChomping(code: number): boolean {
  return code === 43 || code === 45 || (code >= 49 && code <= 57);
}

function depthOf(text: string, line: number): number {
  return contentAt(text, line) - line;
}
