import type { Finding } from '../diagnosis/types.ts';
import { readFailure } from './caracal/explanation.ts';
import { lookUp, type Missed } from './caracal/lookup.ts';
import { diagnosticOf } from './caracal/refine.ts';
import { isUnaudited } from './descriptions.ts';
import { cannotTell, confirmed, factsOf, finding, inWords, isAbout, row } from './say.ts';
import { namedIn } from './tie.ts';
import type { Check, CheckContext } from './types.ts';

const id = 'audit-explanation';
const auditRow = row('sts-403/audit-request-id');

/** What does audit say of the request? */
export const auditExplanation: Check = {
  id,
  rows: [auditRow],
  needs: ['request-id', 'zone'],
  question: 'What does audit say of the request, and which row does that point to?',
  async run(context) {
    const { found, missed } = await lookUp(context);
    const [first] = found;
    if (first) {
      const diagnostic = await diagnosticOf(context, first.zone, first.explanation);
      const findings: Finding[] = [];
      if (diagnostic.points) findings.push(finding(id, diagnostic.points, confirmed(diagnostic.summary)));
      else if (diagnostic.decision === 'deny' && isAbout(context, 'sts-403'))
        findings.push(finding(id, auditRow, confirmed(diagnostic.summary)));
      return { findings, diagnostic };
    }
    // A zone that answered says more than one that could not be asked.
    const miss = missed.find(({ failure }) => failure.kind === 'not-found') ?? missed[0];
    if (!miss) return { findings: [] };
    const findings = missed
      .filter(({ failure }) => failure.kind !== 'not-found')
      .slice(0, 1)
      .map(({ failure }) => finding(id, auditRow, cannotTell(failure.sentence)));
    const read = readFailure(miss.failure, miss.id.value, miss.zone);
    return { findings, diagnostic: { ...read, advice: whyMissing(context, miss) ?? read.advice } };
  },
};

/** What the paste itself says of why audit has nothing: refused too early, or of a zone that may not be asked here. */
function whyMissing(context: CheckContext, { failure }: Missed): string | null {
  if (failure.kind !== 'not-found') return null;
  const early = factsOf(context, 'error.description').find(isUnaudited);
  if (early !== undefined) return `That is as expected: \`${early}\` is answered before anything is written to audit.`;
  const named = namedIn(context).zones;
  if (named.length === 0 || context.zones.some((zone) => named.includes(zone.id))) return null;
  return `The paste is of zone ${inWords(named)}, which I may not ask here.`;
}
