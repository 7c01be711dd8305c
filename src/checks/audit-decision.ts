import type { Finding } from '../diagnosis/types.ts';
import { type Decision, decisionsOf, different, type Match, matching, near } from './caracal/decisions.ts';
import { lookUp } from './caracal/lookup.ts';
import { diagnosticOf } from './caracal/refine.ts';
import { isDenial } from './denial.ts';
import { pasteTime } from './paste-time.ts';
import { called, cannotTell, confirmed, finding, inWords, row } from './say.ts';
import { type Tie, tieOf } from './tie.ts';
import type { Answer, Check, CheckContext } from './types.ts';

const id = 'audit-decision';
const auditRow = row('sts-403/audit-request-id');
const offered = 3;
/** How far back a denial is still an offer when nothing but the time fits. */
const offerMs = 15 * 60_000;

/** In June an STS answer carries no request ID: the zone's audit list is searched for the decision. */
export const auditDecision: Check = {
  id,
  rows: [auditRow],
  needs: ['zone'],
  question: 'Which decision in the audit list of the zone belongs to an STS denial without a request ID?',
  async run(context) {
    if (!isDenial(context)) return { findings: [] };
    if ((await lookUp(context)).found.length > 0) return { findings: [] };
    const tie = await tieOf(context);
    if (tie === null) return { findings: [] };
    return search(context, tie);
  },
};

async function search(context: CheckContext, tie: Tie): Promise<Answer> {
  const { zone } = tie;
  const { caracal } = zone;
  const say = (detail: string): Answer => ({ findings: [finding(id, auditRow, cannotTell(detail))] });
  const page = await caracal.audit(context.signal, { decision: 'deny' });
  if (!page.ok) return say(page.sentence);
  const time = pasteTime(context.paste);
  let decisions = decisionsOf(page.value.items);
  let matches = near(matching(decisions, context.paste), time);
  if (matches.length === 0 && page.value.next !== null) {
    const more = await caracal.audit(context.signal, { decision: 'deny', cursor: page.value.next });
    if (more.ok) decisions = decisionsOf([...page.value.items, ...more.value.items]);
    matches = near(matching(decisions, context.paste), time);
  }
  const [best] = matches;
  if (best === undefined) return say(offerByTime(context, decisions, time, called(zone)));
  const kinds = different(matches);
  if (kinds.length > 1) {
    const some = kinds.slice(0, offered).map(({ decision }) => inOneLine(decision));
    return say(
      `audit has denials like this one that say different things: ${inWords(some)}; send the request ID that is yours`,
    );
  }
  return use(context, tie, best, matches.length);
}

/** The one that was found, explained. */
async function use(context: CheckContext, { zone }: Tie, match: Match, of: number): Promise<Answer> {
  const { decision, by } = match;
  const explanation = await zone.caracal.explain(decision.requestId, context.signal);
  if (!explanation.ok) return { findings: [finding(id, auditRow, cannotTell(explanation.sentence))] };
  const read = await diagnosticOf(context, zone, explanation.value);
  const which = of === 1 ? 'the denial' : `the nearest of ${of} denials that all say the same`;
  const how = `This is ${which} in audit with the same ${inWords(by)}: request ${decision.requestId}, ${clock(decision.at)}.`;
  const diagnostic = { ...read, summary: `${read.summary} ${how}` };
  const points = diagnostic.points ?? auditRow;
  const findings: Finding[] = [finding(id, points, confirmed(diagnostic.summary))];
  return { findings, diagnostic };
}

/** Time alone proves nothing: it is offered. */
function offerByTime(context: CheckContext, decisions: readonly Decision[], time: number | null, zone: string): string {
  const around = time ?? context.now();
  const close = decisions
    .filter(({ at }) => Math.abs(around - at) <= offerMs)
    .sort((a, b) => Math.abs(around - a.at) - Math.abs(around - b.at));
  if (close.length === 0) return `audit of ${zone} has no denial that fits this paste`;
  const some = close.slice(0, offered).map(inOneLine);
  return `only by the time, this may be ${some.join(' or ')}; send the request ID if one of them is yours`;
}

function inOneLine({ requestId, status, at, resource }: Decision): string {
  return `\`${requestId}\` (${status}${resource === null ? '' : `, ${resource}`}, ${clock(at)})`;
}

function clock(at: number): string {
  return Number.isNaN(at) ? 'no time' : `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
