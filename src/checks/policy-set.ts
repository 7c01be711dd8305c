import { policyInWords, policyStateOf } from './caracal/lists.ts';
import { isDenial } from './denial.ts';
import { cannotTell, confirmed, factsOf, finding, row, ruledOut, type Said } from './say.ts';
import { inZone } from './tie.ts';
import type { Check } from './types.ts';

const id = 'policy-set';
const ref = row('sts-403/active-policy-set');

/** Has the zone an active policy set, and has STS loaded it? */
export const policySet: Check = {
  id,
  rows: [ref],
  needs: ['zone'],
  question: 'Has the zone an active policy set, and has STS loaded it?',
  async run(context) {
    if (!isDenial(context)) return { findings: [] };
    return inZone(context, policySet, async ({ zone }) => {
      const state = await policyStateOf(context, zone);
      const words = policyInWords(state, zone);
      const was = factsOf(context, 'error.reason').includes('no_active_policy_set');
      const said: Record<typeof state.kind, () => Said> = {
        none: () => confirmed(words),
        waiting: () => confirmed(words),
        loaded: () =>
          was ? cannotTell(`${words} now; there was none when this was denied, so try again`) : ruledOut(words),
        unknown: () => cannotTell(words),
        failed: () => cannotTell(words),
      };
      return [finding(id, ref, said[state.kind]())];
    });
  },
};
