import type { Facts as KnownFacts, ReadinessReason } from '../knowledge/facts.ts';
import type { Fact, Paste, ServiceState } from '../paste/types.ts';

/** What the readiness output of a paste means as a whole: one fault, however many services show it. */
export interface Readiness {
  /** A value of the fact `readiness.cause`. */
  cause: string;
  /** The state that names it best. */
  state: ServiceState | null;
  /** One sentence: "sts is not ready: it cannot reach PostgreSQL". */
  summary: string;
  failing: ServiceState[];
}

const dependencyWords: Record<string, string> = {
  postgres: 'PostgreSQL is down or cannot be reached',
  redis: 'Redis is down or cannot be reached',
  sts: 'STS is down or does not answer',
};

/** The order in which causes explain the others: a dependency first. Source: caracal 2026.06 section 1.3, triage order. */
const causeOrder = [
  'postgres',
  'redis',
  'foreign-process',
  'sts',
  'evidence-lost',
  'replay-store',
  'dead-outbox',
  'configuration',
  'audit-backlog',
  'audit-consumer',
  'internal',
  'rate-limited',
  'starting',
];

/**
 * @param paste a read paste
 * @param known the readiness reasons and services of the product
 * @returns null where the paste has no readiness output
 */
export function readinessOf(paste: Paste, known: KnownFacts): Readiness | null {
  const states = latest(paste.evidence.flatMap((item) => (item.kind === 'readiness' ? item.services : [])));
  if (states.length === 0) return null;
  const failing = states.filter((state) => !state.ok);
  if (failing.length === 0)
    return { cause: 'healthy', state: null, failing, summary: 'Every service that is shown is ready.' };
  if (
    !startedByUp(paste) &&
    failing.length >= 4 &&
    failing.length === states.length &&
    failing.every((state) => state.detail === 'unreachable')
  ) {
    return {
      cause: 'stack-down',
      state: failing[0] ?? null,
      failing,
      summary: 'No service answers: the stack is not running, or Docker is not.',
    };
  }
  return named(failing, states, known) ?? unnamed(failing);
}

/** `caracal up` checks Docker before it waits: its list of services that did not become ready is no word on Docker. */
function startedByUp(paste: Paste): boolean {
  return paste.lines.some((line) => line.text.includes('did not become ready'));
}

/** A service that is shown twice, as before and after a restart, counts as shown last. */
function latest(states: readonly ServiceState[]): ServiceState[] {
  const byName = new Map<string, ServiceState>();
  for (const state of states) byName.set(state.name, state);
  return [...byName.values()];
}

interface Told {
  state: ServiceState;
  reason: ReadinessReason | null;
  cause: string | null;
}

function named(failing: readonly ServiceState[], states: readonly ServiceState[], known: KnownFacts): Readiness | null {
  const told = failing.map((state): Told => {
    const reason = reasonOf(state.detail, known);
    return { state, reason, cause: reason?.cause ?? (isForeign(state.detail) ? 'foreign-process' : null) };
  });
  const hidden = redisBehindTimeouts(told, states);
  const causes = new Set(told.map((entry) => entry.cause).filter((cause) => cause !== null));
  if (hidden) causes.add('redis');
  if (
    causes.has('starting') &&
    failing.length > 1 &&
    causes.size === 1 &&
    told.some((entry) => entry.state.detail === 'unreachable')
  )
    return null;
  const cause = causeOrder.find((candidate) => causes.has(candidate));
  if (!cause) return null;
  const best = told.find((entry) => entry.cause === cause) ?? told[0];
  if (!best) return null;
  return { cause, state: best.state, failing: [...failing], summary: summaryOf(cause, best, failing) };
}

function reasonOf(detail: string, known: KnownFacts): ReadinessReason | null {
  const status = detail.slice(0, 3);
  const bare = detail.length > 4 && detail[3] === ' ' ? detail.slice(4) : detail;
  if (detail === '503') return known.readiness.find((entry) => entry.reason === 'draining') ?? null;
  return (
    known.readiness.find((entry) => entry.reason === bare.toLowerCase()) ??
    (status === '429' ? (known.readiness.find((entry) => entry.cause === 'rate-limited') ?? null) : null)
  );
}

/** No service of Caracal answers /ready with 404, 401, 403, a redirect or HTML: another program has the port. */
function isForeign(detail: string): boolean {
  const status = detail.slice(0, 3);
  return (
    ['404', '401', '403', '400', '405', '301', '302', '307', '308', '426', '502'].includes(status) ||
    detail.includes('<')
  );
}

/** API and Coordinator reach for Redis before they can name it: both `timeout`, and audit has lost its consumer. */
function redisBehindTimeouts(told: readonly Told[], states: readonly ServiceState[]): boolean {
  const detail = (name: string): string => states.find((state) => state.name === name && !state.ok)?.detail ?? '';
  const slow = (text: string): boolean => text === 'timeout' || text.startsWith('500');
  return slow(detail('api')) && slow(detail('coordinator')) && told.some((entry) => entry.cause === 'audit-consumer');
}

function summaryOf(cause: string, best: Told, failing: readonly ServiceState[]): string {
  const { state, reason } = best;
  if (cause === 'foreign-process') {
    return `Another program answers on port ${state.port ?? 'of'} ${state.port ? `, where ${state.name} should` : state.name}: ${state.detail.slice(0, 60)}`.replace(
      ' ,',
      ',',
    );
  }
  const others = failing.filter((other) => other.name !== state.name).map((other) => other.name);
  const words = reason ? `it ${reason.words}` : state.detail;
  const also = others.length === 0 ? '' : ` (also not ready: ${others.join(', ')})`;
  const fault = dependencyWords[cause];
  return fault && others.length > 0
    ? `${fault}: ${[state.name, ...others].join(', ')} not ready`
    : `${state.name} is not ready: ${words}${also}`;
}

function unnamed(failing: readonly ServiceState[]): Readiness {
  const names = failing.map((state) => state.name);
  const stsHangs =
    names.includes('sts') && names.includes('gateway') && failing.every((state) => state.detail === 'timeout');
  const state = failing.find((entry) => entry.name === 'sts') ?? failing[0] ?? null;
  const words = failing.map((entry) => `${entry.name} ${entry.detail}`).join(', ');
  if (stsHangs)
    return {
      cause: 'sts',
      state,
      failing: [...failing],
      summary: `STS does not answer in time, and the Gateway waits for it: ${words}`,
    };
  return { cause: 'service-down', state, failing: [...failing], summary: `Not ready: ${words}` };
}

/** The readiness fact that the tables ask for. */
export function readinessFacts(readiness: Readiness | null): Fact[] {
  if (!readiness) return [];
  return [{ key: 'readiness.cause', value: readiness.cause, line: readiness.state?.line ?? 1 }];
}
