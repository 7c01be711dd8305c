import type { AuditStatus } from '../../knowledge/facts.ts';
import { builtIn } from '../../knowledge/load.ts';
import type { Edition } from '../../knowledge/schema.ts';

/** What each status of an audit event means, from the facts about Caracal. */
export function auditFacts(): readonly AuditStatus[] {
  return builtIn().audit;
}

/** What a service means by a reason on /ready, as words that stand after its name: "cannot reach PostgreSQL". */
export function readinessWords(reason: string): string {
  return builtIn().readiness.find((known) => known.reason === reason)?.words ?? `says ${reason}`;
}

/**
 * The entry for a status: one with the first reason that fits, then one without a reason; an entry for this edition before one
 * that only the other has.
 */
export function meaningOf(
  facts: readonly AuditStatus[],
  edition: Edition,
  status: string,
  reasons: readonly string[],
): AuditStatus | null {
  const of = facts.filter((fact) => fact.status === status);
  const here = of.filter((fact) => !fact.editions || fact.editions.includes(edition));
  for (const entries of [here, of]) {
    for (const reason of reasons) {
      const found = entries.find((fact) => fact.reason === reason);
      if (found) return found;
    }
    const general = entries.find((fact) => fact.reason === undefined);
    if (general) return general;
  }
  return null;
}
