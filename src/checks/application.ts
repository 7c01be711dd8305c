import type { RowRef } from '../knowledge/schema.ts';
import { applicationsOf } from './caracal/lists.ts';
import type { Application } from './caracal/shapes.ts';
import { policyDenied, refusedCredentials } from './descriptions.ts';
import { called, cannotTell, confirmed, factsOf, finding, isAbout, row, ruledOut, type Said } from './say.ts';
import { inZone, namedIn } from './tie.ts';
import type { Check, CheckContext } from './types.ts';

const id = 'application';
const june = row('sts-403/app-secret');
const rejected = row('identity/authentication-rejected');

/** Does the zone have the application, is it neither archived nor expired, and so is its secret what is left? */
export const application: Check = {
  id,
  rows: [june, rejected],
  needs: ['zone'],
  question: 'Does the zone know the application, and is it neither archived nor expired?',
  async run(context) {
    const ref: RowRef = context.diagnosis.edition === '1.0' ? rejected : june;
    const described = factsOf(context, 'error.description');
    const named = namedIn(context).applications;
    const isDenied = described.some(policyDenied);
    if (!isAbout(context, ref.section) || (named.length === 0 && !isDenied)) return { findings: [] };
    return inZone(context, { id, rows: [ref] }, async ({ zone, by }) => {
      if (isDenied) {
        if (ref !== june) return [];
        return [
          finding(id, ref, ruledOut('STS knew the application and its secret: a policy is asked only after that')),
        ];
      }
      const list = await applicationsOf(context, zone);
      if (!list.ok) return [finding(id, ref, cannotTell(list.sentence))];
      const found = list.value.find((known) => named.includes(known.id));
      if (found === undefined) {
        const words = `${called(zone)} has no application ${named[0]}`;
        return [finding(id, ref, by === 'zone' || by === 'request' ? confirmed(words) : cannotTell(words))];
      }
      return [finding(id, ref, judge(context, found, described.some(refusedCredentials)))];
    });
  },
};

function judge(context: CheckContext, known: Application, refused: boolean): Said {
  const name = `the application ${known.name ?? known.id}`;
  if (known.archived_at) return confirmed(`${name} was archived on ${known.archived_at}`);
  const expires = Date.parse(known.expires_at ?? '');
  if (expires <= context.now()) return confirmed(`${name} expired on ${known.expires_at}`);
  if (refused)
    return confirmed(`${name} exists and is neither archived nor expired, so its secret is what does not fit`);
  return cannotTell(`${name} exists and is neither archived nor expired; its secret cannot be compared`);
}
