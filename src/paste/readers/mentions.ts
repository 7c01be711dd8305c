import { buildScanner } from '../../patterns/scanner.ts';
import type { Reader } from '../reading.ts';
import { uuidsIn } from './ids.ts';

/** What ties a paste to a stack: names of zones, applications, resources and scopes, hosts, times. */
const patterns = {
  resource: 'resource://[a-z0-9._~/%:@-]{1,200}',
  resourceField: '[^a-z]resource=[a-z0-9._~/%:@-]{1,200}',
  scope:
    'scopes?["\']{0,2}\\s{0,2}[=:]\\s{0,2}["\']{0,1}[a-z0-9_.:*/-]{2,80}(?:[ +,][a-z0-9_.*/-]{1,60}:[a-z0-9_.:*/-]{1,60}){0,12}',
  host: 'https?://[a-z0-9.-]{1,200}(?::\\d{1,5})?',
  time: '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z?',
};
const kinds = Object.keys(patterns) as (keyof typeof patterns)[];
const scanner = buildScanner(kinds.filter((kind) => kind !== 'time').map((kind) => patterns[kind]));
const most = 60;

export const readMentions: Reader = (reading) => {
  const { mentions } = reading;
  const texts = reading.lines.map((line) => line.text);
  for (const found of scanner.scan(texts, most)) {
    const part = (texts[found.line] as string).slice(found.start, found.end);
    const kind = kinds[found.pattern];
    if (kind === 'resource') mentions.resources.push(trimEnd(part));
    else if (kind === 'resourceField') mentions.resources.push(trimEnd(part.slice(part.indexOf('=') + 1)));
    else if (kind === 'scope') mentions.scopes.push(...scopesIn(part));
    else mentions.hosts.push(part.slice(part.indexOf('://') + 3).toLowerCase());
  }
  for (const text of texts) {
    if (!text.includes('-')) continue;
    for (const { value, at } of uuidsIn(text)) {
      const before = text.slice(Math.max(0, at - 24), at).toLowerCase();
      if (before.includes('zone')) mentions.zones.push(value);
      else if (before.includes('app') || before.includes('client')) mentions.applications.push(value);
    }
  }
  for (const { value } of reading.objects) {
    const time = Date.parse(String(value.time ?? value.occurred_at ?? ''));
    if (!Number.isNaN(time)) mentions.times.push(time);
    else if (typeof value.time === 'number' && value.time > 1e12) mentions.times.push(value.time);
  }
  for (const key of ['zones', 'applications', 'resources', 'scopes', 'hosts'] as const) {
    mentions[key] = [...new Set(mentions[key])].filter((value) => value !== '').slice(0, most);
  }
  mentions.times = [...new Set(mentions.times)].slice(0, most);
};

function trimEnd(value: string): string {
  let end = value.length;
  while (end > 0 && '.:/,'.includes(value[end - 1] as string)) end--;
  return value.slice(0, end);
}

function scopesIn(part: string): string[] {
  const value = part
    .slice(5)
    .replaceAll('"', ' ')
    .replaceAll("'", ' ')
    .replaceAll('=', ' ')
    .replaceAll('+', ' ')
    .replaceAll(',', ' ');
  return value.split(' ').filter((scope) => scope.length > 2 && scope.indexOf(':') > 0 && !scope.includes('//'));
}
