import type { Readiness } from '../diagnosis/readiness.ts';
import type { Finding } from '../diagnosis/types.ts';
import type { ServiceState } from '../paste/types.ts';
import { answered, isForeign, pastedReadiness, pastedStates } from './docker/pasted.ts';
import { cannotTell, confirmed, inWords, ruledOut, type Said } from './say.ts';
import type { Check } from './types.ts';

const id = 'readiness-output';
const row = (name: string) => ({ section: 'readiness', row: name });
const rows = ['docker-command-fails', 'service-not-ready', 'ports-in-use'].map(row);

const named = (states: readonly ServiceState[]) => inWords([...new Set(states.map((state) => state.name))]);

/** `sts: 503 postgres_unreachable`, as the output says it. */
const quoted = (states: readonly ServiceState[]) =>
  inWords([...new Set(states.map((state) => `${state.name} (${state.detail})`))]);

/** Causes that another row explains, or that the text leaves open. */
const leftOpen = ['stack-down', 'foreign-process', 'rate-limited', 'dead-outbox', 'configuration'];

function ofService(readiness: Readiness, all: readonly ServiceState[]): Said {
  const { cause, failing, summary } = readiness;
  if (failing.length === 0)
    return ruledOut(all.length === 1 ? `${named(all)} is ready` : `all ${all.length} services are ready`);
  if (cause === 'stack-down') return cannotTell('nothing answers at all: Docker itself may be down');
  return leftOpen.includes(cause) ? cannotTell(quoted(failing)) : confirmed(summary);
}

function ofPorts(states: readonly ServiceState[]): Said {
  const foreign = states.filter(isForeign);
  if (foreign.length > 0) {
    const ports = foreign.map((state) => (state.port === null ? state.name : `port ${state.port} (${state.name})`));
    return confirmed(`what answers on ${inWords([...new Set(ports)])} is not Caracal: ${foreign[0]!.detail}`);
  }
  if (states.length >= 5 && states.every(answered)) return ruledOut('Caracal itself answers on each port');
  return cannotTell('a service that does not answer leaves open who holds its port');
}

function ofDocker(states: readonly ServiceState[]): Said {
  const here = states.filter((state) => answered(state) && !isForeign(state));
  if (here.length > 0) return ruledOut(`${named(here)} ${here.length === 1 ? 'answers' : 'answer'}, so Docker runs`);
  return cannotTell('no service answers');
}

/** What the pasted readiness output proves by itself, before anything is asked. */
export const readinessOutput: Check = {
  id,
  rows,
  needs: ['nothing'],
  question: 'What does the pasted readiness output prove by itself?',
  async run(context) {
    const states = pastedStates(context);
    const readiness = pastedReadiness(context);
    if (readiness === null) return { findings: [] };
    const findings: Finding[] = [
      { check: id, ...row('docker-command-fails'), ...ofDocker(states) },
      { check: id, ...row('service-not-ready'), ...ofService(readiness, states) },
      { check: id, ...row('ports-in-use'), ...ofPorts(states) },
    ];
    return { findings };
  },
};
