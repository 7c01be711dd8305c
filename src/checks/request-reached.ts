import { lookUp } from './caracal/lookup.ts';
import { isUnaudited } from './descriptions.ts';
import { called, cannotTell, confirmed, factsOf, finding, row, ruledOut } from './say.ts';
import type { Check } from './types.ts';

const id = 'request-reached';
const ref = row('audit-missing/never-reached');

/** Did the request get as far as audit, or was it refused before anything is written there? */
export const requestReached: Check = {
  id,
  rows: [ref],
  needs: ['request-id'],
  question: 'Was the request refused before anything is written to audit?',
  async run(context) {
    if (context.diagnosis.section !== 'audit-missing') return { findings: [] };
    const described = factsOf(context, 'error.description').filter((value) => value !== 'request_not_found');
    const early = described.find(isUnaudited);
    const [found] = context.zones.length > 0 ? (await lookUp(context)).found : [];
    if (found) return { findings: [finding(id, ref, ruledOut(`audit of ${called(found.zone)} has the request`))] };
    if (early === undefined) return { findings: [] };
    const words = `\`${early}\` is answered before anything is written to audit`;
    const sure = described.every(isUnaudited);
    return { findings: [finding(id, ref, sure ? confirmed(words) : cannotTell(words))] };
  },
};
