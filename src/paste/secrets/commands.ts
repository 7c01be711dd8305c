import { chosen } from './chosen.ts';
import { isPlaceholder } from './placeholders.ts';
import { closeOf, quoteAt } from './quotes.ts';
import { endOf, isSpace, isWord, type Secret, startOfLine } from './secret.ts';

/** Options of commands that carry a secret without a name for it. */

/** The value of an option, which may be quoted, at or behind `at`. */
function argument(text: string, at: number): { start: number; end: number } {
  const closed = quoteAt(text, at);
  const behind = closed !== '' && text[at + closed.length] === ',' ? at + closed.length + 1 : at;
  const from = endOf(text, behind, isSpace, 40);
  const quote = quoteAt(text, from);
  if (quote !== '' && quote !== '`') {
    const start = from + quote.length;
    const close = closeOf(text, start, quote);
    if (close >= 0) return { start, end: close };
    return { start, end: endOf(text, start, (code) => code !== 10) };
  }
  return { start: from, end: endOf(text, from, (code) => code > 32 && code !== 34 && code !== 39) };
}

/** `-u user:password`, `--user 'user:password'`: the password, unless it is the group of a container's user. */
export function passwordOfUser(text: string, at: number): Secret | null {
  const { start, end } = argument(text, text[at] === '=' ? at + 1 : at);
  const value = text.slice(start, end);
  const colon = value.indexOf(':');
  if (colon <= 0 || colon >= value.length - 1 || value.startsWith('http')) return null;
  const password = value.slice(colon + 1);
  if (isPlaceholder(password) || Number.isInteger(Number(password)) || value.includes('://')) return null;
  return { start: start + colon + 1, end, name: 'password' };
}

/** Behind ` -`: short options of curl that may stand together, `-su user:password`, `-b "sid=…"`. */
export function shortOptions(text: string, at: number): Secret | null {
  const end = endOf(text, at, isLetter, 8);
  const letters = text.slice(at, end);
  const user = letters.toLowerCase().indexOf('u');
  const only = letters === 'u' || letters === 'U';
  if (user >= 0 && (only ? isSpace(text.charCodeAt(end)) : isCommand(text, at, ['curl', 'wget', 'http'])))
    return passwordOfUser(text, at + user + 1);
  if (letters === 'p') return passwordAlone(text, end);
  if (letters === 'a' && isCommand(text, at, ['http ', 'https ', 'xh '])) return passwordOfUser(text, end);
  if (letters[letters.length - 1] === 'b' && isCommand(text, at, ['curl'])) return cookieOption(text, end);
  return null;
}

/** `-p value` of any command: ports, projects and folders are asked for like this, too. */
function passwordAlone(text: string, at: number): Secret | null {
  if (!isSpace(text.charCodeAt(at))) return null;
  const { start, end } = argument(text, at);
  const made = end - start > 80 ? null : chosen(text.slice(start, end));
  if (made === null || isCommand(text, at, ['mkdir', 'compose', 'ssh ', 'scp '])) return null;
  const logsIn = text.slice(end, end + 12).startsWith(' --pass') || isCommand(text, at, [' -u', '--user', 'login']);
  return made === 'strong' || made === 'telling' || logsIn ? { start, end, name: 'password' } : null;
}

/** `--cookie "sid=…"`: what is no name of a file. */
export function cookieOption(text: string, at: number): Secret | null {
  const { start, end } = argument(text, text[at] === '=' ? at + 1 : at);
  const value = text.slice(start, end);
  const sign = value.indexOf('=');
  return sign > 0 && !isPlaceholder(value.slice(sign + 1)) ? { start, end, name: 'cookie' } : null;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** One of these commands stands before, on this line or on one that goes on in it. */
function isCommand(text: string, at: number, names: string[]): boolean {
  let from = startOfLine(text, at, 300);
  while (at - from < 300 && from > 1 && '\\`^'.includes(text[from - 2] as string))
    from = startOfLine(text, from - 1, 300);
  const before = text.slice(from, at);
  return names.some((name) => before.includes(name));
}

/** Commands with the option that their password follows. */
export const withPassword: [literal: string, option: string, joined: boolean][] = [
  ['mysql', ' -p', true],
  ['mariadb', ' -p', true],
  ['docker login', ' -p', false],
  ['podman login', ' -p', false],
  ['registry login', ' -p', false],
  ['sshpass', ' -p', true],
  ['mongosh', ' -p', false],
  ['mongodump', ' -p', false],
  ['az login', ' -p', false],
  ['redis-cli', ' -a', false],
  ['ldapsearch', ' -w', false],
];

/** `mysql -uroot -pvalue`, `redis-cli -a value`. */
export function passwordOfCommand(text: string, at: number, option: string, joined: boolean): Secret | null {
  const window = text.slice(at, at + 300);
  const stop = window.indexOf('\n');
  const flag = (stop < 0 ? window : window.slice(0, stop)).indexOf(option);
  if (flag < 0) return null;
  const behind = at + flag + option.length;
  // For mysql a space means that the password is asked for.
  const spaced = isSpace(text.charCodeAt(behind));
  if (isWord(text.charCodeAt(behind)) && !joined) return null;
  if (spaced && joined && !text.startsWith('sshpass', at - 7)) return null;
  const { start, end } = argument(text, behind);
  return end === start || text[start] === '-' || isPlaceholder(text.slice(start, end))
    ? null
    : { start, end, name: 'password' };
}

/** `ConvertTo-SecureString "value"`, also with `-String`. */
export function secureString(text: string, at: number): Secret | null {
  const part = text.slice(at, at + 24);
  const open = [part.indexOf('"'), part.indexOf("'")].filter((index) => index >= 0);
  const first = Math.min(...open);
  if (open.length === 0 || part.slice(0, first).includes('\n')) return null;
  const { start, end } = argument(text, at + first);
  return end === start || isPlaceholder(text.slice(start, end)) ? null : { start, end, name: 'password' };
}

/** `host:5432:database:user:password`, a line of `.pgpass`, from behind the port. */
export function passwordOfPgpass(text: string, at: number): Secret | null {
  const end = endOf(text, at, (code) => code > 32 && code !== 34 && code !== 39, 200);
  const [database = '', user = '', ...password] = text.slice(at, end).split(':');
  if (database === '' || user === '' || password.length === 0 || password.join(':').length < 3) return null;
  const start = at + database.length + user.length + 2;
  return isPlaceholder(text.slice(start, end)) || database.includes('/') || user.includes('/')
    ? null
    : { start, end, name: 'password' };
}
