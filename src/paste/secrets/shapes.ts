import { changes, counts } from './looks.ts';
import { endOf, endOfLine, isTokenChar, isUpper, isWord, type Secret, startOf, startOfLine } from './secret.ts';
import { breakAfter, contentAt } from './wrapped.ts';

/** Secrets that only their form tells: keys, and addresses of persons. */

/** Runs of exactly 64 hexadecimal digits are operator secrets, but for those named as a digest. */
export function hexRuns(text: string): Secret[] {
  const found: Secret[] = [];
  // A run of 64 has a digit at every 64th position: most of the text is skipped.
  for (let i = 63; i < text.length; i += 64) {
    if (!isHexCode(text.charCodeAt(i))) continue;
    const start = startOf(text, i, isHexCode, 64);
    const end = endOf(text, i + 1, isHexCode, 65 - (i + 1 - start));
    if (end - start !== 64 || isDigest(text, start)) continue;
    found.push({ start, end, name: 'key' });
  }
  return found;
}

function isHexCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

function isDigest(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 24), start).toLowerCase();
  if (before.includes('kek') || before.includes('secret') || before.includes('key')) return false;
  return before.includes('sha') || before.includes('digest') || before.includes('fingerprint');
}

/** Fewest characters of a word that counts as drawn by a machine, whatever stands around it. */
const shortestDrawn = 20;

const wordTable = Uint8Array.from({ length: 65_536 }, (_, code) => (isWord(code) ? 1 : 0));

/** Words in which digits and both cases change as often as in nothing that a person names: the last net. */
export function drawnRuns(text: string): Secret[] {
  const found: Secret[] = [];
  let last = 0;
  const { length } = text;
  for (let i = shortestDrawn - 1; i < length; i += shortestDrawn) {
    if (i < last || wordTable[text.charCodeAt(i)] !== 1) continue;
    // A run of 20 around this place has one of these in it.
    if (wordTable[text.charCodeAt(i - 10)] !== 1 && (i + 10 >= length || wordTable[text.charCodeAt(i + 10)] !== 1))
      continue;
    let start = i;
    while (start > last && wordTable[text.charCodeAt(start - 1)] === 1) start--;
    let end = i + 1;
    while (end < length && wordTable[text.charCodeAt(end)] === 1) end++;
    last = end;
    if (end - start < shortestDrawn || (end - start === 36 && text[start + 8] === '-')) continue;
    const word = text.slice(start, end);
    const bot = botTokenBefore(text, start);
    if (bot >= 0) found.push({ start: bot, end, name: 'token' });
    else if (isDrawn(word)) found.push({ start, end, name: 'key' });
  }
  return found;
}

/**
 * Where the token of a Discord bot starts whose last part starts at `at`: the number of the bot in base64, a time, and
 * the signature, with dots between; else -1.
 */
function botTokenBefore(text: string, at: number): number {
  if (text[at - 1] !== '.') return -1;
  const time = startOf(text, at - 1, isWord, 8);
  if (at - 1 - time < 5 || text[time - 1] !== '.') return -1;
  const start = startOf(text, time - 1, isWord, 32);
  if (time - 1 - start < 20) return -1;
  const number = Buffer.from(text.slice(start, time - 1), 'base64url').toString('latin1');
  return number.length >= 15 && Number.isInteger(Number(number)) ? start : -1;
}

function isDrawn(word: string): boolean {
  const { lower, upper, digits } = counts(word);
  if (lower < 3 || upper < 3 || digits < 2) return false;
  if (caseChanges(word) < 2) return false;
  const found = changes(word);
  return found.digitGroups >= 2 && found.changes >= word.length * 0.45;
}

function caseChanges(word: string): number {
  let count = 0;
  for (let i = 1; i < word.length; i++) {
    const before = word.charCodeAt(i - 1);
    if (before >= 97 && before <= 122 && isUpper(word.charCodeAt(i))) count++;
  }
  return count;
}

/** From the end of the opening line to the closing one; where that is missing, as far as the lines look like a key. */
export function privateKey(text: string, at: number): Secret | null {
  const opening = startOf(text, at, (code) => code !== 10, 60);
  if (text.slice(opening, at).includes('-----END')) return tailOfKey(text, text.lastIndexOf('-----END', at));
  const window = text.slice(at, at + 20_000);
  const close = window.indexOf('-----');
  const end = close >= 0 && window.startsWith('END', close + 5) ? at + close : keyEnd(text, at);
  return end > at + 20 ? { start: at, end, name: 'private key' } : null;
}

const mostLines = 200;

/** Behind the lines of base64 that start at `at`, written with breaks or with `\n`. */
function keyEnd(text: string, at: number): number {
  let end = endOf(text, at, (code) => isTokenChar(code) || code === 92);
  for (let lines = 0; lines < mostLines; lines++) {
    const broken = breakAfter(text, end);
    if (!broken) break;
    const from = contentAt(text, broken.next);
    const to = endOf(text, from, (code) => isTokenChar(code) || code === 92);
    const stop = endOfLine(text, from);
    const header = text.slice(from, stop).includes(': ') || from === stop;
    if (header ? lines > 3 : to < stop && to - from < 24 && text[to] !== '"' && text[to] !== ' ') break;
    if (!header && (to - from < 2 || (text[to] === ' ' && to - from < 24))) break;
    end = header ? stop : to;
  }
  return end;
}

/** The lines of a key of which the opening line is missing, before `close`. */
function tailOfKey(text: string, close: number): Secret | null {
  let start = startOfLine(text, close);
  for (let lines = 0; lines < mostLines && start > 0; lines++) {
    const line = startOfLine(text, start - 1);
    const from = contentAt(text, line);
    const end = endOf(text, from, (code) => isTokenChar(code) || code === 92);
    if (end - from < 16 || text.slice(from, end).includes('-----') || !breakAfter(text, end)) break;
    start = line;
  }
  return start < startOfLine(text, close) ? { start, end: close, name: 'private key' } : null;
}

/** `name@host.tld` around the `@`. */
export function emailAt(text: string, at: number): Secret | null {
  const start = startOf(text, at, (code) => isWord(code) || code === 46 || code === 43, 64);
  let end = endOf(text, at + 1, (code) => isWord(code) || code === 46, 255);
  while (end > at && text[end - 1] === '.') end--;
  const dot = text.slice(at, end).lastIndexOf('.');
  if (start === at || dot <= 1 || end - at - dot < 3 || text[start - 1] === '/') return null;
  if (text[end] === ':' || text[end] === '/') return null;
  return { start, end, name: 'address', personal: true };
}
