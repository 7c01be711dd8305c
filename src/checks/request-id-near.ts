import type { RequestId } from '../paste/types.ts';
import { lookUp } from './caracal/lookup.ts';
import { isAuditMissing, type Recent, recentOf, subject } from './missing.ts';
import { distance } from './nearest.ts';
import { called, cannotTell, confirmed, finding, row, ruledOut, type Said } from './say.ts';
import { namedIn } from './tie.ts';
import type { Check } from './types.ts';

const id = 'request-id-near';
const ref = row('audit-missing/wrong-request-id');
const mostDifferent = 2;

/** Has audit a request whose ID begins like a cut-off one, or differs in a character or two? */
export const requestIdNear: Check = {
  id,
  rows: [ref],
  needs: ['request-id', 'zone'],
  question: 'Has audit a request with almost this ID?',
  async run(context) {
    const asked = subject(context);
    if (!isAuditMissing(context) || asked === null) return { findings: [] };
    if ((await lookUp(context)).found.length > 0) return { findings: [] };
    const named = namedIn(context).zones;
    const zones = context.zones.filter((zone) => named.length === 0 || named.includes(zone.id));
    for (const zone of zones) {
      const recent = await recentOf(context, zone);
      if (!recent.ok) return { findings: [finding(id, ref, cannotTell(recent.sentence))] };
      const said = judge(asked, recent.value, called(zone));
      if (said !== null) return { findings: [finding(id, ref, said)] };
    }
    return { findings: [] };
  },
};

function judge(asked: RequestId, { events, complete }: Recent, zone: string): Said | null {
  const known = [...new Set(events.flatMap((event) => event.request_id || []))];
  // It has arrived since it was asked for: another check says so.
  if (known.includes(asked.value)) return null;
  if (asked.truncated) {
    const whole = known.filter((one) => one.startsWith(asked.value));
    if (whole.length === 0) return null;
    const words = `the whole ID is ${whole.slice(0, 3).join(' or ')}, in audit of ${zone}`;
    return whole.length === 1 ? confirmed(words) : cannotTell(words);
  }
  const near = known.find((one) => distance(one, asked.value, mostDifferent) <= mostDifferent);
  if (near !== undefined) return confirmed(`audit of ${zone} has ${near}, which is almost ${asked.value}`);
  return complete ? ruledOut(`none of the ${known.length} requests in audit of ${zone} has an ID like this`) : null;
}
