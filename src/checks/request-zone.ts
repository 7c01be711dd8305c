import { lookUp } from './caracal/lookup.ts';
import { called, cannotTell, confirmed, finding, inWords, row, ruledOut } from './say.ts';
import { namedIn } from './tie.ts';
import type { Answer, Check, CheckContext } from './types.ts';

const id = 'request-zone';
const ref = row('audit-missing/wrong-zone');

/** Is the request in audit of another zone that may be seen here, and does the zone that was asked exist? */
export const requestZone: Check = {
  id,
  rows: [ref],
  needs: ['request-id', 'zone'],
  question: 'Is the request in audit of another zone?',
  async run(context) {
    if (context.diagnosis.section !== 'audit-missing') return { findings: [] };
    const { found, missed } = await lookUp(context);
    const named = namedIn(context).zones;
    const [first] = found;
    if (first) {
      const words = `the request is in audit of ${called(first.zone)} (${first.zone.id})`;
      if (named.length === 0) return say(cannotTell(words));
      if (named.includes(first.zone.id)) return say(ruledOut(words));
      return say(confirmed(`${words}, and zone ${inWords(named)} was asked`));
    }
    const absent = await absentZone(context, named);
    if (absent !== null) return say(confirmed(`there is no zone ${absent}`));
    const asked = [
      ...new Set(missed.filter(({ failure }) => failure.kind === 'not-found').map(({ zone }) => zone.name)),
    ];
    if (asked.length < 2) return { findings: [] };
    return say(cannotTell(`none of the zones ${inWords(asked)} has the request; others I may not ask here`));
  },
};

function say(said: Parameters<typeof finding>[2]): Answer {
  return { findings: [finding(id, ref, said)] };
}

/** A zone of the paste that may be asked for here and that the API does not have. */
async function absentZone(context: CheckContext, named: readonly string[]): Promise<string | null> {
  const zone = context.zones.find(({ id: allowed }) => named.includes(allowed));
  if (zone === undefined) return null;
  const answer = await zone.caracal.zone(context.signal);
  return !answer.ok && answer.code === 'zone_not_found' ? zone.id : null;
}
