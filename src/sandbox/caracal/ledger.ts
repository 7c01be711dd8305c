import type { Recorded } from './recorded.ts';

type Row = Record<string, unknown> & { id: string; request_id: string; occurred_at: string; decision: string };

/** Columns of the list in 2026.06; 1.0 lists all that an event has. Source: caracal 2026.06 section 6. */
const listed = [
  'id',
  'zone_id',
  'event_type',
  'request_id',
  'decision',
  'evaluation_status',
  'metadata_json',
  'occurred_at',
  'ingested_at',
];

/** Every event of a zone that stands in any recorded answer, newest first. */
export function eventsOf(zone: string, recorded: readonly Recorded[]): Row[] {
  const rows = new Map<string, Row>();
  const root = `/v1/zones/${zone}/audit`;
  for (const { path, status, body } of recorded) {
    if (status !== 200 || !path.startsWith(root)) continue;
    const page = body as { rows?: Row[]; items?: Row[]; events?: Row[] };
    const found = Array.isArray(body) ? (body as Row[]) : (page.rows ?? page.items ?? page.events ?? []);
    for (const row of found) if (row.id && !rows.has(row.id)) rows.set(row.id, row);
  }
  return [...rows.values()].sort((a, b) => (a.occurred_at < b.occurred_at ? 1 : -1));
}

/** A page of the audit list, as a query asks for it. */
export function auditPage(events: readonly Row[], query: URLSearchParams, isJune: boolean): unknown {
  const wanted = events.filter(
    (row) =>
      is(query.get('decision'), row.decision) &&
      is(query.get('request_id'), row.request_id) &&
      is(query.get('event_type'), String(row.event_type)),
  );
  const limit = Number(query.get('limit') ?? 100);
  const from = Number(Buffer.from(query.get('cursor') ?? '', 'base64url').toString() || 0);
  const rows = wanted.slice(from, from + limit);
  const isLast = from + limit >= wanted.length;
  const next = isLast ? null : Buffer.from(String(from + limit)).toString('base64url');
  if (!isJune) return { items: rows, next_cursor: next };
  const short = rows.map((row) => Object.fromEntries(listed.map((column) => [column, row[column]])));
  return { rows: short, next_cursor: next };
}

const is = (wanted: string | null, value: string) => wanted === null || wanted === value;
