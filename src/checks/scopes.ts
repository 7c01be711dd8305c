import { resourcesOf } from './caracal/lists.ts';
import { lookUp } from './caracal/lookup.ts';
import { isDenial } from './denial.ts';
import { didYouMean } from './nearest.ts';
import { cannotTell, confirmed, finding, inWords, row } from './say.ts';
import { inZone, namedIn } from './tie.ts';
import type { Check } from './types.ts';

const id = 'scopes';
const ref = row('sts-403/scopes');

/** Does the resource define every scope that was asked for? Whether a policy allows them only audit says. */
export const scopes: Check = {
  id,
  rows: [ref],
  needs: ['zone'],
  question: 'Does the resource define every scope that was asked for?',
  async run(context) {
    const asked = context.paste.mentions.scopes;
    const named = namedIn(context).resources;
    if (!isDenial(context) || asked.length === 0 || named.length === 0) return { findings: [] };
    return inZone(context, scopes, async ({ zone }) => {
      const list = await resourcesOf(context, zone);
      if (!list.ok) return [finding(id, ref, cannotTell(list.sentence))];
      const resource = list.value.find(({ identifier }) => named.includes(identifier));
      if (resource === undefined) return [];
      const defined = resource.scopes ?? [];
      // 1.0 adds agent:lifecycle by itself to what the Gateway routes.
      const implicit = context.diagnosis.edition === '1.0' ? ['agent:lifecycle'] : [];
      const missing = asked.filter((scope) => ![...defined, ...implicit].includes(scope));
      if (missing.length > 0) {
        const has = defined.length === 0 ? 'no scope' : inWords(defined);
        const hint = didYouMean(missing[0]!, defined);
        const words = `${resource.identifier} does not define ${inWords(missing)}; it defines ${has}${hint}`;
        return [finding(id, ref, confirmed(words))];
      }
      if ((await lookUp(context)).found.length > 0) return [];
      const words = `${resource.identifier} defines ${inWords(asked)}; whether the policy allows them only audit says`;
      return [finding(id, ref, cannotTell(words))];
    });
  },
};
