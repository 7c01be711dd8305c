import { type Chosen, chosen } from './chosen.ts';
import type { Kind } from './names.ts';
import { closeOf, quoteAt, quoteBefore, skipQuotes } from './quotes.ts';
import { endOf, endOfLine, isSpace, isWord, type Secret, startOfLine } from './secret.ts';
import { contentAt } from './wrapped.ts';

/** Passwords that are told in talk, `the password for the db is …`, or asked for, `Password for user dev: …`. */

/** How far behind the name a value may stand. */
const reach = 90;

const mostWords = 8;

/** Behind these a value stands. */
const links = new Set(['is', 'was', 'now', 'lautet', 'ist', 'est', 'es', 'war', 'auf', 'à', 'a', '=', ':', '->', '→']);

/** These say that `to` leads to the value, and not to a place. */
const changed = new Set('set reset changed change updated rotated gesetzt geändert'.split(' '));

/** What may follow the name; nearly all other talk ends here. */
const firsts = new Set([
  ...links,
  ...changed,
  ...'is: now: to for of on has für von zu para de del pour du lautet:'.split(' '),
]);

/** What is known of the name. */
interface Label {
  start: number;
  end: number;
  kind: Kind;
  /** The name says of whom the secret is: a value of several parts may be one. */
  compound: () => boolean;
}

/** The value that the sentence behind a name tells. */
export function spoken(text: string, label: Label): Secret | null {
  const { kind, end: from } = label;
  if (kind !== 'password' && kind !== 'secret') return null;
  const begin = skipQuotes(text, from);
  if (!isSpace(text.charCodeAt(begin))) return null;
  const stop = endOfLine(text, begin, reach);
  let at = endOf(text, begin, isSpace);
  const first = text.slice(at, endOf(text, at, isVisible, 40));
  if (first[0] === '(') return inBrackets(text, at, label);
  if (!firsts.has(first.toLowerCase())) return at - begin === 1 ? beside(text, at, label) : null;
  let found: Secret | null = null;
  let moved = false;
  for (let count = 0; count < mostWords && at < stop; count++) {
    const end = endOf(text, at, isVisible, stop - at);
    const word = text.slice(at, end).toLowerCase();
    const colon = word.length > 1 && word.endsWith(':') && !word.includes('\\');
    const bare = colon ? word.slice(0, -1) : word;
    at = endOf(text, end, isSpace);
    moved ||= changed.has(bare);
    const leads = bare === 'to' || bare === 'zu' ? kind === 'password' || moved : links.has(bare);
    if (leads || colon) {
      const value = madeUpAt(text, at, label, leads && count === 0);
      found = value ?? found;
      // In `the password to db01 is …` the first one is a place.
      if (value) at = endOf(text, value.end, isSpace);
      if (colon && !value) return found;
    } else if (found || !isPart(word)) return found;
  }
  return found;
}

const isVisible = (code: number): boolean => code > 32;

/** A word that a sentence goes on behind. */
function isPart(word: string): boolean {
  return word !== '' && !',.;!?)]}{"'.includes(word[word.length - 1] as string) && !word.includes('\\');
}

/** The value at `at`, in quotes or as a word that was made up as a password. */
function madeUpAt(text: string, at: number, label: Label, near: boolean): Secret | null {
  const quote = quoteAt(text, at);
  const start = at + quote.length;
  const close = quote === '' ? -1 : closeOf(text, start, quote, reach);
  const end = close >= 0 ? close : wordEnd(text, start);
  const kind = chosen(text.slice(start, end));
  if (kind === null) return null;
  if (label.kind === 'secret' && kind !== 'strong' && !(near && label.compound())) return null;
  return secretAt(start, end, label);
}

/** A quote, a tag, or a backslash: in a string, a line break follows it. */
function isClosing(code: number): boolean {
  return code === 34 || code === 96 || code === 60 || code === 92;
}

function wordEnd(text: string, start: number): number {
  let end = endOf(text, start, (code) => code > 32 && !isClosing(code), reach);
  while (end > start && ".,;:)?]}>'\\".includes(text[end - 1] as string)) end--;
  return end;
}

/** `REDIS_PASSWORD (…)`. */
function inBrackets(text: string, at: number, label: Label): Secret | null {
  const start = skipQuotes(text, at + 1);
  const end = wordEnd(text, start);
  if (text[skipQuotes(text, end)] !== ')') return null;
  return isSure(chosen(text.slice(start, end)), label) ? secretAt(start, end, label) : null;
}

function isSure(kind: Chosen | null, label: Label): boolean {
  if (kind === 'parts') return label.compound() || label.kind === 'password';
  return kind !== null && (label.kind === 'password' || label.compound());
}

/** `bind password …`, and `PASS …` as Redis and FTP have it: nothing but a blank is between. */
function beside(text: string, at: number, label: Label): Secret | null {
  if (label.kind !== 'password') return null;
  const end = wordEnd(text, at);
  const kind = chosen(text.slice(at, end));
  if (kind !== 'strong' && kind !== 'telling') return null;
  const name = text.slice(label.start, label.end);
  if (name.toLowerCase() === 'pass' && !(name === 'PASS' && isCommandLine(text, label.start, end))) return null;
  return secretAt(at, end, label);
}

/** A runner of tests writes `PASS`, too, and more than one word behind it. */
function isCommandLine(text: string, start: number, end: number): boolean {
  const line = startOfLine(text, start);
  const alone = start - contentAt(text, line) <= 6 || quoteBefore(text, start) !== '';
  const behind = text.slice(end, endOf(text, end, isSpace) + 2).trim();
  return alone && (text[end] !== ' ' || behind === '') && !isWord(text.charCodeAt(end));
}

function secretAt(start: number, end: number, label: Label): Secret {
  return { start, end, name: label.kind === 'password' ? 'password' : 'secret' };
}

/** `creds: dev/…`, `login dev:…`: a user, and the password behind a slash or a colon. */
export function loginPair(text: string, at: number, literal: string): Secret | null {
  const before = text.charCodeAt(at - literal.length - 1);
  if (isWord(before) || before === 46 || before === 47) return null;
  let i = skipQuotes(text, at);
  const signed = text[i] === ':' || text[i] === '=';
  if (signed) i++;
  i = endOf(text, i, isSpace, 8);
  const word = ['as ', 'with '].find((filler) => text.startsWith(filler, i)) ?? '';
  const from = skipQuotes(text, i + word.length);
  if (from === at) return null;
  const user = endOf(text, from, isWord, 40);
  const sign = endOf(text, user, isSpace, 2);
  if (user === from || (text[sign] !== '/' && text[sign] !== ':')) return null;
  const start = endOf(text, sign + 1, isSpace, 2);
  const end = wordEnd(text, start);
  if (text.slice(start, end).includes('/')) return null;
  return chosen(text.slice(start, end)) === null ? null : { start, end, name: 'password' };
}
