import { resourcesOf } from './caracal/lists.ts';
import { isDenial } from './denial.ts';
import { didYouMean } from './nearest.ts';
import { called, cannotTell, confirmed, finding, inWords, row, ruledOut } from './say.ts';
import { inZone, namedIn } from './tie.ts';
import type { Check } from './types.ts';

const id = 'resource-id';
const ref = row('sts-403/resource-id');

/** Does the zone have the resource that was asked for, spelled like this? */
export const resourceId: Check = {
  id,
  rows: [ref],
  needs: ['zone'],
  question: 'Does the zone have the resource that was asked for, spelled like this?',
  async run(context) {
    const asked = namedIn(context).resources;
    if (!isDenial(context) || asked.length === 0) return { findings: [] };
    return inZone(context, resourceId, async ({ zone }) => {
      const list = await resourcesOf(context, zone);
      if (!list.ok) return [finding(id, ref, cannotTell(list.sentence))];
      const known = list.value.map(({ identifier }) => identifier);
      const missing = asked.find((identifier) => !known.includes(identifier));
      if (missing !== undefined) {
        const words = `${called(zone)} has no resource ${missing}${didYouMean(missing, known)}`;
        return [finding(id, ref, confirmed(words))];
      }
      const archived = list.value.find((resource) => asked.includes(resource.identifier) && resource.archived_at);
      if (archived)
        return [finding(id, ref, confirmed(`${archived.identifier} was archived on ${archived.archived_at}`))];
      return [finding(id, ref, ruledOut(`${called(zone)} has ${inWords(asked)}`))];
    });
  },
};
