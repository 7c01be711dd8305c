import { changes, counts, looksMixed, looksRandom } from './looks.ts';
import { isPath } from './paths.ts';

/** What only stands for a secret, or talks about it. */

/** What stands where a value would, and says how it is with that value. */
const states = new Set(
  `missing required invalid expired none null nil undefined unset set empty hidden redacted true false yes no present
  absent ok optional default unknown denied rejected revoked rotated string str number boolean text file env failed
  incorrect wrong authentication mismatch changed unchanged valid stored saved created enabled disabled unauthorized
  forbidden bearer basic token password secret header any error warning not must cannot is was the too`.split(/\s/),
);

const functionWords = new Set(
  `the is are was be of for from to in with your this that not must should cannot has have and or if when failed invalid
  missing required incorrect`.split(/\s+/),
);

/** `required`, `missing`, `true`: what a value is like, in place of it. */
export function isState(value: string): boolean {
  return states.has(value.toLowerCase());
}

/** A word that only sentences have. */
export function isFunctionWord(word: string): boolean {
  return functionWords.has(word);
}

/** Talk about a value: several words, one of them such as only sentences have, and none that a machine drew. */
export function isProse(value: string): boolean {
  const words = value.toLowerCase().split(' ');
  if (words.length < 2) return false;
  const talk = states.has((words[0] as string).replace(',', '')) || words.some((word) => functionWords.has(word));
  return talk && !value.split(' ').some((word) => word.length >= 8 && looksMixed(word));
}

/** A name of a variable of the environment, or of a thing that holds the secret: `CARACAL_TOKEN`, `my-client-secret`. */
export function isReference(value: string): boolean {
  const { digits, lower, upper } = counts(value);
  if (value === '' || digits > 2 || (lower > 0 && upper > 0)) return false;
  if (upper > 0) return digits === 0 && value.includes('_') && lower === 0;
  if (!value.includes('-') && !value.includes('_')) return false;
  return ['secret', 'token', 'password', 'key', 'credential'].some((word) => value.includes(word));
}

/** A value that stands for another: a variable, a dummy, a path, something already hidden. */
export function isPlaceholder(value: string): boolean {
  switch (value[0]) {
    case '$':
      return isVariable(value);
    case '<':
      return value === '<' || closed(value, '>');
    case '{':
      return value === '{' || value.startsWith('{}') || (closed(value, '}') && value.length < 60);
    case '[':
      return value === '[' || value.startsWith('[]') || closed(value, ']');
    case '%':
      return value.length <= 2 || (closed(value, '%') && value.indexOf('%', 1) > 2);
    case '@':
      return value === '@-' || isPath(value.slice(1));
  }
  if (isMask(value)) return true;
  return isPath(value) || isUrl(value);
}

/** `****`, `sk-…`, `xxxx`: nothing, or next to nothing, is left of the value. */
function isMask(value: string): boolean {
  let masked = 0;
  for (const char of value) if ('*•…x.X#_-·'.includes(char)) masked++;
  if (value.includes('***') || value.includes('•') || value.includes('…')) return value.length - masked <= 4;
  return masked === value.length;
}

/** Opened and closed around words, not around something that was drawn. */
function closed(value: string, close: string): boolean {
  const end = value.indexOf(close, 1);
  return end > 0 && !looksMixed(value.slice(1, end)) && !looksRandom(value.slice(end + 1), 8);
}

function isUrl(value: string): boolean {
  const colon = value.indexOf(':');
  if (colon < 2 || colon > 12 || !isLower(value.slice(0, colon))) return false;
  return value.startsWith('://', colon) || value.startsWith('urn:') || value.startsWith('arn:');
}

/** `$TOKEN`, `${TOKEN}`, `$env:TOKEN`, `$(cat file)`; a default that stands in it is a value. */
function isVariable(value: string): boolean {
  const next = value[1] ?? '';
  if (next === '' || next === '$') return value.length <= 2;
  if (next === '(') {
    const end = lowerEnd(value, 2);
    return end > 2 && (value.length === end || ' )-'.includes(value[end] as string));
  }
  if (next === '{') {
    const end = value.indexOf('}');
    const name = value.slice(value[2] === '{' ? 3 : 2, end < 0 ? undefined : end).trim();
    const given = Math.max(name.indexOf(':-'), name.indexOf(':='));
    if (given > 0) return given + 2 >= name.length || isPlaceholder(name.slice(given + 2));
    return (end < 0 ? isName(name) : !looksMixed(name)) && !looksRandom(end < 0 ? '' : value.slice(end + 1), 8);
  }
  const start = value.toLowerCase().startsWith('$env:') ? 5 : 1;
  let end = start;
  while (end < value.length && isNameChar(value.charCodeAt(end))) end++;
  return isName(value.slice(start, end)) && !looksRandom(value.slice(end), 8);
}

/** A name as people give them: one case, or humps of letters; digits only at the end or behind a `_`. */
function isName(name: string): boolean {
  const { digits, lower, upper } = counts(name);
  if (digits === name.length) return digits < 3;
  const { changes: humps } = changes(name);
  if (lower === 0 || upper === 0) return digits <= 2 || (name.includes('_') && digits <= 4);
  return digits === 0 && humps <= name.length / 3 && !name.includes('-');
}

function isNameChar(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function isLower(value: string): boolean {
  return lowerEnd(value, 0) === value.length;
}

function lowerEnd(value: string, from: number): number {
  let end = from;
  while (end < value.length && value.charCodeAt(end) >= 97 && value.charCodeAt(end) <= 122) end++;
  return end;
}
