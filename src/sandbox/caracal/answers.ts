import { auditPage, eventsOf } from './ledger.ts';
import type { Recorded } from './recorded.ts';

export interface Answer {
  status: number;
  body: unknown;
}

/** Source of what is refused and how: caracal 2026.06 section 6, recorded answers. */
const idForm = /^[A-Za-z0-9_.\-:]{1,128}$/;

export interface Asked {
  method: string;
  /** With query. */
  path: string;
  token: string | null;
}

export interface Rights {
  /** The zone that a token may read; `*`: all; undefined: unknown token. */
  zoneOf(token: string): string | undefined;
}

/** What the Admin API answers, from the recorded answers; the first one in the list that fits wins. */
export function answerOf(asked: Asked, recorded: readonly Recorded[], rights: Rights): Answer {
  const [place = ''] = asked.path.split('?', 1);
  const parts = place.split('/');
  const [, version, kind, zone, ...rest] = parts;
  if (version !== 'v1' || asked.method !== 'GET') return noRoute(asked);
  const allowed = asked.token === null ? undefined : rights.zoneOf(asked.token);
  if (allowed === undefined) return { status: 401, body: { error: 'invalid_admin_token' } };
  if (kind !== 'zones') return noRoute(asked);
  if (allowed !== '*' && allowed !== zone) return { status: 403, body: { error: 'admin_token_zone_mismatch' } };
  if (zone !== undefined && !idForm.test(zone)) return { status: 400, body: { error: 'invalid_params' } };
  if (zone !== undefined && rest.length === 1 && rest[0] === 'audit') return auditList(asked, zone, recorded);
  const found =
    recorded.find((answer) => answer.path === asked.path) ??
    recorded.find((answer) => answer.path.split('?', 1)[0] === place && answer.status === 200);
  if (found && found.status !== null) return { status: found.status, body: found.body };
  return unrecorded(asked, rest, recorded, zone ?? '');
}

function auditList({ path }: Asked, zone: string, recorded: readonly Recorded[]): Answer {
  const query = new URLSearchParams(path.split('?', 2)[1] ?? '');
  const limit = Number(query.get('limit') ?? 100);
  if (!(limit >= 1 && limit <= 1000)) return { status: 400, body: { error: 'invalid_query' } };
  return { status: 200, body: auditPage(eventsOf(zone, recorded), query, !isLater(zone, recorded)) };
}

/** The zone was recorded from edition 1.0. */
function isLater(zone: string, recorded: readonly Recorded[]): boolean {
  return recorded.some(({ name, path }) => name.startsWith('1.0-') && path.startsWith(`/v1/zones/${zone}`));
}

/** What the product answers where nothing was recorded: unknown requests and zones, empty lists. */
function unrecorded(asked: Asked, rest: string[], recorded: readonly Recorded[], zone: string): Answer {
  const [first, second, third] = rest;
  if (first === 'audit' && second === 'by-request' && third !== undefined) {
    if (!idForm.test(decodeURIComponent(third))) return { status: 400, body: { error: 'invalid_params' } };
    return { status: 404, body: { error: 'request_not_found' } };
  }
  const known = recorded.some((answer) => answer.path === `/v1/zones/${zone}` && answer.status === 200);
  const isNew = isLater(zone, recorded);
  const empty = isNew ? { items: [], next_cursor: null } : { rows: [], next_cursor: null };
  const lists = isNew ? ['policy-sets', 'resources', 'applications', 'sessions', 'authority-records'] : juneLists;
  if (first !== undefined && !lists.includes(first)) return noRoute(asked);
  if (!known) return { status: 404, body: { error: 'zone_not_found' } };
  if (first === undefined) return { status: 404, body: { error: 'zone_not_found' } };
  if (second !== undefined) return { status: 404, body: { error: 'active_policy_set_version_not_found' } };
  return { status: 200, body: isNew || first.endsWith('sessions') ? empty : [] };
}

const juneLists = ['policy-sets', 'resources', 'applications', 'sessions', 'agent-sessions'];

function noRoute({ method, path }: Asked): Answer {
  const message = `Route ${method}:${path} not found`;
  return { status: 404, body: { message, error: 'Not Found', statusCode: 404 } };
}
