import type { Reader } from '../reading.ts';
import { patternGroup } from '../scan.ts';

/** What ties a paste to a stack: names of zones, applications, resources and scopes, hosts, times. */
const patterns = {
  resource: 'resource://[a-z0-9._~/%:@-]{1,200}',
  resourceField: '[^a-z]resource=[a-z0-9._~/%:@-]{1,200}',
  scope:
    'scopes?["\']{0,2}\\s{0,2}[=:]\\s{0,2}["\']{0,1}[a-z0-9_.:*/-]{2,80}(?:[ +,][a-z0-9_.*/-]{1,60}:[a-z0-9_.:*/-]{1,60}){0,12}',
  host: 'https?://[a-z0-9.-]{1,200}(?::\\d{1,5})?',
};
const kinds = Object.keys(patterns) as (keyof typeof patterns)[];
const ties = patternGroup(Object.values(patterns));
const most = 60;

export const readMentions: Reader = (reading) => {
  const { mentions } = reading;
  for (const found of reading.found(ties)) {
    const { start, end } = found.span();
    const part = (reading.lines[found.line]?.text ?? '').slice(start, end);
    const kind = kinds[found.pattern];
    if (kind === 'resource') mentions.resources.push(trimEnd(part));
    else if (kind === 'resourceField') mentions.resources.push(trimEnd(part.slice(part.indexOf('=') + 1)));
    else if (kind === 'scope') mentions.scopes.push(...scopesIn(part));
    else mentions.hosts.push(part.slice(part.indexOf('://') + 3).toLowerCase());
  }
  for (const [index, line] of reading.lines.entries()) {
    for (const { value, at } of reading.uuids[index] ?? []) {
      const before = line.text.slice(Math.max(0, at - 24), at).toLowerCase();
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
