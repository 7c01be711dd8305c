import { blockAfter } from './blocks.ts';
import { type Form, isCompound, isSecret, type Kind, type Met } from './names.ts';
import { closeOf, quoteAt, quoteBefore, skipQuotes } from './quotes.ts';
import {
  endOf,
  isAlphanumeric,
  isSpace,
  isTokenChar,
  isUpper,
  isWord,
  longest,
  type Secret,
  spaceAndBreak,
  startOf,
  startOfLine,
} from './secret.ts';
import { spoken } from './spoken.ts';
import { type Name, telling, valueAt } from './values.ts';
import { contentAt } from './wrapped.ts';

/** Where a value starts, and how it was found. */
interface Found {
  at: number;
  form: Form;
  sign: string;
  encoded?: boolean;
}

/** The value after a name: behind `=` or `:`, after a flag, in a table, an element, beside `value`, or told in talk. */
export function valueOfKey(text: string, at: number, literal: string, kind: Kind): Secret | null {
  const begin = at - literal.length;
  const end = nameEnd(text, at);
  if (end === null) return null;
  if (literal === 'auth' && quoteBefore(text, begin) === '') return null;
  const name: Name = { start: startOf(text, begin, isNameChar, 60), end, sign: '', encoded: false };
  if (literal === 'pass' && startOf(text, begin, isWord, 1) !== begin && text[begin - 1] !== '-') return null;
  // Two letters end many names.
  if (literal === 'pw' && isAlphanumeric(text.charCodeAt(begin - 1))) return null;
  const queried = text[name.start - 1] === '?' || text[name.start - 1] === '&';
  const compound = () => isCompound(text, begin, kind) || (queried && text[end] === '=');
  return written(text, name, { literal, kind, compound }) ?? spoken(text, { start: begin, end, kind, compound });
}

/** The value of a name that is followed by a sign, or stands where names of values do. */
function written(text: string, name: Name, named: Pick<Met, 'literal' | 'kind' | 'compound'>): Secret | null {
  for (const read of readers) {
    const found = read(text, name);
    if (!found) continue;
    name.sign = found.sign;
    name.encoded = found.encoded === true;
    const block = found.form === 'below' || found.sign !== '' ? blockAfter(text, found.at, name.start) : null;
    const value = block ?? valueAt(text, found.at, name);
    if (!value) return null;
    const tight = !isSpace(text.charCodeAt(found.at - 1)) && text[found.at - 1] !== '\n';
    const met = { ...named, form: found.form, tight };
    const shown = named.kind === 'password' ? 'password' : 'secret';
    if (isSecret(text, value, met)) {
      const all = value.end - value.start < telling ? value : (valueAt(text, found.at, name, longest) ?? value);
      return { start: value.start, end: Math.max(all.end, value.end), name: shown };
    }
    const word = endOf(text, value.start, (code) => code > 32, value.end - value.start);
    if (value.quoted || word >= value.end || '<[{($'.includes(text[value.start] as string)) return null;
    return isSecret(text, { ...value, end: word }, met) ? { start: value.start, end: word, name: shown } : null;
  }
  return null;
}

const suffixes = `value prod production dev staging test local base64 b64 hex raw old new current previous primary
secondary hash key key_base s`.split(/\s+/);

/** Behind the whole name; null where what follows makes it another: `token_type`, `secret-file`. */
function nameEnd(text: string, at: number): number | null {
  if (!isWord(text.charCodeAt(at))) return at;
  const end = endOf(text, at, isWord, 24);
  const rest = text.slice(at, end).toLowerCase();
  if (rest === '-' || rest === 's') return end;
  const suffix = rest[0] === '_' || rest[0] === '-' ? rest.slice(1) : rest[0] === 's' ? '' : rest;
  // `secretValue`
  const hump = isUpper(text.charCodeAt(at)) && !isUpper(text.charCodeAt(at + 1));
  if (rest[0] !== '_' && rest[0] !== '-' && !hump && !isDigits(suffix)) return null;
  return isDigits(suffix) || suffixes.includes(suffix) ? end : null;
}

function isDigits(text: string): boolean {
  return text !== '' && text.length < 4 && Number.isInteger(Number(text));
}

const isNameChar = (code: number): boolean => isWord(code) || code === 46;

const readers: ((text: string, name: Name) => Found | null)[] = [
  afterSign,
  afterFlag,
  afterIs,
  inElement,
  besideValue,
  behindValue,
  inPair,
  inTable,
  afterVerb,
];

const encodedSigns = ['%3D', '%3d', '%3A', '%3a'];

/** Behind `=`, `:`, `:=` or `=>`, a type, an opening bracket, a line break. */
function afterSign(text: string, name: Name): Found | null {
  let i = skipQuotes(text, name.end);
  while (text[i] === ']' || text[i] === ')' || text[i] === '?') i++;
  i = endOf(text, i, isSpace);
  if (text[i] === '-' && text[i + 1] === '>') return { at: endOf(text, i + 2, isSpace), form: 'sign', sign: ':' };
  if (text[i] === '→' || text[i] === '⇒') return { at: endOf(text, i + 1, isSpace), form: 'sign', sign: ':' };
  const sign = text[i] as string;
  const encoded = sign === '%' && encodedSigns.includes(text.slice(i, i + 3));
  const unicode = sign === '\\' && text.startsWith('\\u003d', i);
  if (sign !== '=' && sign !== ':' && !encoded && !unicode) return null;
  i += encoded ? 3 : unicode ? 6 : 1;
  if (!encoded && (text[i] === '=' || text[i] === '>')) i++;
  const behind = endOf(text, i, isSpace);
  const next = spaceAndBreak(text, i);
  const below = text.slice(behind, next).includes('\n');
  i = opened(text, sign === ':' ? typed(text, next) : next);
  if (encoded && text.startsWith('%20', i)) i += 3;
  return { at: i, form: below ? 'below' : 'sign', sign: sign === '%' ? '=' : sign, encoded };
}

/** `: str = "…"`: behind the type. */
function typed(text: string, at: number): number {
  const end = endOf(text, at, (code) => isWord(code) || code === 46, 24);
  return end > at && text.startsWith(' = ', end) ? end + 3 : at;
}

/** Into a list, a string with a prefix, a call, an object that holds only the value. */
function opened(text: string, at: number): number {
  let i = at;
  if (text[i] === '[') {
    const next = endOf(text, i + 1, (code) => code <= 32, 60);
    if (quoteAt(text, next) !== '') i = next;
  } else if (text[i] === '-' && text[i + 1] === ' ') i += 2;
  else if (text[i] === '{') i = valueMember(text, i + 1) ?? i;
  const end = endOf(text, i, (code) => isWord(code) || code === 46, 32);
  if (end > i && end - i <= 2 && quoteAt(text, end) !== '' && 'bBuUrRfF'.includes(text[i] as string)) return end;
  return end > i && text[end] === '(' && quoteAt(text, end + 1) !== '' ? end + 1 : i;
}

/** `{"value": …`, `{"S": …`. */
function valueMember(text: string, at: number): number | null {
  const key = skipQuotes(
    text,
    endOf(text, at, (code) => code <= 32, 60),
  );
  const end = endOf(text, key, isWord, 16);
  if (!['value', 's', 'secret', 'plaintext'].includes(text.slice(key, end).toLowerCase())) return null;
  const sign = endOf(text, skipQuotes(text, end), isSpace);
  return text[sign] === ':' || text[sign] === '=' ? endOf(text, sign + 1, isSpace) : null;
}

/** `--token value`, `"--token", "value"`; in the help of a command the text stands in a column of its own. */
function afterFlag(text: string, name: Name): Found | null {
  const start = startOf(text, name.start, isFlagChar, 40);
  if (text[start] !== '-' && text[name.start] !== '-') return null;
  let i = skipQuotes(text, name.end);
  if (text[i] === ',') i++;
  const next = spaceAndBreak(text, i);
  if (next === name.end || text[next] === '-') return null;
  const column = next - i > 1 && text[i] !== '\\' && text[i] !== '`' && !text.slice(i, next).includes('\n');
  return { at: next, form: column ? 'table' : 'flag', sign: '' };
}

const isFlagChar = (code: number): boolean => isTokenChar(code) && code !== 61;

/** `the client secret is …`, `password was …`. */
function afterIs(text: string, name: Name): Found | null {
  const i = endOf(text, skipQuotes(text, name.end), isSpace);
  if (i === name.end || !'iIwW'.includes(text[i] ?? '-')) return null;
  const verb = text.slice(i, i + 4).toLowerCase();
  const length = verb.startsWith('is ') ? 3 : verb === 'was ' ? 4 : 0;
  return length === 0 ? null : { at: endOf(text, i + length, isSpace), form: 'is', sign: '' };
}

/** `<client_secret>…</client_secret>`. */
function inElement(text: string, name: Name): Found | null {
  const open = text[name.start - 1] === '<' && text[name.end] === '>';
  return open ? { at: endOf(text, name.end + 1, (code) => code <= 32, 60), form: 'element', sign: '<' } : null;
}

/** The name is itself a value, and the secret that of its neighbour: `name: TOKEN`, and below it `value: …`. */
function besideValue(text: string, name: Name): Found | null {
  let i = skipQuotes(text, name.end);
  if (text.startsWith('</', i)) i = endOf(text, i, (code) => code !== 62, 60) + 1;
  const from = i;
  i = endOf(text, i, isBetween, 80);
  if (i === name.end) return null;
  if (text.slice(from, i).includes('\n')) i = Math.max(i, contentAt(text, text.lastIndexOf('\n', i - 1) + 1));
  const quoted = skipQuotes(text, i);
  if ((text.charCodeAt(quoted) | 32) !== 118) return null;
  if (text.slice(quoted, quoted + 5).toLowerCase() !== 'value') return null;
  if (text[i - 1] === '<' && text[quoted + 5] === '>') return { at: quoted + 6, form: 'named', sign: '' };
  const sign = endOf(text, skipQuotes(text, quoted + 5), isSpace);
  if (text[sign] !== ':' && text[sign] !== '=') return null;
  return { at: endOf(text, sign + 1, isSpace), form: 'named', sign: text[sign] as string };
}

/** The same the other way round: `"value": "…", "name": "TOKEN"`. */
function behindValue(text: string, name: Name): Found | null {
  const quote = quoteAt(text, name.end);
  if (quote === '' || quoteBefore(text, name.start) === '') return null;
  const window = text.slice(Math.max(0, name.start - 160), name.start);
  const key = window.lastIndexOf('value');
  if (key < 0 || quoteBefore(window, key) === '') return null;
  const between = window.slice(key);
  if (between.includes('{') || !(between.includes('name') || between.includes('key'))) return null;
  const sign = endOf(window, skipQuotes(window, key + 5), isSpace);
  const at = name.start - window.length + endOf(window, sign + 1, isSpace);
  return window[sign] === ':' && quoteAt(text, at) !== '' ? { at, form: 'named', sign: ':' } : null;
}

const isBetween = (code: number): boolean =>
  code <= 32 || code === 44 || code === 60 || code === 0x2502 || code === 124;

/** `["client_secret", "…"]`, as lists of pairs have it. */
function inPair(text: string, name: Name): Found | null {
  const closed = skipQuotes(text, name.end);
  if (closed === name.end || text[closed] !== ',') return null;
  const at = endOf(text, closed + 1, (code) => code <= 32, 60);
  const quote = quoteAt(text, at);
  if (quote === '') return null;
  // In `"token","latency":12` the next one is a name, too.
  const close = closeOf(text, at + quote.length, quote, telling);
  return close < 0 || text[close + quote.length] === ':' ? null : { at, form: 'pair', sign: '' };
}

/** Two columns: more than one space, a tab or a bar stands between the name and its value. */
function inTable(text: string, name: Name): Found | null {
  const at = endOf(text, name.end, (code) => isSpace(code) || code === 0x2502 || code === 0x2503 || code === 124, 120);
  if (at - name.end < 2 && text[name.end] !== '\t') return null;
  return at >= text.length || text[at] === '\n' ? null : { at, form: 'table', sign: '' };
}

const verbs = ['set', 'setx', 'setenv', 'env', 'arg', 'login'];

/** `setx TOKEN …`, `ENV TOKEN …`, `login dana password …`, `password '…'` of SQL, `requirepass …` of Redis. */
function afterVerb(text: string, name: Name): Found | null {
  if (!isSpace(text.charCodeAt(name.end))) return null;
  const at = name.end + 1;
  const quote = quoteAt(text, at);
  const named = text.slice(name.start, name.end).toLowerCase();
  if (
    (quote.endsWith("'") || (quote !== '' && named === 'password')) &&
    closeOf(text, at + quote.length, quote, telling) > 0
  )
    return { at, form: 'flag', sign: '' };
  if (named === 'requirepass' || named === 'masterauth') return { at, form: 'set', sign: '' };
  if (name.start > 0 && text.charCodeAt(name.start - 1) > 32) return null;
  return isVerbBefore(text, name.start) || isNetrc(text, name) ? { at, form: 'set', sign: '' } : null;
}

/** One of the last two words before: `set`, `set -gx`, `login dana`. */
function isVerbBefore(text: string, at: number): boolean {
  let end = at;
  for (let words = 0; words < 2; words++) {
    const last = startOf(text, end, isSpace, 8);
    const start = startOf(text, last, isWord, 40);
    if (last - start < 7 && verbs.includes(text.slice(start, last).toLowerCase())) return true;
    end = startOf(text, start, (code) => code > 32, 40);
  }
  return false;
}

/** `password` alone at the start of its line, with `login` above. */
function isNetrc(text: string, name: Name): boolean {
  const start = startOfLine(text, name.start, 80);
  if (name.start - start > 60) return false;
  return (
    text.slice(contentAt(text, start), name.start).trim() === '' &&
    text.slice(Math.max(0, start - 80), start).includes('login ')
  );
}
