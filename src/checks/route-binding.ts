import { resourcesOf } from './caracal/lists.ts';
import type { Resource } from './caracal/shapes.ts';
import { isLocal, isRevoked, refusedCredentials } from './descriptions.ts';
import { didYouMean } from './nearest.ts';
import { called, cannotTell, confirmed, factsOf, finding, row, ruledOut, type Said } from './say.ts';
import { inZone, namedIn } from './tie.ts';
import { askedResource } from './token-claims.ts';
import type { Check, CheckContext } from './types.ts';

const id = 'route-binding';
const ref = row('gateway-403/route-binding');

/** Has the resource of the request a Gateway route: does it exist, with an upstream URL, a binding and its operations? */
export const routeBinding: Check = {
  id,
  rows: [ref],
  needs: ['zone'],
  question: 'Has the resource a Gateway route: an upstream URL, a binding, its operations?',
  async run(context) {
    const asked = askedResource(context) ?? namedIn(context).resources[0];
    if (context.diagnosis.section !== 'gateway-403' || asked === undefined || isOther(context)) return { findings: [] };
    return inZone(context, routeBinding, async ({ zone }) => {
      const list = await resourcesOf(context, zone);
      if (!list.ok) return [finding(id, ref, cannotTell(list.sentence))];
      const resource = list.value.find(({ identifier }) => identifier === asked);
      if (resource) return [finding(id, ref, judge(context, resource))];
      const known = list.value.map(({ identifier }) => identifier);
      const words = `${called(zone)} has no resource ${asked}, so there is no route${didYouMean(asked, known)}`;
      return [finding(id, ref, confirmed(words))];
    });
  },
};

/** The Gateway said something that has nothing to do with a route. */
function isOther(context: CheckContext): boolean {
  const described = factsOf(context, 'error.description');
  return described.some((value) => isLocal(value) || isRevoked(value) || refusedCredentials(value));
}

function judge(context: CheckContext, resource: Resource): Said {
  const { identifier, upstream_url: url, operations, operation_enforcement: enforcement } = resource;
  if (resource.archived_at) return confirmed(`${identifier} was archived on ${resource.archived_at}`);
  if (!url) return confirmed(`${identifier} has no upstream URL, so the Gateway has nowhere to send the request`);
  const isJune = context.diagnosis.edition === '2026.06';
  if (isJune && resource.gateway_application_id === null)
    return confirmed(`${identifier} has no application that routes it through the Gateway`);
  if (enforcement === 'enforced' && (operations ?? []).length === 0)
    return confirmed(`${identifier} enforces its operations and declares none, so every call is refused`);
  const words = `${identifier} has the upstream URL ${url}`;
  if (factsOf(context, 'error.description').includes('resource not configured'))
    return cannotTell(`${words} and a route now; the Gateway reads new routes every 30 seconds, so try again`);
  if (factsOf(context, 'error.code').includes('operation_not_permitted'))
    return cannotTell(`${words}; compare the method and path with its declared operations`);
  return ruledOut(`${words} and a route`);
}
