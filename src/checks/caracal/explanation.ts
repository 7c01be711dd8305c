import type { Diagnostic } from '../../diagnosis/types.ts';
import type { AuditStatus } from '../../knowledge/facts.ts';
import type { Edition } from '../../knowledge/schema.ts';
import { redact } from '../../paste/redact.ts';
import { row } from '../say.ts';
import { type Decisive, decisiveOf, numberOf, stringOf, stringsOf } from './decisive.ts';
import { meaningOf } from './facts.ts';
import type { Explanation } from './shapes.ts';
import type { Failed } from './types.ts';

export interface ReadOptions {
  zoneName: string | null;
  edition: Edition;
  facts: readonly AuditStatus[];
}

/**
 * What audit's explanation of a request says: the decisive event in plain words, and the row it points to. Pure.
 * The meanings come from the facts about Caracal; a status that they do not know is named and points nowhere.
 */
export function readExplanation(explanation: Explanation, options: ReadOptions): Diagnostic {
  const decisive = decisiveOf(explanation);
  const meaning = decisive && meaningOf(options.facts, options.edition, decisive.status, decisive.reasons);
  const fits = decisive !== null && meaning !== null && !isPlainAllow(decisive);
  const points = fits && meaning.points ? row(meaning.points) : null;
  return {
    requestId: explanation.request_id,
    zone: explanation.zone_id,
    zoneName: options.zoneName,
    decision: decisionOf(explanation.final_decision),
    status: decisive?.status || null,
    reasons: decisive?.reasons ?? [],
    summary: decisive ? summaryOf(decisive, meaning) : 'Audit knows the request and has no event of it.',
    advice: fits && (decisive.decision === 'deny' || points !== null) ? meaning.remedy : null,
    points,
    resource: decisive ? (stringOf(decisive.metadata, 'resource') ?? resourceOf(explanation)) : null,
    application: decisive ? stringOf(decisive.metadata, 'application_id') : null,
    scopes: decisive ? scopesOf(decisive) : [],
    events: explanation.events.map((event) => ({
      type: event.event_type,
      decision: event.decision ?? '',
      status: event.evaluation_status ?? '',
      at: event.occurred_at ?? '',
    })),
    lagMs: decisive ? lagOf(decisive) : null,
    policyInput: decisive ? hidden(decisive.policyInput) : null,
  };
}

/** What to say where audit did not explain: nothing under this ID, or no answer. */
export function readFailure(failure: Failed, requestId: string, zone: { id: string; name: string | null }): Diagnostic {
  const missing = failure.kind === 'not-found';
  return {
    requestId,
    zone: zone.id,
    zoneName: zone.name,
    decision: missing ? 'not-found' : 'unavailable',
    status: null,
    reasons: [],
    summary: failure.sentence,
    advice: missing
      ? 'Check the request ID and the zone. A request that was refused before the token exchange is never in audit.'
      : null,
    points: null,
    resource: null,
    application: null,
    scopes: [],
    events: [],
    lagMs: null,
    policyInput: null,
  };
}

/** An allowed exchange that went on, or an answer of the upstream below 400: nothing of Caracal's to repair. */
function isPlainAllow(decisive: Decisive): boolean {
  return decisive.type !== 'gateway_resource_request' && decisive.decision !== 'deny';
}

function summaryOf(decisive: Decisive, meaning: AuditStatus | null): string {
  if (isPlainAllow(decisive)) {
    return decisive.decision === 'allow'
      ? 'Audit says that the request was allowed, and knows of no failure after it.'
      : `Audit says ${decisive.type} ${decisive.status}, which is no decision yet.`;
  }
  const words = meaning?.words ?? `Audit says ${[decisive.status, ...decisive.reasons].join(', ')}.`;
  const about = detailsOf(decisive);
  return about === '' ? words : `${words} Audit names ${about}.`;
}

/** The resource, scopes and upstream of the event, so that people see what was compared. */
function detailsOf({ metadata, type }: Decisive): string {
  const resource = stringOf(metadata, 'resource');
  const scopes = stringsOf(metadata, 'requested_scopes');
  const host = stringOf(metadata, 'upstream_host');
  const status = type === 'gateway_resource_request' ? numberOf(metadata, 'upstream_status') : null;
  const parts = [
    resource,
    scopes.length > 0 ? `the ${scopes.length === 1 ? 'scope' : 'scopes'} ${scopes.join(' ')}` : null,
    host === null ? null : `the upstream ${host}`,
    status === null ? null : `its status ${status}`,
  ].filter((part) => part !== null);
  return redact(parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts.join('')).text;
}

function scopesOf({ metadata, policyInput }: Decisive): string[] {
  const scopes = stringsOf(metadata, 'requested_scopes');
  if (scopes.length > 0) return scopes;
  const context = (policyInput as { context?: Record<string, unknown> } | null)?.context;
  return context ? stringsOf(context, 'requested_scopes') : [];
}

/** The resource of any event, where the decisive one names several or none. */
function resourceOf(explanation: Explanation): string | null {
  const named = explanation.events.map((event) => stringOf(event.metadata_json ?? {}, 'resource'));
  const requested = explanation.denied.flatMap((denied) => stringsOf(denied.metadata ?? {}, 'requested'));
  return named.find((resource) => resource !== null) ?? requested[0] ?? null;
}

function lagOf({ occurredAt, ingestedAt }: Decisive): number | null {
  const lag = Date.parse(ingestedAt ?? '') - Date.parse(occurredAt ?? '');
  return Number.isNaN(lag) ? null : Math.max(0, lag);
}

function decisionOf(final: string): Diagnostic['decision'] {
  return final === 'allow' || final === 'deny' ? final : 'unknown';
}

/** Keys whose values 1.0 no longer hides itself. Source: caracal 1.0 section 6.1. */
const secretKeys = ['session_id', 'session', 'token', 'secret', 'password', 'authorization', 'assertion'];

/** The policy input with every value hidden that is, or may be, a secret. */
function hidden(value: unknown, secret = false): unknown {
  if (typeof value === 'string') return secret && value !== '' ? '[redacted]' : redact(value).text;
  if (Array.isArray(value)) return value.map((entry) => hidden(entry, secret));
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, inner]) => [key, hidden(inner, secret || secretKeys.includes(key))]));
}
