import type { Facts } from '../knowledge/facts.ts';

/** Paths that only one service has. Source: caracal 2026.06 sections 4 to 6. */
const paths: [path: string, service: string][] = [
  ['/oauth/2/', 'sts'],
  ['/.well-known/jwks', 'sts'],
  ['/v1/zones', 'api'],
  ['/api/audit', 'audit'],
  ['/agents', 'coordinator'],
];

const variables: [part: string, service: string][] = [
  ['sts', 'sts'],
  ['gateway', 'gateway'],
  ['gw', 'gateway'],
  ['api', 'api'],
  ['admin', 'api'],
  ['coord', 'coordinator'],
  ['audit', 'audit'],
];

/**
 * Which service a URL, `host:port/path` or `$VARIABLE/path` calls: by its path, the variable's name, the host or the port.
 * @returns the service's name, or null
 */
export function serviceOfUrl(url: string, known: Facts): string | null {
  const lower = url.toLowerCase();
  const byPath = paths.find(([path]) => lower.includes(path));
  if (byPath) return byPath[1];
  const target = lower.slice(lower.includes('://') ? lower.indexOf('://') + 3 : 0).split('/')[0] ?? '';
  if (target.startsWith('$') || target.startsWith('{') || target.startsWith('%')) {
    return variables.find(([part]) => target.includes(part))?.[1] ?? null;
  }
  const [host = '', port = ''] = target.split(':');
  const digits = takeDigits(port);
  const service = known.services.find(
    (entry) =>
      String(entry.port) === digits ||
      host === entry.name ||
      host.startsWith(`${entry.name}.`) ||
      host.startsWith(`${entry.name}-`),
  );
  return service?.name ?? null;
}

function takeDigits(text: string): string {
  let end = 0;
  while (end < text.length && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  return text.slice(0, end);
}
