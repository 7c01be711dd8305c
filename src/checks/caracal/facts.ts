import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'smol-toml';
import { AuditFile, type AuditStatus, ReadinessFile, type ReadinessReason } from '../../knowledge/facts.ts';
import type { Edition } from '../../knowledge/schema.ts';

const folder = new URL('../../knowledge/facts/', import.meta.url);
let audit: readonly AuditStatus[] | null = null;
let readiness: readonly ReadinessReason[] | null = null;

function readFacts(name: string): unknown {
  return parse(readFileSync(fileURLToPath(new URL(name, folder)), 'utf8'));
}

/** What each status of an audit event means, from the facts about Caracal; read once. */
export function auditFacts(): readonly AuditStatus[] {
  audit ??= AuditFile.parse(readFacts('audit.toml')).audit;
  return audit;
}

/** What a service means by a reason on /ready, as words that stand after its name: "cannot reach PostgreSQL". */
export function readinessWords(reason: string): string {
  readiness ??= ReadinessFile.parse(readFacts('readiness.toml')).readiness;
  return readiness.find((known) => known.reason === reason)?.words ?? `says ${reason}`;
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
