import type { KeptLine } from './focus.ts';
import { timestampEnd } from './timestamp.ts';
import type { Line } from './types.ts';

/** Lines without what Compose, CI systems, loggers, quotes and fences put in front. */
export function readLines(raw: readonly KeptLine[], services: readonly string[]): Line[] {
  return raw.map(({ number, text, parts }) => {
    const line = { number, ...stripPrefixes(text, services) };
    const cut = text.length - line.text.length;
    return parts ? { ...line, parts: parts.map((part) => ({ ...part, at: part.at - cut })) } : line;
  });
}

/** The line with this number; of a long text not every line is there. */
export function lineNumbered(lines: readonly Line[], number: number): Line | undefined {
  const direct = lines[number - 1];
  if (direct?.number === number) return direct;
  let low = 0;
  let high = lines.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = lines[middle] as Line;
    if (found.number === number && (found.text !== '' || lines[middle + 1]?.number !== number)) return found;
    if (found.number <= number) low = middle + 1;
    else high = middle - 1;
  }
  return lines[high];
}

/** Prefixes can be nested: a quoted CI line of a Compose log. */
const nesting = 6;

function stripPrefixes(raw: string, services: readonly string[]): { text: string; source: string | null } {
  let text = stripFence(raw);
  let source: string | null = null;
  for (let i = 0; i < nesting; i++) {
    const container = containerPrefix(text, services);
    if (container) {
      source ??= container.source;
      text = text.slice(container.end);
      continue;
    }
    const end = quoteEnd(text) || ciEnd(text) || stampEnd(text) || stepEnd(text);
    if (end === 0) break;
    text = text.slice(end);
  }
  return { text: unmarked(text), source };
}

/** Without the backticks or asterisks that somebody put around a whole line. */
function unmarked(text: string): string {
  const mark = text[0];
  if ((mark !== '`' && mark !== '*') || text.length < 8) return text;
  const end = text.trimEnd();
  return end.endsWith(mark) && end[1] !== mark && end.indexOf(mark, 1) === end.length - 1 ? end.slice(1, -1) : text;
}

function stripFence(raw: string): string {
  if (!raw.includes('```')) return raw;
  const inner = raw.replaceAll('```', '');
  return isFenceLabel(inner.trim()) ? '' : inner;
}

function isFenceLabel(text: string): boolean {
  return [
    '',
    'json',
    'sh',
    'bash',
    'shell',
    'console',
    'text',
    'txt',
    'log',
    'toml',
    'powershell',
    'js',
    'ts',
    'python',
    'go',
  ].includes(text);
}

/** `> `, `< ` and `* ` of quotes and of `curl -v`. */
function quoteEnd(text: string): number {
  const first = text[0];
  if (first !== '>' && first !== '<') return 0;
  return text[1] === ' ' ? 2 : first === '>' && text.length > 1 && text[1] !== '=' ? 1 : 0;
}

const ciMarks = [
  '##[error]',
  '##[warning]',
  '##[debug]',
  '##[group]',
  '##[endgroup]',
  '##[section]',
  '[command]',
  '::error::',
  '::warning::',
  '::group::',
  '[Pipeline] ',
  'stdout F ',
  'stderr F ',
  'stdout P ',
  'stderr P ',
];

function ciEnd(text: string): number {
  const mark = ciMarks.find((candidate) => text.startsWith(candidate));
  if (mark) return mark.length;
  return buildStepEnd(text) || streamEnd(text);
}

/** BuildKit's `#12 0.345 `. */
function buildStepEnd(text: string): number {
  if (text[0] !== '#' || !isDigit(text, 1)) return 0;
  let i = 1;
  while (isDigit(text, i)) i++;
  if (text[i] !== ' ' || !isDigit(text, i + 1)) return 0;
  i++;
  while (isDigit(text, i) || text[i] === '.') i++;
  return text[i] === ' ' ? i + 1 : 0;
}

function stampEnd(text: string): number {
  let i = 0;
  while (text[i] === ' ' || text[i] === '\t') i++;
  const end = timestampEnd(text, i);
  return end === 0 || (end < text.length && text[end] !== ' ' && text[end] !== '\t')
    ? 0
    : Math.min(end + 1, text.length);
}

/** `gh run view --log`: job, step and time, with tabs between. */
function stepEnd(text: string): number {
  const step = text.indexOf('\t');
  const time = step > 0 && step < 100 ? text.indexOf('\t', step + 1) : -1;
  return time > 0 && time - step < 100 && timestampEnd(text, time + 1) > 0 ? time + 1 : 0;
}

/** GitLab's stream after the time: `01O `, `00E `, with `+` where a line goes on. */
function streamEnd(text: string): number {
  const stream = text[2];
  if (!isDigit(text, 0) || !isDigit(text, 1) || (stream !== 'O' && stream !== 'E')) return 0;
  return text[3] === ' ' || text[3] === '+' ? 4 : 0;
}

/** `gateway-1  | `, `caracal-sts-1 | `, `[sts] `, `[pod/gateway-7d/gateway] `, `coordinator:dev: `. */
function containerPrefix(text: string, services: readonly string[]): { source: string; end: number } | null {
  if (text[0] === '[') {
    const close = text.indexOf('] ');
    const name = close > 0 && close < 80 ? serviceOf(text.slice(1, close), services) : null;
    return name ? { source: name, end: close + 2 } : null;
  }
  let i = 0;
  while (i < 60 && isNameChar(text, i)) i++;
  if (i === 0) return null;
  const name = text.slice(0, i);
  if (text[i] === ':' && name.length > 2) return devPrefix(text, i, name, services);
  let bar = i;
  while (text[bar] === ' ' || text[bar] === '\t') bar++;
  if (text[bar] !== '|' && text[bar] !== '│') return null;
  const known = serviceOf(name, services);
  if (!known && !endsWithNumber(name)) return null;
  return { source: known ?? name, end: text[bar + 1] === ' ' ? bar + 2 : bar + 1 };
}

function devPrefix(
  text: string,
  colon: number,
  name: string,
  services: readonly string[],
): { source: string; end: number } | null {
  const known = serviceOf(name, services);
  return known && text.startsWith(':dev: ', colon) ? { source: known, end: colon + 6 } : null;
}

/** The service that a container's, a pod's or a package's name means, or null. */
function serviceOf(name: string, services: readonly string[]): string | null {
  const parts = name.toLowerCase().split('/');
  for (const part of parts) {
    const bare = part.startsWith('caracal-dev-') ? part.slice(12) : part.startsWith('caracal-') ? part.slice(8) : part;
    const found = services.find(
      (service) =>
        bare === service ||
        (bare.startsWith(`${service}-`) && bare.length - service.length < 24) ||
        bare === `${service}_1`,
    );
    if (found) return found;
  }
  return null;
}

function endsWithNumber(name: string): boolean {
  const last = name.length - 1;
  return isDigit(name, last) && (name[last - 1] === '-' || name[last - 1] === '_' || isDigit(name, last - 1));
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function isNameChar(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95 ||
    code === 45 ||
    code === 46 ||
    code === 47 ||
    code === 64
  );
}
