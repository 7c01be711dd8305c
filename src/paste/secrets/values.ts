import { closeOf, quoteAt, quoteBefore } from './quotes.ts';
import { restOfLine, unclosedEnd } from './rest.ts';
import { endOf, isSpace, isUpper, isWord, startOf, startOfLine, trimmed } from './secret.ts';
import { breakAfter, contentAt, wrapped } from './wrapped.ts';

/** How far a value goes that starts at a known place: to its quote, to the end of its word, or to that of its line. */
export interface Value {
  start: number;
  end: number;
  quoted: boolean;
  /** It has no quotes, and its line starts with its name, as in YAML, TOML and a file of environment variables. */
  lineStart: boolean;
}

/** Where the name of a value stands, and with what sign the value follows. */
export interface Name {
  start: number;
  end: number;
  /** `=`, `:`, `<` for an element, or an empty text for a space. */
  sign: string;
  /** The sign was percent-encoded, so that the end of the value is, too. */
  encoded: boolean;
}

/** So much of a value says whether it is a secret. */
export const telling = 120;

/**
 * Reads the value that starts at `at`, which may be its opening quote.
 * @param most how far to read; only what is a secret is worth reading to its end
 * @returns null where nothing stands there
 */
export function valueAt(text: string, at: number, name: Name, most = telling): Value | null {
  const quote = quoteAt(text, at);
  if (quote !== '') {
    const start = at + quote.length;
    const close = closeOf(text, start, quote, most);
    if (close >= 0) return close > start ? { start, end: close, quoted: true, lineStart: false } : null;
    const end = unclosedEnd(text, start, most);
    return { start, end: wrapped(text, start, end, quote), quoted: true, lineStart: false };
  }
  if (name.sign === '<') {
    const close = text.slice(at, at + most).indexOf('<');
    const closes = text[at + close + 1] === '/' || text.startsWith('\\/', at + close + 1);
    // `<pw>` alone stands for a value, as in `redis://:<pw>@host`.
    return close <= 0 || !closes ? null : { start: at, end: at + close, quoted: true, lineStart: false };
  }
  const outer = quoteBefore(text, commandAt(text, name.start));
  const brackets = bracketEnd(text, at);
  const lineStart = isLineStart(text, name.start);
  if (brackets > at) return { start: at, end: brackets, quoted: false, lineStart };
  // A header or a setting may have blanks in it, and a message that starts with a name has a space behind the sign.
  const setting = name.sign === '=' || (name.sign === ':' && text[name.start + 1] === '-');
  if (
    outer !== '' &&
    setting &&
    (isEnvironment(text, name) || !isMessage(text, commandAt(text, name.start) - outer.length))
  ) {
    const close = closeOf(text, at, outer, most);
    // What a form or a list of settings has more of is not of this value.
    const end = close < 0 ? -1 : Math.min(close, wordEnd(text, at, name, false, isNothing, most));
    if (end > at) return { start: at, end: at + text.slice(at, end).trimEnd().length, quoted: true, lineStart: false };
  }
  const whole = lineStart && outer === '';
  let end = wordEnd(text, at, name, whole, isBlank, most);
  if (end === at) return null;
  if (whole && isSpace(text.charCodeAt(end))) end = restOfLine(text, at, end, name.sign, most);
  if (!whole || text[end - 1] === ']') end = trimmed(text, at, end);
  return { start: at, end: wrapped(text, at, end), quoted: false, lineStart: whole };
}

const pairs: Record<string, string> = { '<': '>', '[': ']', '{': '}', '(': ')' };

/** Behind the brackets that open at `at`, or `$(`, and close in the same line; else -1. */
export function bracketEnd(text: string, at: number): number {
  const from = text[at] === '$' ? at + 1 : at;
  const close = pairs[text[from] as string];
  if (close === undefined) return -1;
  const window = text.slice(from, from + 80);
  const end = window.indexOf(close);
  return end < 0 || window.slice(0, end).includes('\n') ? -1 : endOf(text, from + end + 1, (code) => code === 125);
}

function isBlank(code: number): boolean {
  return code <= 32;
}

function isNothing(code: number): boolean {
  return code === 10;
}

/** Where the command starts that sets the name, else where the name does. */
function commandAt(text: string, at: number): number {
  const command = ['set ', 'export '].find((word) => text.startsWith(word, at - word.length));
  return at - (command?.length ?? 0);
}

/** The whole name is in capitals, as those of the environment are. */
function isEnvironment(text: string, name: Name): boolean {
  const written = text.slice(name.start, name.end);
  return written.includes('_') && written === written.toUpperCase();
}

/** A quoted text that is told by a key is a message, not one setting. */
function isMessage(text: string, quote: number): boolean {
  const before = text[startOf(text, quote, isSpace, 4) - 1];
  return before === ':' || before === '=' || (before === ',' && text[quote - 2] === ':');
}

function wordEnd(
  text: string,
  at: number,
  name: Name,
  whole: boolean,
  ends: (code: number) => boolean,
  most: number,
): number {
  const stop = Math.min(text.length, at + most);
  // In a file of variables the line is the value; elsewhere `&`, `,` and `;` may start the next one.
  const env = whole && name.sign === '=' && isUpper(text.charCodeAt(name.start));
  for (let i = at; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (ends(code)) return i;
    if (code > 62 && code < 0x2000 && !(code >= 91 && code <= 93) && code !== 96 && !(code >= 123 && code <= 125))
      continue;
    switch (text[i]) {
      case '"':
      case "'":
      case '`':
        if (text[i + 1] === '\n' || !env || !isWord(text.charCodeAt(i + 1))) return i;
        break;
      case '\\':
        if (quoteAt(text, i) !== '' || (isBlank(text.charCodeAt(i + 1)) && breakAfter(text, i))) return i;
        if (!env && 'nrtu\\'.includes(text[i + 1] ?? 'n')) return i;
        break;
      case '&':
        if (quoteAt(text, i) !== '' || isBlank(text.charCodeAt(i + 1)) || text[i + 1] === '&') return i;
        if (!env && isNamed(text, i + 1, '=')) return i;
        break;
      case ',':
      case ';':
        if (!(text.charCodeAt(i + 1) > 32) || '"\'}]{'.includes(text[i + 1] as string)) return i;
        if (!env && isNamed(text, i + 1, text[i] === ',' ? '=:' : '=')) return i;
        break;
      case ')':
      case ']':
      case '}':
        if (!env && ')]},;.:('.includes(text[i + 1] ?? '.') && i > at) return i;
        break;
      case '[':
      case '{':
        // The answer of a server stands behind the value.
        if (i > at && isBody(text, i)) return i;
        break;
      case '<':
        if (i > at && isBlank(text.charCodeAt(i - 1))) return i;
        if (text[i + 1] === '/' || (i > at && text.startsWith('<br', i))) return i;
        break;
      case '%':
        if (name.encoded && ['%26', '%22', '%27', '%2C', '%2c', '%20'].includes(text.slice(i, i + 3))) return i;
        break;
      case '│':
      case '┃':
        return i;
      case '|':
        if (isBlank(text.charCodeAt(i + 1)) && isBlank(text.charCodeAt(i - 1))) return i;
    }
  }
  return stop;
}

/** An object or a list of objects opens, behind a blank or with a quote of its first name. */
function isBody(text: string, at: number): boolean {
  const inner = text[at] === '[' ? at + 1 : at;
  return text[inner] === '{' && (isBlank(text.charCodeAt(at - 1)) || quoteAt(text, inner + 1) !== '');
}

/** A name and its sign stand here: another value starts. */
function isNamed(text: string, at: number, signs: string): boolean {
  const end = endOf(text, at, (code) => isWord(code) || code === 32 || code === 46 || code === 91 || code === 93, 40);
  return end > at && end < text.length && signs.includes(text[end] as string) && text[end + 1] !== '=';
}

const openings = [
  '',
  '#',
  '# ',
  '+',
  '+ ',
  '- - ',
  '-',
  '- ',
  'export ',
  'set ',
  'ENV ',
  'ARG ',
  '$',
  '$env:',
  '$Env:',
  'env:',
  'const ',
  'let ',
  'var ',
];

/** Nothing stands before the name in its line but what opens a setting. */
function isLineStart(text: string, at: number): boolean {
  const line = startOfLine(text, at);
  const from = contentAt(text, line);
  if (from > at) return at >= line && text.slice(line, at).trim() === '';
  return at - from <= 8 && openings.includes(text.slice(from, at));
}
