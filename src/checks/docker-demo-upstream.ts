import { look } from './docker/look.ts';
import type { Container, Docker } from './docker/types.ts';
import { demo, gatewayNetworks, isAboutUpstream, type Upstream, upstreamsOf } from './docker/upstreams.ts';
import { cannotTell, confirmed, inWords, ruledOut, type Said } from './say.ts';
import type { Check, CheckContext } from './types.ts';

const rows = [{ section: 'upstream', row: 'demo-upstream-missing' }];
const id = 'docker-demo-upstream';

/** The text can only mean a name that is not there, the documentation of June knows only this one, and no zone says otherwise. */
function canOnlyBeTheDemo(context: CheckContext): boolean {
  const { diagnosis, paste, sameMachine, zones } = context;
  if (diagnosis.section === 'upstream' && diagnosis.row === 'demo-upstream-missing') return true;
  const notFound = paste.facts.some(
    (fact) => fact.key === 'error.description' && fact.value === 'upstream not addressable',
  );
  return sameMachine && zones.length === 0 && diagnosis.edition === '2026.06' && notFound;
}

async function judge(
  context: CheckContext,
  docker: Docker,
  container: Container,
  networks: string[],
  asked: Upstream | null,
): Promise<Said> {
  const { name } = container;
  const detail = await docker.inspect(container.id, context.signal);
  if (detail.state !== 'running')
    return confirmed(`${name} does not run: it is ${detail.state}, exit code ${detail.exitCode}`);
  if (!container.networks.some((network) => networks.includes(network))) {
    return confirmed(
      `${name} runs on the network ${inWords(container.networks)}, which the Gateway on ${inWords(networks)} does not see`,
    );
  }
  const port = asked?.port ?? 80;
  if (detail.exposed.length > 0 && !detail.exposed.includes(port)) {
    return confirmed(`${name} listens on port ${inWords(detail.exposed.map(String))}, and port ${port} is asked for`);
  }
  return ruledOut(`${name} runs on the network ${inWords(networks)}`);
}

/** Is the demo upstream there, running, on the Gateway's network and on the port that is asked for? */
export const dockerDemoUpstream: Check = {
  id,
  rows,
  needs: ['docker'],
  question: "Does caracalDemoUpstream run on the Gateway's network and port?",
  run: (context) =>
    look(context, { id, rows }, async (docker) => {
      const upstreams = await upstreamsOf(context);
      const asked = upstreams.find((upstream) => upstream.host === demo) ?? null;
      const other = upstreams.find((upstream) => upstream.host !== demo);
      if (asked === null && other !== undefined) return cannotTell(`the upstream here is ${other.host}, not the demo`);
      if (asked === null && !isAboutUpstream(context)) return cannotTell('nothing here is about the demo upstream');
      const all = await docker.containers(context.signal);
      const container = all.find((one) => one.name.toLowerCase() === demo);
      if (container !== undefined) return judge(context, docker, container, gatewayNetworks(docker, all), asked);
      const missing = 'there is no container caracalDemoUpstream';
      if (asked !== null || canOnlyBeTheDemo(context)) return confirmed(missing);
      return cannotTell(`${missing}; it is needed only where the resource's upstream URL names it`);
    }),
};
