/** Other ways to read a pasted text: what is in a string or in a URL may itself be a file, a header or a log. */

/** A text read in another way, and where each of its characters stands in the paste. */
export interface View {
  text: string;
  /** The position in the paste of a position in the view. */
  at(position: number): number;
}

/**
 * The views of a text besides itself, none for most texts.
 * @param text decoded text
 */
export function viewsOf(text: string): View[] {
  const views: View[] = [];
  const lines = withBreaks(text);
  if (lines !== text) views.push({ text: lines, at: (position) => position });
  const plain = withoutPercents(text);
  if (plain) views.push(plain);
  return views;
}

/** The same text, character for character, with a line break in the place of each escaped one. */
function withBreaks(text: string): string {
  const first = text.indexOf('\\n');
  if (first < 0) return text;
  const parts: string[] = [];
  let from = 0;
  for (let at = first; at >= 0; at = text.indexOf('\\n', at + 2)) {
    let start = at;
    while (start > from && text[start - 1] === '\\') start--;
    // Three of them are a backslash that ends a line of a shell, and the break.
    if (at - start === 2) start++;
    parts.push(text.slice(from, start), ' '.repeat(at + 1 - start), '\n');
    from = at + 2;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/** What is percent-encoded as it was before, where a sign or a quote is among it; null where none is. */
function withoutPercents(text: string): View | null {
  if (!['%3D', '%3A', '%22', '%20', '%3d', '%3a'].some((code) => text.includes(code))) return null;
  const parts: string[] = [];
  // Where each encoded character stands in the view; every one makes it two shorter than the paste.
  const places: number[] = [];
  let from = 0;
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
    const code = byteAt(text, at + 1);
    if (code !== 10 && (code < 32 || code > 126)) continue;
    parts.push(text.slice(from, at), String.fromCharCode(code));
    places.push(at - 2 * places.length);
    from = at + 3;
    at += 2;
  }
  parts.push(text.slice(from));
  return { text: parts.join(''), at: (position) => position + 2 * countBelow(places, position) };
}

/** The byte that two hexadecimal digits stand for, or -1. */
function byteAt(text: string, at: number): number {
  const high = digit(text.charCodeAt(at));
  const low = digit(text.charCodeAt(at + 1));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** How many of the sorted numbers are below `limit`. */
function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
