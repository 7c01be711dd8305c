import type { Service } from '../knowledge/facts.ts';
import { isAboutStack, isPortTaken, look, ofProject } from './docker/look.ts';
import { pastedStates, showsLife } from './docker/pasted.ts';
import { caracalServices, oneShots } from './docker/services.ts';
import type { Container, ContainerDetail, Docker } from './docker/types.ts';
import { cannotTell, confirmed, inWords, ruledOut, type Said } from './say.ts';
import type { Check, CheckContext } from './types.ts';

const rows = [{ section: 'readiness', row: 'service-not-ready' }];
const id = 'docker-services';

interface Seen {
  service: string;
  container: Container;
  detail: ContainerDetail;
  /** What is wrong, to stand after the container's name; null when nothing is. */
  wrong: string | null;
}

function whatIsWrong(container: Container, detail: ContainerDetail): string | null {
  const memory = detail.outOfMemory ? ', out of memory' : '';
  const error = detail.error === null ? '' : `: ${detail.error}`;
  const often = detail.restarts > 0 ? ` after ${detail.restarts} restarts` : '';
  switch (detail.state) {
    case 'running':
      if (detail.health === 'unhealthy') return `is unhealthy${often}`;
      if (detail.health === 'starting') return `is still starting${often}`;
      return null;
    case 'restarting':
      return `starts again and again (${detail.restarts} times, exit code ${detail.exitCode}${memory})`;
    case 'created':
      return `was never started${error}`;
    case 'paused':
      return 'is paused';
    default:
      if (oneShots.includes(container.service ?? '') && detail.exitCode === 0) return null;
      return `has stopped with exit code ${detail.exitCode}${memory}${often}${error}`;
  }
}

/** One container a service: where Compose left several, the one that runs, else the newest. */
function newest(containers: readonly Container[]): Container[] {
  const best = new Map<string, Container>();
  for (const container of containers) {
    const service = container.service ?? '';
    const other = best.get(service);
    const better = (one: Container) => (one.state === 'running' ? 1e15 : 0) + one.createdAt;
    if (other === undefined || better(container) > better(other)) best.set(service, container);
  }
  return [...best.values()];
}

async function see(docker: Docker, containers: readonly Container[], signal: AbortSignal): Promise<Seen[]> {
  const names = [...caracalServices().map((service) => service.name), ...oneShots];
  const ours = newest(containers).filter((container) => names.includes(container.service ?? ''));
  return Promise.all(
    ours.map(async (container) => {
      const detail = await docker.inspect(container.id, signal);
      return { service: container.service!, container, detail, wrong: whatIsWrong(container, detail) };
    }),
  );
}

/**
 * Services that a request passes: only they explain a refusal; audit explains why nothing is found. A taken port is a
 * fault of the port, which has its own row.
 */
function matters({ service, detail }: Seen, context: CheckContext): boolean {
  if (isPortTaken(detail.error)) return false;
  if (isAboutStack(context)) return true;
  const path = ['postgres', 'redis', 'sts', 'gateway', 'api'];
  return path.includes(service) || (service === 'audit' && context.diagnosis.section === 'audit-missing');
}

/** The faults that wait for no other fault come first: they are the ones to fix. */
function roots(faults: readonly Seen[], services: readonly Service[]): { first: Seen[]; waiting: Seen[] } {
  const failing = new Set(faults.map((fault) => fault.service));
  const waits = (fault: Seen): boolean => {
    const known = services.find((service) => service.name === fault.service);
    return (known?.waits_for ?? []).some((name) => name !== fault.service && failing.has(name));
  };
  return { first: faults.filter((fault) => !waits(fault)), waiting: faults.filter(waits) };
}

async function describe(docker: Docker, faults: readonly Seen[], signal: AbortSignal): Promise<string> {
  const { first, waiting } = roots(faults, caracalServices());
  const shown = first.slice(0, 3);
  const sentences = await Promise.all(
    shown.map(async ({ container, detail, wrong }) => {
      const restarts = `${container.name} ${wrong}`;
      if (detail.state === 'created') return restarts;
      const line = await docker.lastError(container.id, signal).catch(() => null);
      return line === null ? restarts : `${restarts}; its last error: ${line}`;
    }),
  );
  if (first.length > shown.length) sentences.push(`${first.length - shown.length} more do not run as they should`);
  if (waiting.length > 0)
    sentences.push(
      `${inWords(waiting.map((fault) => fault.service))} ${waiting.length === 1 ? 'waits' : 'wait'} for it`,
    );
  return sentences.join('. ');
}

/** Nothing is broken: does that rule the row out? */
function whenNothingIsWrong(context: CheckContext, seen: readonly Seen[]): Said {
  const probed = caracalServices().filter((service) => service.probed || ['postgres', 'redis'].includes(service.name));
  const missing = probed.map((service) => service.name).filter((name) => !seen.some((one) => one.service === name));
  const down = pastedStates(context)
    .filter((state) => !state.ok)
    .map((state) => state.name);
  if (missing.length > 0) {
    const fitting = missing.filter((name) => down.includes(name));
    const text = `there is no container for ${inWords(missing)}`;
    return fitting.length > 0 ? confirmed(`there is no container for ${inWords(fitting)}`) : cannotTell(text);
  }
  if (down.length > 0) return cannotTell('all containers run now; run `caracal status --ready --json` again');
  const unsure = seen.filter((one) => one.detail.state === 'running' && one.detail.health === null);
  if (unsure.length > 0) {
    return cannotTell(
      `all containers run; ${inWords(unsure.map((one) => one.service))} have no health check that says more`,
    );
  }
  return ruledOut(`all ${probed.length} services run and are healthy`);
}

/** Is every service of the stack there, running and healthy, and if not, which one is to blame? */
export const dockerServices: Check = {
  id,
  rows,
  needs: ['docker'],
  question: 'Which containers of the stack do not run, are unhealthy or keep restarting, and what do they wait for?',
  run: (context) =>
    look(context, { id, rows }, async (docker) => {
      const ours = ofProject(docker, await docker.containers(context.signal));
      if (ours.length === 0) {
        const text = `there is no container of the project ${docker.project}: the stack is not up`;
        // Without containers a taken port or a foreign network is still the cause, and this only what follows from it.
        const fits = ['service-not-ready', 'docker-command-fails'].includes(
          context.diagnosis.row ?? 'service-not-ready',
        );
        return isAboutStack(context) && fits && !showsLife(context) ? confirmed(text) : cannotTell(text);
      }
      const seen = await see(docker, ours, context.signal);
      const faults = seen.filter((one) => one.wrong !== null);
      const weighty = faults.filter((fault) => matters(fault, context));
      if (weighty.length > 0) return confirmed(await describe(docker, weighty, context.signal));
      if (faults.length > 0) return cannotTell(await describe(docker, faults, context.signal));
      return whenNothingIsWrong(context, seen);
    }),
};
