import { regex } from '../../patterns/regex.ts';
import type { Reader, Reading } from '../reading.ts';
import type { CommandEvidence } from '../types.ts';
import { serviceOfUrl } from '../url.ts';

const clients = [
  'curl ',
  'curl.exe ',
  'Invoke-RestMethod ',
  'Invoke-WebRequest ',
  'irm ',
  'iwr ',
  'http ',
  'https ',
  'wget ',
  'xh ',
];

const url = regex(
  '["\']?((?:https?://|\\$\\{?[a-z_]{1,40}\\}?(?::\\d{2,5})?/|\\$(?:env:)?[a-z_]{1,40}(?:/|\\s|"|$)|(?:localhost|127\\.0\\.0\\.1|[a-z0-9.-]{1,60}):\\d{2,5}|:\\d{4}(?:/|\\s|$)|localhost/)[^\\s"\'`]{0,400})',
);

/** Requests that somebody typed, with what they send. Continued lines (`\`, a backtick, `^`) are one command. */
export const readCommands: Reader = (reading) => {
  for (let i = 0; i < reading.lines.length; i++) {
    const line = reading.lines[i];
    if (line && isRequestLine(line.text)) {
      i = addRequest(reading, i);
      continue;
    }
    if (!line || !isCommand(line.text)) continue;
    let text = line.text.slice(0, 4000);
    while (continues(text) && reading.lines[i + 1] && text.length < 8000) {
      i++;
      text = `${text.trimEnd().slice(0, -1)} ${reading.lines[i]?.text.trim() ?? ''}`;
    }
    addCommand(reading, text, line.number);
  }
};

const methods = ['GET ', 'POST ', 'PUT ', 'PATCH ', 'DELETE ', 'HEAD ', 'OPTIONS '];

/** `GET /path HTTP/1.1`, as `curl -v` shows what it sends. */
function isRequestLine(text: string): boolean {
  return methods.some((method) => text.startsWith(method)) && text.trimEnd().includes(' HTTP/');
}

/** The request with its headers, as one command. @returns the index of its last line */
function addRequest(reading: Reading, index: number): number {
  let last = index;
  while (last + 1 < reading.lines.length && (reading.lines[last + 1]?.text ?? '').slice(0, 60).includes(': ')) last++;
  const lines = reading.lines.slice(index, last + 1).map((line) => line.text);
  const host =
    lines
      .find((text) => text.toLowerCase().startsWith('host: '))
      ?.slice(6)
      .trim() ?? '';
  const path = lines[0]?.split(' ')[1] ?? '/';
  if (host !== '')
    addCommand(reading, [`http://${host}${path}`, ...lines.slice(1)].join(' " '), reading.lines[index]?.number ?? 1);
  return last;
}

function isCommand(text: string): boolean {
  if (!clients.some((client) => text.includes(client))) return false;
  const start = text.trimStart();
  const bare = start.startsWith('$ ') || start.startsWith('# ') || start.startsWith('% ') ? start.slice(2) : start;
  if (clients.some((client) => bare.startsWith(client))) return true;
  return (
    (text.includes('curl ') && !text.includes('curl: (')) ||
    text.includes('Invoke-RestMethod ') ||
    text.includes('Invoke-WebRequest ')
  );
}

function continues(text: string): boolean {
  const last = text.trimEnd().at(-1);
  return last === '\\' || last === '`' || last === '^';
}

function addCommand(reading: Reading, text: string, line: number): void {
  const target = url.exec(text)?.groups[1] ?? null;
  const service = target ? serviceOfUrl(target, reading.known) : null;
  const lower = text.toLowerCase();
  const header = headerValue(text, lower, 'x-caracal-resource');
  const evidence: CommandEvidence = {
    kind: 'command',
    line,
    to:
      service === 'sts' ||
      service === 'gateway' ||
      service === 'api' ||
      service === 'audit' ||
      service === 'coordinator'
        ? service
        : 'unknown',
    url: target,
    hasAuthorization: hasAuthorization(lower),
    resourceHeader: header === '' ? null : header,
  };
  reading.evidence.push(evidence);
  if (evidence.to !== 'unknown') reading.fact('request.to', evidence.to, line);
  const path = target ? pathOf(target) : '';
  if (path !== '') reading.fact('request.path', path, line);
  if (evidence.to === 'gateway' && !['/ready', '/health'].includes(path)) {
    if (!evidence.hasAuthorization) reading.fact('request.lacks', 'authorization', line);
    if (evidence.resourceHeader === null) reading.fact('request.lacks', 'resource-header', line);
  }
  if (evidence.to === 'gateway' && header) reading.fact('request.sends', 'resource-header', line);
  if (header && !header.startsWith('$')) reading.mentions.resources.push(header);
}

function hasAuthorization(lower: string): boolean {
  if (lower.includes('--oauth2-bearer') || lower.includes(' -u ')) return true;
  const at = lower.indexOf('authorization');
  return at >= 0 && lower.slice(at + 13, at + 60).includes('bearer');
}

/** Value of a header in a command; empty where it is there without one; null where it is not there. */
function headerValue(text: string, lower: string, name: string): string | null {
  const at = lower.indexOf(name);
  if (at < 0) return null;
  let start = at + name.length;
  while (start < text.length && ' :="\''.includes(text[start] as string)) {
    if ((text[start] === '"' || text[start] === "'") && ':'.includes(text[start - 1] ?? '')) return '';
    start++;
  }
  let end = start;
  while (end < text.length && !' "\';}'.includes(text[end] as string)) end++;
  return text.slice(start, end);
}

function pathOf(target: string): string {
  const bare = target.includes('://') ? target.slice(target.indexOf('://') + 3) : target;
  const slash = bare.indexOf('/');
  return slash < 0 ? '' : (bare.slice(slash).split(/[?#]/, 1)[0] ?? '').toLowerCase();
}
