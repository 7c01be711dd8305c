import { chosen, isTechnical } from './chosen.ts';
import { changes, counts, isUuid, looksMixed, looksRandom } from './looks.ts';
import { isPlaceholder, isProse, isReference, isState } from './placeholders.ts';
import { hasDrawn } from './rest.ts';
import { isWord, startOf } from './secret.ts';
import { telling, type Value } from './values.ts';
import { unwrapped } from './wrapped.ts';

/** How strictly a value is judged: a password can be a short word, a key among many keys must look like one. */
export type Kind = 'password' | 'secret' | 'key' | 'login';

/** Names after which a secret stands, as in `client_secret=…`, `--token …`, `password is …`. */
export const secretNames: [literal: string, kind: Kind][] = [
  ['password', 'password'],
  ['passwd', 'password'],
  ['passwort', 'password'],
  ['passphrase', 'password'],
  ['requirepass', 'password'],
  ['masterauth', 'password'],
  ['_pass', 'password'],
  ['pass', 'password'],
  ['pwd', 'password'],
  ['pw', 'password'],
  ['passcode', 'password'],
  ['kennwort', 'password'],
  ['mot de passe', 'password'],
  ['contraseña', 'password'],
  ['masterkey', 'password'],
  ['master-key', 'password'],
  ['identified by', 'password'],
  ['secret', 'secret'],
  ['token', 'secret'],
  ['api_key', 'secret'],
  ['apikey', 'secret'],
  ['api-key', 'secret'],
  ['api key', 'secret'],
  ['access_key', 'secret'],
  ['access-key', 'secret'],
  ['accesskey', 'secret'],
  ['accountkey', 'secret'],
  ['private_key', 'secret'],
  ['privatekey', 'secret'],
  ['signing_key', 'secret'],
  ['encryption_key', 'secret'],
  ['encryptionkey', 'secret'],
  ['master_key', 'secret'],
  ['hmac_key', 'secret'],
  ['credential', 'secret'],
  ['assertion', 'secret'],
  ['key-data', 'secret'],
  ['_kek', 'secret'],
  ['zonekek', 'secret'],
  ['_auth', 'login'],
  ['auth', 'login'],
  ['authtoken', 'login'],
  ['signature', 'login'],
  ['&sig', 'login'],
  ['?sig', 'login'],
  ['?code', 'login'],
  ['&code', 'login'],
  ['"code', 'login'],
  ['code_verifier', 'login'],
  ['device_code', 'login'],
  ['_key', 'key'],
  ['-key', 'key'],
];

/** How a value was found: behind a sign, on the line below it, as a flag's, in a table, … */
export type Form = 'sign' | 'below' | 'flag' | 'is' | 'element' | 'named' | 'pair' | 'table' | 'set';

/** A name, as it was met. */
export interface Met {
  literal: string;
  kind: Kind;
  form: Form;
  /** More than the word itself: `client_secret`, not `secret`. */
  compound: () => boolean;
  /** The value follows the sign without a space. */
  tight: boolean;
}

/** Names of which a part says that no secret follows: `missing_token`, `max_tokens`. */
const harmless = ['invalid', 'missing', 'expired', 'unknown', 'bad', 'no', 'wrong', 'max', 'total', 'page', 'count'];

/** Is more in the name than its literal, and nothing that makes it harmless? */
export function isCompound(text: string, at: number, kind: Kind): boolean {
  if (kind !== 'secret') return false;
  const start = startOf(text, at, (code) => isWord(code) || code === 32, 24);
  const before = text.slice(start, at).toLowerCase().trimEnd();
  const word = before.slice(Math.max(before.lastIndexOf(' '), before.lastIndexOf('_'), before.lastIndexOf('-')) + 1);
  if (harmless.includes(word) || harmless.includes(before.split('_')[0] as string)) return false;
  const joined = isWord(text.charCodeAt(at - 1));
  return (
    joined ||
    ['client', 'admin', 'access', 'app', 'refresh', 'bot', 'session', 'workload', 'bootstrap', 'signing'].includes(word)
  );
}

/** Is this value, behind this name, a secret? */
export function isSecret(text: string, value: Value, met: Met): boolean {
  const { kind, form, tight } = met;
  const { quoted } = value;
  const part = text.slice(value.start, Math.min(value.end, value.start + telling));
  // The lines of a block are the value as it is; other values were broken by what shows them.
  const shown = quoted && value.lineStart ? part : unwrapped(part);
  if (shown === '' || (form === 'pair' && !isDrawn(shown))) return false;
  if (isPlaceholder(shown) || isState(trimmedWord(shown)) || shown.startsWith('[password hidden]')) return false;
  if (!quoted && !value.lineStart && '[{'.includes(shown[0] as string)) return false;
  if (isProse(shown)) return false;
  if (!quoted && kind !== 'password' && (isReference(shown) || isCode(shown))) return false;
  const direct = form === 'element' || form === 'set' || form === 'flag' || (form === 'named' && !isReference(shown));
  const assigned = (form === 'sign' || form === 'below') && (form !== 'below' ? tight || quoted : quoted);
  if (shown.includes(' ') && !quoted && kind !== 'password' && !hasDrawn(shown)) return false;
  if (kind === 'password') {
    const made = !quoted && chosen(shown) !== null;
    // `pass` is what tests do, too.
    if (isWorkingFolder(text, value, met) || (met.literal === 'pass' && !quoted && !tight && !made)) return false;
    if (made && (form === 'sign' || form === 'is')) return true;
    if (shown.length >= 6 && (looksRandom(shown, 8) || isUuid(shown)) && form !== 'is') return true;
    if (form === 'is') return shown.length >= 6 && (quoted || looksRandom(shown, 8) || isUuid(shown));
    if (form === 'table') return shown.length >= 6 && isEnvironment(text, value.start);
    return shown.length >= 3 && (direct || assigned || (form === 'sign' && value.lineStart && !isNumber(shown)));
  }
  if (form === 'is' && isTechnical(shown)) return false;
  if (kind === 'login') return isLogin(shown, met, quoted);
  if (kind === 'key') return shown.length >= 16 && (looksMixed(shown) || (shown.includes(' ') && hasDrawn(shown)));
  if (isUuid(shown))
    return met.literal !== 'credential' && (direct || assigned || (form !== 'below' && met.compound()));
  if (shown.length >= 8 && (shown.includes(' ') ? hasDrawn(shown) : looksRandom(shown)))
    return form !== 'below' || shown.length >= 16 || quoted;
  if (isNumber(shown) || isReference(shown.toUpperCase() === shown ? shown : '')) return false;
  if (met.compound() && (direct || assigned)) return shown.length >= 4;
  if (direct && form !== 'flag' && form !== 'set') return shown.length >= 8;
  if (met.compound() && form === 'sign' && value.lineStart && shown.length >= 12) return true;
  if (!quoted && (form === 'sign' || form === 'is') && isMadeUp(shown, met)) return true;
  return quoted && assigned && shown.length >= 12 && !'/ \\'.split('').some((char) => shown.includes(char));
}

/** A person made it up; behind a bare `secret` or `token` it must say of itself that it is a password. */
function isMadeUp(shown: string, met: Met): boolean {
  const made = chosen(shown);
  return made === 'telling' || (made !== null && (met.compound() || met.literal.startsWith('api')));
}

/** A signature, or what logs in: drawn, and not the name of a method of signing. */
function isLogin(shown: string, met: Met, quoted: boolean): boolean {
  if (shown.length < 8 || met.form === 'table' || (met.form === 'below' && !quoted)) return false;
  if (met.literal === 'signature') return shown.length >= 16 && looksMixed(shown) && !isCode(shown);
  return looksRandom(shown) || isUuid(shown);
}

/** Between names, only what a machine drew is a value. */
function isDrawn(shown: string): boolean {
  return isUuid(shown) || looksMixed(shown) || (shown.length >= 8 && changes(shown).changes >= shown.length * 0.3);
}

/** A name of a program, a member or a call: letters with dots or brackets between. */
function isCode(shown: string): boolean {
  const { lower, upper, digits } = counts(shown);
  if (digits > 0 || lower === 0) return false;
  const letters = lower + upper;
  if (letters < shown.length && (shown.includes('.') || shown.includes('('))) return upper <= letters / 3;
  const lowered = shown.toLowerCase();
  return upper > 0 && ['secret', 'token', 'key', 'credential'].some((word) => lowered.includes(word));
}

function trimmedWord(shown: string): string {
  const last = shown[shown.length - 1] as string;
  return ',.;:!?'.includes(last) ? shown.slice(0, -1) : shown;
}

function isNumber(value: string): boolean {
  return !Number.isNaN(Number(value));
}

/** `PWD` is where a shell stands. */
function isWorkingFolder(text: string, value: Value, met: Met): boolean {
  return met.literal === 'pwd' && (text[value.start] === '/' || text[value.start + 1] === ':');
}

/** The name before the value is written as those of the environment are. */
function isEnvironment(text: string, at: number): boolean {
  const end = startOf(text, at, (code) => !isWord(code));
  const start = startOf(text, end, isWord);
  const name = text.slice(start, end);
  return name.includes('_') && name === name.toUpperCase();
}
