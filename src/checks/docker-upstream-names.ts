import { look, sayOfAll } from './docker/look.ts';
import type { Container, Docker } from './docker/types.ts';
import {
  demo,
  gatewayNetworks,
  isAboutUpstream,
  isContainerName,
  isLoopback,
  type Upstream,
  upstreamsOf,
} from './docker/upstreams.ts';
import { cannotTell, confirmed, inWords, ruledOut, type Said } from './say.ts';
import type { Answer, Check } from './types.ts';

const dns = { section: 'upstream', row: 'dns-failure' };
const refused = { section: 'upstream', row: 'connection-refused' };
const rows = [dns, refused];
const id = 'docker-upstream-names';

const say = (ofDns: Said, ofRefused: Said): Answer => ({
  findings: [
    { check: id, ...dns, ...ofDns },
    { check: id, ...refused, ...ofRefused },
  ],
});

/** The container that a name means to the Gateway; null where the name is not known on its networks. */
async function whoIs(
  docker: Docker,
  containers: readonly Container[],
  networks: readonly string[],
  host: string,
  signal: AbortSignal,
): Promise<{ container: Container; exposed: number[] } | null> {
  const near = containers.filter(
    (one) => one.state === 'running' && one.networks.some((network) => networks.includes(network)),
  );
  const seen = await Promise.all(
    near.map(async (container) => ({ container, detail: await docker.inspect(container.id, signal) })),
  );
  const found = seen.find(({ detail }) =>
    networks.some((network) => detail.names[network]?.some((name) => name.toLowerCase() === host)),
  );
  return found === undefined ? null : { container: found.container, exposed: found.detail.exposed };
}

/** Why a name is not known there: its container has stopped, is on another network, or does not exist. */
function whyUnknown(containers: readonly Container[], networks: readonly string[], host: string): string {
  const same = containers.find((one) => one.name.toLowerCase() === host || one.service?.toLowerCase() === host);
  const where = inWords(networks);
  if (same === undefined) return `no container on the Gateway's network ${where} has the name ${host}`;
  if (same.state !== 'running')
    return `the container ${same.name} does not run (${same.state}), so the Gateway does not find its name`;
  return `the container ${same.name} is on the network ${inWords(same.networks)}, and the Gateway on ${where}`;
}

function judge(upstream: Upstream, found: { container: Container; exposed: number[] }): Answer {
  const { name } = found.container;
  const visible = ruledOut(`the Gateway finds ${upstream.host}: it is the container ${name}`);
  const port = upstream.port ?? 80;
  if (found.exposed.length === 0 || found.exposed.includes(port)) {
    return say(visible, cannotTell(`${name} runs; whether it listens on port ${port} only a request tells`));
  }
  return say(
    visible,
    confirmed(`${name} listens on port ${inWords(found.exposed.map(String))}, and port ${port} is asked for`),
  );
}

/** Does the Gateway find the upstream's name, and does that container listen on the port? */
export const dockerUpstreamNames: Check = {
  id,
  rows,
  needs: ['docker'],
  question: "Is the upstream's name known on the Gateway's network, and on which port does that container listen?",
  run: (context) =>
    look(context, { id, rows }, async (docker) => {
      const upstream = isAboutUpstream(context) ? (await upstreamsOf(context))[0] : undefined;
      if (upstream === undefined) return sayOfAll({ id, rows }, context, cannotTell('nothing here names the upstream'));
      const { host } = upstream;
      if (host === demo)
        return sayOfAll({ id, rows }, context, cannotTell('the upstream here is the demo, which has its own row'));
      if (isLoopback(host)) {
        const why = `${host} is the Gateway's own container there, not your machine`;
        return say(ruledOut(`${host} needs no name server`), confirmed(why));
      }
      if (!isContainerName(host))
        return sayOfAll({ id, rows }, context, cannotTell(`${host} is not a name of a container network`));
      const all = await docker.containers(context.signal);
      const networks = gatewayNetworks(docker, all);
      const found = await whoIs(docker, all, networks, host, context.signal);
      if (found !== null) return judge(upstream, found);
      return say(
        confirmed(whyUnknown(all, networks, host)),
        ruledOut('its name is not found, so nothing is connected to'),
      );
    }),
};
