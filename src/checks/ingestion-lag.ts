import type { RequestId } from '../paste/types.ts';
import { lookUp } from './caracal/lookup.ts';
import type { AuditEvent } from './caracal/shapes.ts';
import { recentOf, subject } from './missing.ts';
import { cannotTell, confirmed, factsOf, finding, row, ruledOut, type Said } from './say.ts';
import { namedIn, tieOf } from './tie.ts';
import type { Check, CheckContext } from './types.ts';

const id = 'ingestion-lag';
const ref = row('audit-missing/ingestion-lag');
/** Normal is under a second. Source: caracal 2026.06 section 6.3. */
const slowMs = 5000;
/** A delivery that failed is tried 8 times, 30 s apart. */
const retriesMs = 5 * 60_000;

/** Has the request arrived in the meantime, and how far behind is audit? */
export const ingestionLag: Check = {
  id,
  rows: [ref],
  needs: ['request-id', 'zone'],
  question: 'Has the request arrived in audit in the meantime, and how late?',
  async run(context) {
    if (context.diagnosis.section !== 'audit-missing') return { findings: [] };
    const { found } = await lookUp(context);
    const named = namedIn(context).zones;
    const here = found.find(({ zone }) => named.length === 0 || named.includes(zone.id));
    if (here) {
      const event = here.explanation.events.at(-1);
      return { findings: event && wasMissing(context) ? [finding(id, ref, arrived(event))] : [] };
    }
    const tie = await tieOf(context);
    if (found.length > 0 || tie === null) return { findings: [] };
    const recent = await recentOf(context, tie.zone);
    const asked = subject(context);
    const said = recent.ok && asked ? behind(recent.value.events, asked) : null;
    return { findings: said === null ? [] : [finding(id, ref, said)] };
  },
};

/** The paste shows that audit had nothing. */
function wasMissing(context: CheckContext): boolean {
  const said = [...factsOf(context, 'error.code'), ...factsOf(context, 'error.description')];
  return said.includes('request_not_found') || factsOf(context, 'audit.list').includes('empty');
}

function arrived(event: AuditEvent): Said {
  const lag = lagOf(event);
  const words = `the request is in audit now: it arrived ${seconds(lag)} after it happened, at ${event.ingested_at ?? ''}`;
  return confirmed(words);
}

/** What the newest events say of audit's own delay. */
function behind(events: readonly AuditEvent[], asked: RequestId): Said | null {
  const own = events.find((event) => event.request_id === asked.value);
  if (own) return arrived(own);
  const [newest] = events;
  if (newest === undefined) return null;
  const lag = lagOf(newest);
  if (lag > slowMs) return cannotTell(`audit is ${seconds(lag)} behind, so the request may still come`);
  const made = mintedAt(asked);
  const last = Date.parse(newest.ingested_at ?? '');
  if (made !== null && last - made > retriesMs)
    return ruledOut('audit has had newer requests for minutes, so this one is not on its way any more');
  return null;
}

/** A UUID of version 7, as STS makes them, carries its time. */
function mintedAt({ value, shape }: RequestId): number | null {
  if (shape !== 'sts') return null;
  return Number.parseInt(value.slice(0, 8) + value.slice(9, 13), 16);
}

function lagOf({ occurred_at: occurred, ingested_at: ingested }: AuditEvent): number {
  const lag = Date.parse(ingested ?? '') - Date.parse(occurred ?? '');
  return Number.isNaN(lag) ? 0 : lag;
}

const seconds = (ms: number) => (ms < 1000 ? `${ms} ms` : `${Math.round(ms / 1000)} s`);
