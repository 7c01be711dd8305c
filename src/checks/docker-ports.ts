import type { Service } from '../knowledge/facts.ts';
import { isAboutStack, isPortTaken, look, ofProject } from './docker/look.ts';
import { isForeign, pastedStates } from './docker/pasted.ts';
import { caracalServices } from './docker/services.ts';
import type { Container, Docker } from './docker/types.ts';
import { cannotTell, confirmed, inWords, ruledOut } from './say.ts';
import type { Check, CheckContext } from './types.ts';

const rows = [{ section: 'readiness', row: 'ports-in-use' }];
const id = 'docker-ports';

/** Ports whose own service could not start because of them, where no container holds them. */
async function takenOutside(
  docker: Docker,
  ours: readonly Container[],
  held: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<Service[]> {
  const stuck = caracalServices().filter((service) => !held.has(service.port));
  const found = await Promise.all(
    stuck.map(async (service) => {
      const container = ours.find((one) => one.service === service.name && one.state !== 'running');
      if (container === undefined) return null;
      return isPortTaken((await docker.inspect(container.id, signal)).error) ? service : null;
    }),
  );
  return found.filter((service) => service !== null);
}

/** Ports on which the paste shows something that is not Caracal. */
const foreignInPaste = (context: CheckContext): number[] =>
  pastedStates(context)
    .filter(isForeign)
    .flatMap((state) => (state.port === null ? [] : [state.port]));

/** Who holds each of Caracal's ports: its own container, another one by name, or something outside Docker? */
export const dockerPorts: Check = {
  id,
  rows,
  needs: ['docker'],
  question: "Who holds each of Caracal's ports?",
  run: (context) =>
    look(context, { id, rows }, async (docker) => {
      const all = await docker.containers(context.signal);
      const ours = ofProject(docker, all);
      const services = caracalServices();
      const holders = services.flatMap((service) =>
        all
          .filter(
            (container) =>
              container.state === 'running' && container.published.some((one) => one.port === service.port),
          )
          .map((container) => ({ service, container })),
      );
      const thieves = holders.filter(({ service, container }) => {
        if (container.project === docker.project) return false;
        const own = ours.find((one) => one.service === service.name);
        // Another whole stack, and none of ours: that is the stack, under a name the configuration does not know.
        if (ours.length === 0 && services.some((known) => known.name === container.service)) return false;
        return isAboutStack(context) ? own?.state !== 'running' : own !== undefined && own.state !== 'running';
      });
      if (thieves.length > 0) {
        const held = thieves.map(
          ({ service, container }) =>
            `port ${service.port} of ${service.name} is held by the container ${container.name}`,
        );
        return confirmed(held.join('; '));
      }
      const held = new Set(holders.map(({ service }) => service.port));
      const outside = await takenOutside(docker, ours, held, context.signal);
      const seen = foreignInPaste(context).filter((port) => !held.has(port));
      const ports = [...new Set([...outside.map((service) => service.port), ...seen])].sort((a, b) => a - b);
      if (ports.length > 0) {
        const what = ports.length === 1 ? `port ${ports[0]} is` : `ports ${inWords(ports.map(String))} are`;
        return confirmed(`${what} held by a process outside Docker`);
      }
      const probed = services.filter((service) => service.probed);
      const own = probed.filter((service) =>
        holders.some((one) => one.service === service && one.container.project === docker.project),
      );
      if (own.length === probed.length) return ruledOut('each port is held by its own container');
      return cannotTell(
        'no other container holds a port of Caracal; a process outside Docker cannot be seen from here',
      );
    }),
};
