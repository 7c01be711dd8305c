import { looksRandom } from './looks.ts';
import { isPlaceholder } from './placeholders.ts';
import { isWord, longest, type Secret, startOf } from './secret.ts';

/** Schemes of services that a password is for, and not a path: `@` may stand in the password. */
const services = [
  'postgres',
  'postgresql',
  'redis',
  'rediss',
  'mysql',
  'mariadb',
  'mongodb',
  'amqp',
  'amqps',
  'smtp',
  'smtps',
  'nats',
  'srv',
  'ldap',
  'ldaps',
  'ftp',
];

/** `scheme://user:password@host`: the password, or the token that stands for both. */
export function passwordInUrl(text: string, at: number): Secret | null {
  if (!hasAt(text, at)) return null;
  const scheme = text.slice(startOf(text, at - 3, isWord, 12), at - 3).toLowerCase();
  const sign = atSign(text, at, services.includes(scheme));
  if (sign < 0) return null;
  const user = text.slice(at, sign);
  const colon = user.indexOf(':');
  const named = colon < 0 ? user : user.slice(0, colon);
  // GitHub and others take a token for the user.
  if (named.length >= 12 && looksRandom(named) && !isPlaceholder(named))
    return { start: at, end: sign, name: 'password' };
  const password = colon < 0 ? '' : user.slice(colon + 1);
  if (password === '')
    return named.length >= 20 && scheme.startsWith('http') && !named.includes('/')
      ? { start: at, end: sign, name: 'password' }
      : null;
  return isPlaceholder(password) ? null : { start: at + colon + 1, end: sign, name: 'password' };
}

/** A blank, a quote or an angle bracket: no URL goes on behind it. */
function isEnd(code: number): boolean {
  return code <= 32 || code === 34 || code === 39 || code === 60 || code === 62 || code === 96;
}

/** Most URLs have none, and are told apart here. */
function hasAt(text: string, at: number): boolean {
  const stop = Math.min(text.length, at + longest);
  for (let i = at; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (code === 64) return true;
    if (isEnd(code) || (code === 58 && text.startsWith('//', i + 1))) return false;
  }
  return false;
}

/** Where the `@` stands before the host, or -1. */
function atSign(text: string, at: number, service: boolean): number {
  const stop = Math.min(text.length, at + longest);
  let colon = -1;
  let found = -1;
  let slash = false;
  for (let i = at; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (isEnd(code)) break;
    if (code === 58) {
      // The next URL starts: none is read twice.
      if (text[i + 1] === '/' && text[i + 2] === '/') break;
      if (colon < 0) colon = i;
    }
    if (code === 64 && isHost(text, i + 1)) {
      found = i;
      if (slash && !service) break;
    }
    if (code !== 47 && code !== 63 && code !== 35) continue;
    if (found >= 0 && (!service || code === 63)) break;
    // A slash ends host and port; in a password that nobody encoded it does not.
    if (found < 0 && (colon < 0 || (!slash && i - colon < 7 && isPort(text.slice(colon + 1, i))))) return -1;
    slash = true;
  }
  return found;
}

/** What follows an `@` is a host, a variable, or where a text was cut. */
function isHost(text: string, at: number): boolean {
  const char = text[at];
  if (char === undefined || char <= ' ' || '[$<{%…"\'`'.includes(char)) return true;
  return isWord(text.charCodeAt(at));
}

function isPort(value: string): boolean {
  return Number.isInteger(Number(value));
}
