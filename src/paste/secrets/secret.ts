/** What a secret in a text is, and the steps that every reader of secrets takes. Each looks at a bounded stretch. */

export interface Secret {
  start: number;
  end: number;
  /** What it is, for the placeholder. */
  name: string;
  /** An address of a person: hidden, and no secret. */
  personal?: boolean;
}

/** No value is longer; what is longer is hidden up to here, and read on from there. */
export const longest = 4_000;

export const isUpper = (code: number): boolean => code >= 65 && code <= 90;

/** A letter or a digit. */
export const isAlphanumeric = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || isUpper(code);

/** A letter, a digit, `_` or `-`. */
export const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 45;

/** What a token of RFC 6750 is made of. */
export const isTokenChar = (code: number): boolean =>
  isWord(code) || code === 46 || code === 43 || code === 47 || code === 61 || code === 126;

export const isSpace = (code: number): boolean => code === 32 || code === 9;

/** The first position at or after `from` whose character is not accepted, at most `most` behind it. */
export function endOf(text: string, from: number, accepts: (code: number) => boolean, most = 20_000): number {
  const stop = Math.min(text.length, from + most);
  let end = from;
  while (end < stop && accepts(text.charCodeAt(end))) end++;
  return end;
}

/** The first position at or before `from` from which on every character is accepted, at most `most` back. */
export function startOf(text: string, from: number, accepts: (code: number) => boolean, most = 80): number {
  let start = from;
  while (start > 0 && from - start < most && accepts(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Where the line ends that `from` stands in. */
export function endOfLine(text: string, from: number, most = longest): number {
  const found = text.slice(from, from + most).indexOf('\n');
  return found < 0 ? Math.min(text.length, from + most) : from + found;
}

/** Where the line starts that `at` stands in, or a place far enough before. */
export function startOfLine(text: string, at: number, most = 200): number {
  const from = Math.max(0, at - most);
  return from + text.slice(from, at).lastIndexOf('\n') + 1;
}

/** Behind spaces and at most one line break, also one that a backslash, a backtick or a caret continues. */
export function spaceAndBreak(text: string, at: number): number {
  let i = endOf(text, at, isSpace);
  if ((text[i] === '\\' || text[i] === '`' || text[i] === '^') && text[i + 1] === '\n') i++;
  return text[i] === '\n' ? endOf(text, i + 1, isSpace) : i;
}

/** Without the brackets and stops after a value. */
export function trimmed(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && ');}]>.'.includes(text[last - 1] as string)) last--;
  return last;
}

/** Does a word start here? The `n` of an escaped line break, or the `0` of `%20`, is no part of it. */
export function startsWord(text: string, at: number): boolean {
  if (at === 0) return true;
  const before = text.charCodeAt(at - 1);
  if (!isWord(before) || before === 45 || before === 95) return true;
  const two = text[at - 2];
  if (two === '\\') return 'nrtbfv'.includes(text[at - 1] as string);
  if (text[at - 3] === '%' || (two === 'x' && text[at - 3] === '\\')) return true;
  // `\u003d`, and the end of a colour code that was itself escaped.
  if (text[at - 6] === '\\' && text[at - 5] === 'u') return true;
  return text[at - 1] === 'm' && text.slice(Math.max(0, at - 10), at).includes('[');
}
