import type { Reader } from '../reading.ts';
import { patternGroup } from '../scan.ts';
import type { Line, RequestId } from '../types.ts';
import { allHex } from '../uuid.ts';

/** Every name that the product gives a request ID. Source: caracal 2026.06 section 6.2, 1.0 parsing notes. */
const named = patternGroup([
  'request[-_ ]?id(?:["\'\\\\*`]{0,6}\\s{0,3}(?:is|was|=>|[:=#])?\\s{0,16}|\\s{1,30})["\'\\\\`<(]{0,4}[a-z0-9][a-z0-9_.:\\-]{3,127}…?',
  '(?:req-id|req_id|reqid)["\'\\\\]{0,4}\\s{0,3}[:=]\\s{0,3}["\'\\\\]{0,4}[a-z0-9][a-z0-9_.:\\-]{3,127}…?',
  'by-request/[a-z0-9][a-z0-9_.:\\-]{3,127}…?',
  'trace[-_ ]?id["\'\\\\]{0,4}\\s{0,3}[:=]\\s{0,3}["\'\\\\]{0,4}[a-z0-9][a-z0-9_.:\\-]{15,127}',
]);

/** Request IDs in order of appearance, each once. */
export const readRequestIds: Reader = (reading) => {
  const found: RequestId[] = [];
  for (const match of reading.found(named)) {
    const line = reading.lines[match.line] as Line;
    const { start, end } = match.span();
    const value = lastWord(line.text.slice(start, end));
    if (value && looksLikeId(value)) add(found, value, line.number, true);
  }
  for (const [index, line] of reading.lines.entries()) {
    if (found.length >= 2 * most) break;
    for (const { value, at } of reading.uuids[index] ?? []) {
      if (!namesAnother(line.text, at)) add(found, value, line.number, false);
    }
  }
  reading.requestIds.push(...found.sort((a, b) => a.line - b.line).slice(0, most));
};

/** A log has thousands; the first ones are enough to look up. */
const most = 50;

function add(found: RequestId[], raw: string, line: number, isNamed: boolean): void {
  const truncated = raw.endsWith('…');
  const value = truncated ? raw.slice(0, -1) : raw;
  const known = found.find((id) => id.value === value || id.value.startsWith(value));
  if (known) {
    known.named ||= isNamed;
    return;
  }
  found.push({ value, line, named: isNamed, truncated, shape: shapeOf(value) });
}

/** Who mints IDs of this shape: the version of a UUID, Fastify's counter, 32 hexadecimal digits of a trace. */
function shapeOf(value: string): RequestId['shape'] {
  if (value[8] === '-' && value[13] === '-')
    return value[14] === '4' ? 'gateway-or-api' : value[14] === '7' ? 'sts' : 'other';
  if (value.startsWith('req-')) return 'coordinator';
  return value.length === 32 && allHex(value, 0, 32) ? 'trace' : 'other';
}

function lastWord(text: string): string | null {
  let end = text.length;
  let start = end;
  while (start > 0 && isIdChar(text[start - 1] as string)) start--;
  while (end > start && '.:'.includes(text[end - 1] as string)) end--;
  return end > start ? text.slice(start, end) : null;
}

function isIdChar(char: string): boolean {
  return (
    (char >= 'a' && char <= 'z') ||
    (char >= 'A' && char <= 'Z') ||
    (char >= '0' && char <= '9') ||
    '-_.:…'.includes(char)
  );
}

/** A word of a sentence ("request id from", "request ids") is no ID: one has a digit. */
function looksLikeId(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 48 && code <= 57) return value.length >= 5;
  }
  return false;
}

const others = [
  'zone',
  'application',
  'app',
  'client',
  'sid',
  'session',
  'jti',
  'event',
  'policy',
  'resource',
  'runtime',
  'agent',
  'sub',
  'challenge',
  'edge',
  'kid',
  'key',
  'version',
  'set',
  'user',
  'account',
  'order',
  'customer',
  'workload',
  'approval',
  'trial',
  'id',
];

/** The word before a UUID says what it is: `zone_id=`, `/zones/`, `"sid":`. A bare `id` is an event's or a zone's. */
function namesAnother(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 32), at).toLowerCase();
  let end = before.length;
  while (end > 0 && !isLetter(before[end - 1] as string)) end--;
  const separator = before.slice(end);
  if (separator.length > 6) return false;
  let start = end;
  while (start > 0 && (isLetter(before[start - 1] as string) || '_-'.includes(before[start - 1] as string))) start--;
  if (before[start - 1] === '@') return false;
  const words = before.slice(start, end).split(/[_-]/);
  const joined =
    separator.includes(':') || separator.includes('=') || separator.includes('/') || separator.includes('"');
  if (words.includes('request') || words.includes('req')) return false;
  const last = words.at(-1) ?? '';
  const told = words.some((word) => others.includes(word.replace(/s$/, '')));
  return told && (joined || last !== 'id' || words.length > 1);
}

function isLetter(char: string): boolean {
  return char >= 'a' && char <= 'z';
}
