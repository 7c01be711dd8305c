import {
  endOf,
  isPlaceholder,
  isSpace,
  isTokenChar,
  isUuid,
  looksRandom,
  type Secret,
  spaceAndBreak,
  trimmed,
} from './secrets.ts';

/** How strictly a value is judged: a password can be a short word, a key among many keys must look like one. */
type Kind = 'password' | 'secret' | 'key' | 'login';

/** Names after which a secret stands, as in `client_secret=…`, `--token …`, `password is …`. */
export const secretNames: [literal: string, kind: Kind][] = [
  ['password', 'password'],
  ['passwd', 'password'],
  ['passphrase', 'password'],
  ['requirepass', 'password'],
  ['_pass', 'password'],
  ['pwd', 'password'],
  ['secret', 'secret'],
  ['token', 'secret'],
  ['api_key', 'secret'],
  ['apikey', 'secret'],
  ['api-key', 'secret'],
  ['access_key', 'secret'],
  ['access-key', 'secret'],
  ['accesskey', 'secret'],
  ['private_key', 'secret'],
  ['credential', 'secret'],
  ['key-data', 'secret'],
  ['_kek', 'secret'],
  ['_auth', 'login'],
  ['authtoken', 'login'],
  ['_key', 'key'],
  ['-key', 'key'],
  ['encryptionkey', 'key'],
];

/** The value after a name: behind `=` or `:`, after a flag, or after `is`; also on the next line. */
export function valueOfKey(text: string, at: number, literal: string, kind: Kind): Secret | null {
  let i = at;
  if (text[i] === 's' || text[i] === 'S') i++;
  const joined = afterSign(text, i);
  const told = joined === null && isFlag(text, at - literal.length) ? afterFlag(text, i) : null;
  const start = joined?.at ?? told ?? afterIs(text, i);
  if (start === null) return null;
  const end = endOf(text, start, (code) => code > 32 && ![34, 39, 44, 38, 92, 96].includes(code));
  const value = text.slice(start, trimmed(text, start, end));
  if (value === '' || isPlaceholder(value)) return null;
  if (!isSecret(value, kind, joined, told !== null, text[start - 1] ?? '')) return null;
  const name = kind === 'password' ? 'password' : 'secret';
  return { start, end: start + value.length, name };
}

interface Joined {
  at: number;
  /** The value stands on a later line than its name. */
  below: boolean;
}

function isSecret(value: string, kind: Kind, joined: Joined | null, flag: boolean, before: string): boolean {
  const quoted = before === '"' || before === "'";
  if (kind === 'password') {
    if (value.length >= 6 && (looksRandom(value, 8) || isUuid(value))) return true;
    return value.length >= 3 && (flag || (joined !== null && !joined.below && (before !== ' ' || quoted)));
  }
  if (kind === 'login') return value.length >= 8 && (looksRandom(value) || isUuid(value));
  if (kind === 'key') return value.length >= 16 && looksMixed(value);
  if (value.length >= 8 && looksRandom(value)) return joined === null || !joined.below || value.length >= 16 || quoted;
  return quoted && joined !== null && value.length >= 16 && !value.includes('/') && !isUuid(value);
}

/** Behind `=`, `:` or `:=`, quotes, a line break, and what YAML and TOML open a block with. */
function afterSign(text: string, from: number): Joined | null {
  let i = endOf(text, endOf(text, from, isQuote), isSpace);
  if (text[i] !== '=' && text[i] !== ':') return null;
  i = endOf(text, text[i] === ':' && text[i + 1] === '=' ? i + 2 : i + 1, isSpace);
  if ((text[i] === '|' || text[i] === '>') && '-+ \n'.includes(text[i + 1] ?? '\n')) i += text[i + 1] === '\n' ? 1 : 2;
  i = endOf(text, i, isQuote);
  const next = spaceAndBreak(text, i);
  return { at: endOf(text, next, isQuote), below: text.slice(i, next).includes('\n') };
}

/** The word that a name stands in starts with a dash. */
function isFlag(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && at - start < 40 && isTokenChar(text.charCodeAt(start - 1)) && text[start - 1] !== '=') start--;
  return text[start] === '-';
}

/** `--token value`, `"--token", "value"`. */
function afterFlag(text: string, from: number): number | null {
  let i = endOf(text, from, isQuote);
  if (text[i] === ',') i++;
  const next = endOf(text, i, isSpace);
  if (next === from) return null;
  const start = endOf(text, next, isQuote);
  return text[start] === '-' ? null : start;
}

/** `the client secret is …`, `password was …`. */
function afterIs(text: string, from: number): number | null {
  const i = endOf(text, from, isSpace);
  if (i === from) return null;
  const verb = text.slice(i, i + 4).toLowerCase();
  const length = verb.startsWith('is ') ? 3 : verb === 'was ' ? 4 : 0;
  return length === 0 ? null : endOf(text, endOf(text, i + length, isSpace), isQuote);
}

function isQuote(code: number): boolean {
  return code === 34 || code === 39 || code === 92 || code === 96;
}

/** Digits and both cases, or a long run of hexadecimal digits. */
function looksMixed(value: string): boolean {
  if (isUuid(value)) return false;
  let digits = false;
  let lower = false;
  let upper = false;
  let hex = true;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 48 && code <= 57) digits = true;
    else if (code >= 97 && code <= 122) lower = true;
    else if (code >= 65 && code <= 90) upper = true;
    hex &&= (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
  }
  return (digits && lower && upper) || (hex && value.length >= 32);
}

/** `-u user:password`, `--user 'user:password'`: the password, unless it is the group of a container's user. */
export function passwordOfUser(text: string, at: number): Secret | null {
  const start = endOf(text, endOf(text, at, isSpace), isQuote);
  const end = endOf(text, start, (code) => code > 32 && code !== 34 && code !== 39);
  const colon = text.indexOf(':', start);
  if (colon <= start || colon >= end - 1) return null;
  const value = text.slice(colon + 1, end);
  if (isPlaceholder(value) || Number.isInteger(Number(value))) return null;
  return { start: colon + 1, end, name: 'password' };
}

/** `mysql -uroot -pvalue`. */
export function passwordOfMysql(text: string, at: number): Secret | null {
  const stop = text.indexOf('\n', at);
  const flag = text.slice(at, Math.min(stop < 0 ? text.length : stop, at + 300)).indexOf(' -p');
  if (flag < 0) return null;
  const start = at + flag + 3;
  const end = endOf(text, start, (code) => code > 32 && code !== 34 && code !== 39);
  return end === start || isPlaceholder(text.slice(start, end)) ? null : { start, end, name: 'password' };
}

/** `ConvertTo-SecureString "value"`, also with `-String`. */
export function secureString(text: string, at: number): Secret | null {
  const part = text.slice(at, at + 24);
  const open = Math.max(part.indexOf('"'), part.indexOf("'"));
  if (open < 0 || part.slice(0, open).includes('\n')) return null;
  const start = at + open + 1;
  const end = endOf(text, start, (code) => code !== 34 && code !== 39 && code !== 10);
  return end === start || isPlaceholder(text.slice(start, end)) ? null : { start, end, name: 'password' };
}

/** `Cookie: name=value; …` to the end of the line or of its quotes. */
export function cookies(text: string, at: number): Secret | null {
  const start = endOf(text, at, isSpace);
  const end = endOf(text, start, (code) => code !== 10 && code !== 34 && code !== 39);
  const value = text.slice(start, end);
  return value.includes('=') && !isPlaceholder(value)
    ? { start, end: start + value.trimEnd().length, name: 'cookie' }
    : null;
}
