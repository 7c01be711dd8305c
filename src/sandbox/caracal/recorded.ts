import { readFileSync } from 'node:fs';

/** One answer of the product, as it was recorded. `status: null`: nothing listened. */
export interface Recorded {
  /** `sts-403-scope-not-in-policy-explain`; those of edition 1.0 begin with `1.0-`. */
  name: string;
  /** 3000 is the API, 8080 STS, 8081 the Gateway. */
  port: number;
  path: string;
  status: number | null;
  headers: Record<string, string>;
  body: unknown;
}

/** Every recorded answer of the Admin API and of /ready, both editions. */
export function loadRecorded(): Recorded[] {
  const file = new URL('./recorded.ndjson', import.meta.url);
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Recorded);
}

/** How the whole stack is: which recorded /ready answers are served. */
export type StackState = 'ok' | 'postgres-down' | 'redis-down' | 'sts-down';

/** The answers that hold as long as no case is served: of two with the same path, the one that is nobody's fault. */
const special = [
  'admin-token-',
  'sts-403-second-policy-set-not-loaded-policy-sets',
  'sts-403-second-policy-set-not-loaded-activation-status',
  'audit-missing-ingestion-lag-by-request',
  'audit-missing-ingestion-lag-explain',
  'zone-audit-zone-token',
  'zone-resources-zone-token',
  'zones-zone-token',
  '1.0-zones-zone-token',
  '1.0-admin-token-',
];

export function standing(recorded: readonly Recorded[]): Recorded[] {
  return recorded.filter(({ path, name }) => path !== '/ready' && !special.some((start) => name.startsWith(start)));
}

/** What was recorded of one case, by the name of its `explain` answer. */
export function ofCase(recorded: readonly Recorded[], explain: string): Recorded[] {
  const name = explain.slice(explain.lastIndexOf('/') + 1).replace(/\.json$/, '');
  const base = name.replace(/-explain$/, '');
  return recorded.filter((answer) => answer.name.startsWith(`${base}-`) && !answer.name.includes('-healed-'));
}

/** How the stack was while a case was recorded, by the name of its `explain` answer. */
export function stackOfCase(explain: string): StackState {
  if (!explain.includes('readiness-')) return 'ok';
  if (explain.includes('sts-')) return 'sts-down';
  return explain.includes('redis-') ? 'redis-down' : explain.includes('postgres-') ? 'postgres-down' : 'ok';
}

/** What a service answers on /ready while the stack is like this; edition 2026.06 where 1.0 was not recorded. */
export function readyAnswer(
  recorded: readonly Recorded[],
  service: 'api' | 'sts' | 'gateway',
  state: StackState,
): Recorded | undefined {
  return recorded.find(({ name }) => name === `ready-${state}-${service}`);
}
