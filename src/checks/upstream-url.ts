import type { Finding } from '../diagnosis/types.ts';
import { resourcesOf } from './caracal/lists.ts';
import { lookUp } from './caracal/lookup.ts';
import { type Host, hostOf, isLoopback } from './caracal/refine.ts';
import { cannotTell, confirmed, factsOf, finding, isAbout, row } from './say.ts';
import { inZone, namedIn } from './tie.ts';
import { askedResource } from './token-claims.ts';
import type { Check, CheckContext } from './types.ts';

const id = 'upstream-url';
const refused = row('upstream/connection-refused');
const dns = row('upstream/dns-failure');
const demo = row('upstream/demo-upstream-missing');

/** Can the Gateway reach what the resource's upstream URL names: not its own localhost, not the documentation's demo? */
export const upstreamUrl: Check = {
  id,
  rows: [refused, dns, demo],
  needs: ['zone'],
  question: "Can the Gateway container reach what the resource's upstream URL names?",
  async run(context) {
    if (!isAbout(context, 'upstream')) return { findings: [] };
    return inZone(context, upstreamUrl, async ({ zone }) => {
      const asked = await resourceOf(context);
      const list = asked === null ? null : await resourcesOf(context, zone);
      if (list === null) return [];
      if (!list.ok) return [finding(id, refused, cannotTell(list.sentence))];
      const url = list.value.find(({ identifier }) => identifier === asked)?.upstream_url;
      if (!url) return [];
      const host = hostOf(url);
      if (host === null)
        return [finding(id, dns, confirmed(`the upstream URL of ${asked} is ${url}, which names no host`))];
      return judge(context, `the upstream URL of ${asked} is ${url}`, host);
    });
  },
};

async function resourceOf(context: CheckContext): Promise<string | null> {
  const named = askedResource(context) ?? namedIn(context).resources[0];
  if (named !== undefined) return named;
  const events = (await lookUp(context)).found.flatMap(({ explanation }) => explanation.events);
  const resource = events
    .map(({ metadata_json: metadata }) => metadata?.resource)
    .find((one) => typeof one === 'string');
  return resource === undefined ? null : (resource as string);
}

function judge(context: CheckContext, words: string, host: Host): Finding[] {
  const described = factsOf(context, 'error.description');
  const notFound = described.includes('upstream not addressable');
  const unreachable = described.includes('upstream unreachable') || described.length === 0;
  if (isLoopback(host.name)) {
    const why = `${words}: that is the Gateway's own container, not the machine it runs on`;
    return [finding(id, refused, unreachable ? confirmed(why) : cannotTell(why))];
  }
  if (notFound && host.name === 'caracaldemoupstream' && context.diagnosis.edition === '2026.06')
    return [finding(id, demo, confirmed(`${words}, and the Gateway does not find that container`))];
  if (notFound) return [finding(id, dns, confirmed(`${words}, and the Gateway does not find that host`))];
  if (unreachable && host.secure && host.port === '80')
    return [finding(id, refused, confirmed(`${words}: https on port 80, where plain http is spoken`))];
  return [];
}
