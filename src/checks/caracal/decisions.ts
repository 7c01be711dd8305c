import type { Paste } from '../../paste/types.ts';
import { stringOf, stringsOf } from './decisive.ts';
import type { AuditEvent } from './shapes.ts';

/** A denial of the audit list, by its decisive event. */
export interface Decision {
  requestId: string;
  status: string;
  reason: string | null;
  at: number;
  resource: string | null;
  application: string | null;
  scopes: string[];
}

/** One decision a request, newest first; the companion `exchange_denied` only says that something was refused. */
export function decisionsOf(events: readonly AuditEvent[]): Decision[] {
  const decisions = new Map<string, Decision>();
  for (const event of events) {
    const { request_id: requestId, evaluation_status: status } = event;
    if (!requestId || !status || status === 'exchange_denied' || event.decision !== 'deny') continue;
    if (decisions.has(requestId)) continue;
    const metadata = event.metadata_json ?? {};
    decisions.set(requestId, {
      requestId,
      status,
      reason: stringOf(metadata, 'reason'),
      at: Date.parse(event.occurred_at ?? ''),
      resource: stringOf(metadata, 'resource'),
      application: stringOf(metadata, 'application_id'),
      scopes: stringsOf(metadata, 'requested_scopes'),
    });
  }
  return [...decisions.values()].sort((a, b) => b.at - a.at);
}

export interface Match {
  decision: Decision;
  /** What matches: `application`, `resource`, `scopes`. */
  by: string[];
}

/** Decisions that share something with what the paste names, and contradict none of it. */
export function matching(decisions: readonly Decision[], { mentions }: Paste): Match[] {
  return decisions.flatMap((decision) => {
    const application = compare(decision.application, mentions.applications);
    const resource = compare(decision.resource, mentions.resources);
    const scopes = compareScopes(decision.scopes, mentions.scopes);
    if ([application, resource, scopes].includes('other')) return [];
    const by = Object.entries({ application, resource, scopes }).flatMap(([name, said]) =>
      said === 'same' ? [name] : [],
    );
    return by.length > 0 ? [{ decision, by }] : [];
  });
}

function compare(value: string | null, named: readonly string[]): 'same' | 'other' | 'open' {
  if (value === null || named.length === 0) return 'open';
  return named.includes(value) ? 'same' : 'other';
}

function compareScopes(scopes: readonly string[], named: readonly string[]): 'same' | 'other' | 'open' {
  if (scopes.length === 0 || named.length === 0) return 'open';
  return scopes.every((scope) => named.includes(scope)) ? 'same' : 'other';
}

const secondsAround = 30_000;
const sameSession = 60 * 60_000;

/**
 * The matches that can be meant: around the time of the paste where it has one, else of the hour before the newest, the
 * nearest first.
 */
export function near(matches: readonly Match[], time: number | null): Match[] {
  if (time !== null) {
    return matches
      .filter(({ decision }) => Math.abs(decision.at - time) <= secondsAround)
      .sort((a, b) => Math.abs(a.decision.at - time) - Math.abs(b.decision.at - time));
  }
  const newest = matches[0]?.decision.at ?? 0;
  return matches.filter(({ decision }) => newest - decision.at <= sameSession);
}

/** The first of each group that says the same: of those it does not matter which one is meant. */
export function different(matches: readonly Match[]): Match[] {
  const kinds = new Map<string, Match>();
  for (const match of matches) {
    const { status, reason, resource } = match.decision;
    const kind = `${status}|${reason}|${resource}`;
    if (!kinds.has(kind)) kinds.set(kind, match);
  }
  return [...kinds.values()];
}
