import { counts, isUuid } from './looks.ts';
import { isFunctionWord, isPlaceholder, isReference, isState } from './placeholders.ts';

/** Passwords that a person made up, told from words of talk where only talk stands around them. */

/**
 * How sure it is that a word was made up as a password: it mixes digits and letters as no word does, its parts name a
 * password (`pipernet-dev-pw`), or it merely has parts.
 */
export type Chosen = 'strong' | 'telling' | 'parts';

/** Fewest characters; what is shorter is as often a version, a count or a name. */
const shortest = 6;

/** Standards, encodings and versions have digits, too. */
const technical = `base64 base32 base64url sha md5 es256 es384 es512 rs256 rs384 rs512 ps256 hs256 hs384 hs512 ed25519
x25519 x509 p256 oauth oidc utf rfc http ipv aes argon2 bcrypt scrypt pbkdf2 caracal_ localhost pkcs tls ssl v0 v1 v2 v3
v4 v5`.split(/\s+/);

const telling = new Set('pw pwd pass passwd passwort password pass123 changeme'.split(' '));

/** Parts that make a word of talk of it: `read-only-mode`, `out-of-date`. */
const spokenParts = new Set(
  'read only up out date has case sensitive encoded signed based side time end on by in at so do does user per'.split(
    ' ',
  ),
);

/** The name of a standard, an encoding or a version, with what is joined to it. */
export function isTechnical(value: string): boolean {
  const lowered = value.toLowerCase();
  return technical.some((word) => lowered.startsWith(word));
}

/** What of a made-up password this word has, or null where it may be any word. */
export function chosen(value: string): Chosen | null {
  if (value.length < shortest || value.length > 80 || isUuid(value) || isTechnical(value)) return null;
  if (isPlaceholder(value) || isState(value) || isReference(value)) return null;
  if ('/([{<@'.includes(value[0] as string) || value.includes('://') || value.includes('=')) return null;
  const { digits, lower, upper } = counts(value);
  if (lower + upper < 3) return null;
  const parts = value.toLowerCase().split(/[-_.:/]/);
  if (digits > 0 && lower > 0 && upper > 0) return 'strong';
  if (parts.length === 1 && digits > 0 && value.length >= 8) return 'strong';
  if (hasSign(value)) return 'strong';
  if (lower === 0 || parts.length < 3 || !isPlain(value)) return null;
  if (parts.some((part) => telling.has(part))) return 'telling';
  const talk = parts.some((part) => isFunctionWord(part) || isState(part) || spokenParts.has(part));
  return talk ? null : 'parts';
}

/** A sign that words do not have, between letters or behind digits. */
function hasSign(value: string): boolean {
  for (let i = 1; i < value.length - 1; i++) if ('!#$%^*'.includes(value[i] as string)) return true;
  return false;
}

/** Letters, digits and the signs that join words, and not those of a path or a host. */
function isPlain(value: string): boolean {
  for (let i = 0; i < value.length; i++) if ('/.:()'.includes(value[i] as string)) return false;
  return true;
}
