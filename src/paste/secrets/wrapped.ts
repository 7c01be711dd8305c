import { changes, isUuid, looksRandom, looksTail } from './looks.ts';
import { quoteAt } from './quotes.ts';
import { endOf, endOfLine, isSpace, isTokenChar, isWord, type Secret, startOfLine } from './secret.ts';

/** Values that a terminal, a box or a shell broke: the next line goes on with the same kind of characters. */

const mostLines = 60;

/** Length of a secret that the product made, with its prefix: 32 bytes in base64url. */
const lengthOfOurs = 46;

/**
 * Where a value ends that goes on in the lines below.
 * @param end where its part in the first line ends
 * @param quote the quote that opened it and does not close in the first line, or an empty text
 */
export function wrapped(text: string, start: number, end: number, quote = ''): number {
  let last = end;
  let piece = text.slice(start, end);
  const jwt = piece.startsWith('eyJ');
  const ours = piece.startsWith('cs_') || piece.startsWith('ws_');
  let length = piece.length;
  let dots = dotsIn(piece);
  let full = 0;
  const first = contentAt(text, startOfLine(text, end, longestPrefix + end - start));
  let width = Math.min(last - first, 400);
  for (let lines = 0; lines < mostLines; lines++) {
    const broken = breakAfter(text, last);
    if (broken === null) break;
    const line = startOfLine(text, last, longestPrefix + 400);
    const from = Math.max(
      contentAt(text, broken.next),
      contentAt(text, broken.next + samePrefix(text, line, broken.next, last - line)),
    );
    const to = endOf(text, from, isTokenChar);
    const run = text.slice(from, to);
    if (run === '' || isUuid(run) || isAssignment(run) || !isClosed(text, to)) break;
    const alone = isAlone(text, to, quote);
    const before = { length, width, dots, full, random: looksRandom(piece, 8) || changes(piece).digitGroups > 0 };
    if (!goesOn(run, { ...before, jwt, ours, alone, forced: broken.forced, quoted: quote !== '' })) break;
    if (run.length === width) full++;
    width = run.length < width && from === broken.next ? run.length : Math.max(width, run.length);
    last = to;
    piece = run;
    length += run.length;
    dots += dotsIn(run);
  }
  return last;
}

/** The base64 that starts at `start`. */
export function base64From(text: string, start: number, name: string): Secret | null {
  const end = endOf(text, start, isTokenChar);
  return end - start < 20 ? null : { start, end: wrapped(text, start, end), name };
}

/** `NAME=value` starts a value of its own. */
function isAssignment(run: string): boolean {
  const sign = run.indexOf('=');
  return sign > 0 && sign < run.length - 2 && run[sign + 1] !== '=';
}

/** How much of two lines is the same but for its digits, up to the last blank: what a log writes before each. */
function samePrefix(text: string, line: number, next: number, most: number): number {
  let blank = 0;
  for (let i = 0; i < Math.min(most, longestPrefix); i++) {
    const code = text.charCodeAt(next + i);
    if (code !== text.charCodeAt(line + i) && !(isDigit(code) && isDigit(text.charCodeAt(line + i)))) break;
    if (isSpace(code)) blank = i + 1;
  }
  return blank;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

interface Before {
  /** Length and dots of the value so far, and the width of its last line. */
  length: number;
  width: number;
  dots: number;
  /** How many lines were exactly as wide as the one before. */
  full: number;
  random: boolean;
  jwt: boolean;
  ours: boolean;
  alone: boolean;
  forced: boolean;
  quoted: boolean;
}

function goesOn(run: string, before: Before): boolean {
  if (before.forced) return run[0] !== '-';
  if (before.jwt && before.dots < 2 && run.length >= 8) return true;
  if (before.quoted && before.alone) return true;
  if (before.width >= 40 && looksRandom(run, 8) && (run.length >= 8 || before.width >= 60)) return true;
  if (!before.alone || before.width < 10 || run.length > before.width) return false;
  if (before.ours && before.length < lengthOfOurs && run.length <= lengthOfOurs - before.length)
    return run.length === before.width || run.length === lengthOfOurs - before.length || looksRandom(run, 8);
  if (!before.random) return false;
  if (run.length === before.width) return looksRandom(run, 8);
  return looksTail(run) || (before.full > 0 && run.length > 1);
}

const longestPrefix = 120;

/** The line break right behind a value, with the end of a box or a sign that the line goes on before it. */
export function breakAfter(text: string, at: number): { next: number; forced: boolean } | null {
  const sign = text[at];
  const forced = sign === '\\' || sign === '`' || sign === '^';
  const i = endOf(text, forced ? at + 1 : at, isFrame);
  return text[i] === '\n' ? { next: i + 1, forced } : null;
}

/** Nothing follows in the line but the frame, or the closing quote. */
function isAlone(text: string, at: number, quote: string): boolean {
  const i = quote !== '' && text.startsWith(quote, at) ? at + quote.length : endOf(text, at, isFrame);
  return i >= text.length || text[i] === '\n' || '",\'`;)}'.includes(text[i] as string) || quoteAt(text, at) !== '';
}

function isClosed(text: string, at: number): boolean {
  if (at >= text.length) return true;
  return isSpace(text.charCodeAt(at)) || '\n"\'`,;)}]|│┃<&\\^'.includes(text[at] as string);
}

function isFrame(code: number): boolean {
  return isSpace(code) || code === 124 || code === 0x2502 || code === 0x2503;
}

/**
 * Behind what stands before the text of a line: indentation, a box, a quote sign, the name that Compose writes, a time,
 * the stream of a container.
 */
export function contentAt(text: string, lineStart: number): number {
  let at = behindTabs(text, lineStart);
  let boxed = false;
  for (let count = 0; count < 6; count++) {
    const from = endOf(text, at, (code) => isFrame(code) || code === 62);
    boxed ||= text.slice(at, from).replaceAll('>', '').trim() !== '';
    const next = prefixEnd(text, from, !boxed);
    at = from;
    if (next === from) break;
    at = next;
  }
  return at;
}

/** A step's log of GitHub: job, step and time with tabs between. */
function behindTabs(text: string, lineStart: number): number {
  const window = text.slice(lineStart, lineStart + longestPrefix);
  const tab = window.split('\n', 1)[0]?.lastIndexOf('\t') ?? -1;
  if (tab < 0) return lineStart;
  const from = lineStart + tab + 1;
  return isTime(text.slice(from, endOf(text, from, isPrefixChar, 40))) ? from : lineStart;
}

function prefixEnd(text: string, from: number, named: boolean): number {
  const first = text.charCodeAt(from);
  // A comment, a bullet, a line of a diff.
  if ((first === 35 || first === 43 || first === 45) && text[from + 1] === ' ') return endOf(text, from + 1, isSpace);
  if (!(isWord(first) || first === 91)) return from;
  const end = endOf(text, from, isPrefixChar, longestPrefix);
  const behind = endOf(text, end, isSpace);
  if (behind === end && text[end] !== '|') return from;
  // `api-1  | `
  const cell = endOf(text, behind + 1, isSpace);
  if (text[behind] === '|')
    return named && text[end - 1] !== ':' && !'\n"\'`)}'.includes(text[cell] ?? '\n') ? cell : from;
  const word = text.slice(from, end);
  if (word === 'stdout' || word === 'stderr' || word === 'F') return behind;
  if (first === 91) return word.endsWith(']') ? behind : from;
  return isTime(word) ? behind : from;
}

function isTime(word: string): boolean {
  if (!isDigit(word.charCodeAt(0)) || word.length < 8) return false;
  return word.includes(':') || (word.length === 10 && word[4] === '-' && word[7] === '-');
}

function isPrefixChar(code: number): boolean {
  return isWord(code) || (code >= 43 && code <= 47) || code === 58 || code === 91 || code === 93;
}

/** The value as it was before it was broken. */
export function unwrapped(value: string): string {
  if (!value.includes('\n')) return value;
  const parts: string[] = [];
  for (let at = 0; at < value.length; ) {
    const end = endOfLine(value, at);
    const from = at === 0 ? 0 : contentAt(value, at);
    parts.push(value.slice(from, endOf(value, from, isTokenChar)));
    at = end + 1;
  }
  return parts.join('');
}

function dotsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) count++;
  return count;
}
