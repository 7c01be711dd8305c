import type { Finding } from '../diagnosis/types.ts';
import type { ServiceState } from '../paste/types.ts';
import { cannotTell, confirmed, list, ruledOut, type Said } from './docker/look.ts';
import type { Check, CheckContext } from './types.ts';

const id = 'readiness-output';
const row = (name: string) => ({ section: 'readiness', row: name });
const rows = ['docker-command-fails', 'service-not-ready', 'ports-in-use'].map(row);

/** A status code means that something answered. */
const answered = (state: ServiceState) => state.ok || (state.detail.charAt(0) >= '1' && state.detail.charAt(0) <= '5');

/** An answer that no service of Caracal gives on /ready; 429 and 5xx they do give. */
const isForeign = (state: ServiceState) =>
  !state.ok && answered(state) && !['429', '5'].some((code) => state.detail.startsWith(code));

const named = (states: readonly ServiceState[]) => list([...new Set(states.map((state) => state.name))]);

/** `sts: 503 postgres_unreachable`, as the output says it. */
const quoted = (states: readonly ServiceState[]) =>
  list([...new Set(states.map((state) => `${state.name} (${state.detail})`))]);

const dependencies: Record<string, string> = {
  postgres: 'PostgreSQL is not reachable',
  redis: 'Redis is not reachable',
  sts: 'STS is not reachable',
  'audit-consumer': 'audit has lost its place in the Redis stream; it goes on with the next audit event',
  'replay-store': 'a replay volume cannot be written',
  'audit-backlog': 'audit is behind with its events',
};

function ofService(cause: string | undefined, bad: readonly ServiceState[], all: readonly ServiceState[]): Said {
  if (bad.length === 0)
    return ruledOut(all.length === 1 ? `${named(all)} is ready` : `all ${all.length} services are ready`);
  if (cause === 'stack-down') return cannotTell('nothing answers at all: Docker itself may be down');
  if (cause === 'foreign-process' || cause === 'rate-limited' || cause === 'dead-outbox')
    return cannotTell(quoted(bad));
  const dependency = dependencies[cause ?? ''];
  const who = `${quoted(bad)} ${bad.length === 1 ? 'is' : 'are'} not ready`;
  return confirmed(dependency === undefined ? who : `${dependency}: ${who}`);
}

function ofPorts(states: readonly ServiceState[]): Said {
  const foreign = states.filter(isForeign);
  if (foreign.length > 0) {
    const ports = foreign.map((state) => (state.port === null ? state.name : `port ${state.port} (${state.name})`));
    return confirmed(`what answers on ${list([...new Set(ports)])} is not Caracal: ${foreign[0]!.detail}`);
  }
  if (states.length >= 5 && states.every(answered)) return ruledOut('Caracal itself answers on each port');
  return cannotTell('a service that does not answer leaves open who holds its port');
}

function ofDocker(states: readonly ServiceState[]): Said {
  const here = states.filter((state) => answered(state) && !isForeign(state));
  if (here.length > 0) return ruledOut(`${named(here)} ${here.length === 1 ? 'answers' : 'answer'}, so Docker runs`);
  return cannotTell('no service answers');
}

/** The newest state of each service: where the output was pasted twice, the later one counts. */
function latest(context: CheckContext): ServiceState[] {
  const states = context.paste.evidence.flatMap((evidence) => (evidence.kind === 'readiness' ? evidence.services : []));
  return [...new Map(states.map((state) => [state.name, state])).values()];
}

/** What the pasted readiness output proves by itself, before anything is asked. */
export const readinessOutput: Check = {
  id,
  rows,
  needs: ['nothing'],
  question: 'What does the pasted readiness output prove by itself?',
  async run(context) {
    const states = latest(context);
    if (states.length === 0) return { findings: [] };
    const bad = states.filter((state) => !state.ok);
    const cause = context.paste.facts.find((fact) => fact.key === 'readiness.cause')?.value;
    const findings: Finding[] = [
      { check: id, ...row('docker-command-fails'), ...ofDocker(states) },
      { check: id, ...row('service-not-ready'), ...ofService(cause, bad, states) },
      { check: id, ...row('ports-in-use'), ...ofPorts(states) },
    ];
    return { findings };
  },
};
