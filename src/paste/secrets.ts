/** Where one secret starts and ends. Every function looks at a bounded stretch, or at text that it consumes. */

export interface Secret {
  start: number;
  end: number;
  /** What it is, for the placeholder. */
  name: string;
  /** An address of a person: hidden, and no secret. */
  personal?: boolean;
}

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 45;

export const isTokenChar = (code: number): boolean =>
  isWord(code) || code === 46 || code === 43 || code === 47 || code === 61 || code === 126;

export const isSpace = (code: number): boolean => code === 32 || code === 9;

export function endOf(text: string, from: number, accepts: (code: number) => boolean): number {
  let end = from;
  while (end < text.length && accepts(text.charCodeAt(end))) end++;
  return end;
}

/** A secret known by its prefix, at least `minimum` characters with it; not in the middle of a word. */
export function wordFrom(text: string, start: number, name: string, minimum: number): Secret | null {
  if (start > 0 && isWord(text.charCodeAt(start - 1)) && text[start - 1] !== '-' && text[start - 1] !== '_')
    return null;
  let end = endOf(text, start, (code) => isWord(code) || code === 46 || code === 47);
  while (end > start && (text[end - 1] === '.' || text[end - 1] === '/')) end--;
  return end - start >= minimum ? { start, end: wrapped(text, start, end), name } : null;
}

/** Where a value ends that a terminal broke: the next line goes on with the same kind of characters. */
function wrapped(text: string, start: number, end: number): number {
  let last = end;
  const jwt = text.startsWith('eyJ', start);
  let dots = dotsIn(text.slice(start, end));
  for (let lines = 0; text[last] === '\n' && lines < 60; lines++) {
    const next = endOf(text, last + 1, (code) => isWord(code) || code === 46);
    const run = text.slice(last + 1, next);
    const width = last - Math.max(text.lastIndexOf('\n', last - 1) + 1, last - 200);
    const open = jwt && dots < 2;
    const closed = next >= text.length || isSpace(text.charCodeAt(next)) || '\n"\'`,;)'.includes(text[next] as string);
    if (run.length < 3 || !closed || isUuid(run)) break;
    if (!(open && run.length >= 8) && !(width >= 40 && looksRandom(run, 8) && (run.length >= 8 || width >= 60))) break;
    last = next;
    dots += dotsIn(run);
  }
  return last;
}

function dotsIn(text: string): number {
  return text.split('.').length - 1;
}

/** Behind spaces and at most one line break, also one that a backslash or a backtick continues. */
export function spaceAndBreak(text: string, at: number): number {
  let i = endOf(text, at, isSpace);
  if ((text[i] === '\\' || text[i] === '`') && text[i + 1] === '\n') i++;
  return text[i] === '\n' ? endOf(text, i + 1, isSpace) : i;
}

/** The word after `Bearer` or `Basic`, unless it is a variable, a placeholder or ordinary talk. */
export function wordAfter(text: string, at: number, name: string, minimum = 16): Secret | null {
  const start = spaceAndBreak(text, at);
  if (start === at) return null;
  const end = endOf(text, start, isTokenChar);
  const value = text.slice(start, end);
  if (value.length < minimum || !looksRandom(value)) return null;
  return { start, end: wrapped(text, start, end), name };
}

/** `scheme://user:password@host`: the password. */
export function passwordInUrl(text: string, at: number): Secret | null {
  let colon = -1;
  let slash = false;
  for (let i = at; i < text.length && i - at < 300; i++) {
    const char = text[i] as string;
    if (char === ':' && colon < 0) colon = i;
    if (char === '@') {
      const empty = colon < 0 || i === colon + 1;
      const value = empty ? '' : text.slice(colon + 1, i);
      return empty || (isPlaceholder(value) && value[1] !== ':')
        ? null
        : { start: colon + 1, end: i, name: 'password' };
    }
    if (' \t\n"\'<>`'.includes(char)) return null;
    // A slash ends host and port; in a password that nobody encoded it does not.
    if ('/?#'.includes(char)) {
      if (colon < 0 || text[i + 1] === '/' || (!slash && i - colon < 7 && isPort(text.slice(colon + 1, i))))
        return null;
      slash = true;
    }
  }
  return null;
}

function isPort(value: string): boolean {
  return Number.isInteger(Number(value));
}

/** From the end of the opening line to the end of the closing one; at most 200 lines. */
export function privateKey(text: string, at: number): Secret | null {
  const close = text.indexOf('-----END', at);
  const end = close >= 0 && close - at < 20_000 ? close : endOf(text, at, (code) => isTokenChar(code) || code <= 32);
  return end > at + 20 ? { start: at, end, name: 'private key' } : null;
}

/** Without the brackets and stops after a value. */
export function trimmed(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && ');}]>.;'.includes(text[last - 1] as string)) last--;
  return last;
}

/** A value that stands for another: a variable, a dummy, something already hidden. */
export function isPlaceholder(value: string): boolean {
  const first = value[0] as string;
  if ('$<{[%*•…/~'.includes(first) || value.startsWith('./') || value.startsWith('resource://')) return true;
  if (value.includes('://') || value.includes('$(') || value.includes('***')) return true;
  return value[1] === ':' || value.startsWith('http');
}

/** Letters with digits, or both cases, in one run: a word of a sentence is neither. */
export function looksRandom(value: string, mixed = 16): boolean {
  let digits = 0;
  let lower = 0;
  let upper = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 48 && code <= 57) digits++;
    else if (code >= 97 && code <= 122) lower++;
    else if (code >= 65 && code <= 90) upper++;
  }
  if (isUuid(value)) return false;
  return (digits > 0 && lower + upper > 0) || digits >= 16 || (upper > 1 && lower > 1 && value.length >= mixed);
}

/** Zone, application and request IDs are UUIDs, and no secrets. */
export function isUuid(value: string): boolean {
  return value.length === 36 && value[8] === '-' && value[13] === '-' && value[18] === '-' && value[23] === '-';
}

/** Runs of exactly 64 hexadecimal digits are operator secrets, but for those named as a digest. */
export function hexRuns(text: string): Secret[] {
  const found: Secret[] = [];
  // A run of 64 has a digit at every 64th position: most of the text is skipped.
  for (let i = 63; i < text.length; i += 64) {
    if (!isHexCode(text.charCodeAt(i))) continue;
    let start = i;
    while (start > 0 && i - start < 64 && isHexCode(text.charCodeAt(start - 1))) start--;
    let end = i + 1;
    while (end < text.length && end - start <= 64 && isHexCode(text.charCodeAt(end))) end++;
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
  return before.includes('sha') || before.includes('digest') || before.includes('fingerprint');
}

/** `name@host.tld` around the `@`. */
export function emailAt(text: string, at: number): Secret | null {
  let start = at;
  while (
    start > 0 &&
    at - start < 64 &&
    (isWord(text.charCodeAt(start - 1)) || '.+'.includes(text[start - 1] as string))
  )
    start--;
  let end = endOf(text, at + 1, (code) => isWord(code) || code === 46);
  while (end > at && text[end - 1] === '.') end--;
  const dot = text.lastIndexOf('.', end - 1);
  if (start === at || dot <= at + 1 || end - dot < 3 || text[start - 1] === '/') return null;
  if (text[end] === ':' || text[end] === '/') return null;
  return { start, end, name: 'address', personal: true };
}
