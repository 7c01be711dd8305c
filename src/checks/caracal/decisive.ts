import type { AuditEvent, Explanation } from './shapes.ts';

/** The event that says why a request went as it did, with what its edition writes into it. */
export interface Decisive {
  type: string;
  decision: 'allow' | 'deny' | 'unknown';
  status: string;
  /** Of the diagnostics, the metadata and the manifest; `error_kind`; for `executed` the upstream's status. */
  reasons: string[];
  metadata: Record<string, unknown>;
  policyInput: unknown;
  occurredAt: string | null;
  ingestedAt: string | null;
}

/** The companion of every refused exchange. It only repeats that something was refused. */
const generic = 'exchange_denied';
const gateway = 'gateway_resource_request';

/**
 * Picks the decisive event of an explanation: the first denial that says why, else the Gateway's own failure behind an
 * allow, else the last event. Sources: caracal 2026.06 section 6, 1.0 section 6.7 "Reading rules".
 */
export function decisiveOf(explanation: Explanation): Decisive | null {
  const { events } = explanation;
  const denials = events.filter((event) => event.decision === 'deny');
  const why = denials.find((event) => event.evaluation_status !== generic);
  if (why) return fromEvent(why, explanation);
  const entry = explanation.denied.find((denied) => denied.evaluation_status !== generic);
  if (entry) return fromDenied(entry);
  const behindAllow = events.filter((event) => event.event_type === gateway).findLast(hasFailed);
  const event = denials[0] ?? behindAllow ?? events.at(-1);
  if (event) return fromEvent(event, explanation);
  const only = explanation.denied[0];
  return only ? fromDenied(only) : null;
}

/** A Gateway event is always an allow; whether it went well stands in its status. */
function hasFailed(event: AuditEvent): boolean {
  if (event.event_type !== gateway) return false;
  const status = numberOf(event.metadata_json ?? {}, 'gateway_status');
  return event.evaluation_status !== 'executed' || (status !== null && status >= 400);
}

function fromEvent(event: AuditEvent, explanation: Explanation): Decisive {
  const id = event.id;
  const denied = explanation.denied.find((entry) => entry.event_id === id && typeof id === 'string');
  const metadata = event.metadata_json ?? {};
  return {
    type: event.event_type,
    decision: decisionOf(event.decision),
    status: event.evaluation_status ?? '',
    reasons: reasonsOf(event.diagnostics_json, metadata, event.manifest_sha ?? null, event.evaluation_status ?? ''),
    metadata,
    policyInput: denied?.policy_input ?? null,
    occurredAt: event.occurred_at ?? null,
    ingestedAt: event.ingested_at ?? null,
  };
}

function fromDenied(entry: Explanation['denied'][number]): Decisive {
  const metadata = entry.metadata ?? {};
  return {
    type: entry.event_type,
    decision: 'deny',
    status: entry.evaluation_status ?? '',
    reasons: reasonsOf(entry.diagnostics, metadata, null, entry.evaluation_status ?? ''),
    metadata,
    policyInput: entry.policy_input ?? null,
    occurredAt: null,
    ingestedAt: null,
  };
}

function decisionOf(decision: string | null | undefined): Decisive['decision'] {
  return decision === 'deny' || decision === 'allow' ? decision : 'unknown';
}

function reasonsOf(
  diagnostics: readonly unknown[] | null | undefined,
  metadata: Record<string, unknown>,
  manifest: string | null,
  status: string,
): string[] {
  const said = (diagnostics ?? []).flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { reason, step_up_required: stepUp } = entry as Record<string, unknown>;
    if (typeof reason === 'string') return [reason];
    return stepUp === undefined ? [] : ['step_up_required'];
  });
  const upstream = status === 'executed' ? numberOf(metadata, 'upstream_status') : null;
  const all = [
    ...said,
    manifest === 'no_active_policy_set' ? manifest : null,
    stringOf(metadata, 'reason'),
    stringOf(metadata, 'error_kind'),
    upstream === null ? null : String(upstream),
  ];
  return [...new Set(all.filter((reason) => reason !== null))];
}

export function stringOf(metadata: Record<string, unknown>, key: string): string | null {
  const value = metadata[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function numberOf(metadata: Record<string, unknown>, key: string): number | null {
  const value = metadata[key];
  return typeof value === 'number' ? value : null;
}

export function stringsOf(metadata: Record<string, unknown>, key: string): string[] {
  const value = metadata[key];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
