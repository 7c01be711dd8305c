import { applicationsOf, resourcesOf } from './caracal/lists.ts';
import type { SessionRecord } from './caracal/shapes.ts';
import type { Failed, Result } from './caracal/types.ts';
import { isRevoked, refusedCredentials } from './descriptions.ts';
import { called, cannotTell, confirmed, factsOf, finding, isAbout, row, type Said } from './say.ts';
import { inZone, namedIn } from './tie.ts';
import { askedResource } from './token-claims.ts';
import type { AllowedZone, Check, CheckContext } from './types.ts';

const id = 'revocation';
const ref = row('gateway-403/revocation');

/** Were the session, the authority record or the application of the mandate ended, when and why? */
export const revocation: Check = {
  id,
  rows: [ref],
  needs: ['zone'],
  question: 'Was the session, the authority record or the application behind the mandate revoked?',
  async run(context) {
    const described = factsOf(context, 'error.description');
    const says = described.some((value) => isRevoked(value) || refusedCredentials(value));
    if (!says || !isAbout(context, 'gateway-403')) return { findings: [] };
    return inZone(context, revocation, async ({ zone }) => [finding(id, ref, await judge(context, zone))]);
  },
};

async function judge(context: CheckContext, zone: AllowedZone): Promise<Said> {
  const list = await applicationsOf(context, zone);
  if (!list.ok) return cannotTell(list.sentence);
  const application = await whose(context, zone);
  if (application !== null) {
    const known = list.value.find((one) => one.id === application);
    if (known === undefined) return confirmed(`${called(zone)} has no application ${application} any more`);
    if (known.archived_at) return confirmed(`the application ${known.name} was archived on ${known.archived_at}`);
    if (Date.parse(known.expires_at ?? '') <= context.now())
      return confirmed(`the application ${known.name} expired on ${known.expires_at}`);
  }
  return ofSessions(context, zone, application);
}

/** The application of the mandate: as the paste names it, else in June the one that routes the resource. */
async function whose(context: CheckContext, zone: AllowedZone): Promise<string | null> {
  const [named] = namedIn(context).applications;
  if (named !== undefined) return named;
  const asked = askedResource(context);
  const list = asked === null ? null : await resourcesOf(context, zone);
  if (!list?.ok) return null;
  return list.value.find(({ identifier }) => identifier === asked)?.gateway_application_id ?? null;
}

async function ofSessions(context: CheckContext, { caracal }: AllowedZone, application: string | null): Promise<Said> {
  const { signal } = context;
  const lists: Result<SessionRecord[]>[] = await Promise.all(
    context.diagnosis.edition === '1.0'
      ? [caracal.sessions(signal), caracal.authorityRecords(signal)]
      : [caracal.agentSessions(signal), caracal.sessions(signal)],
  );
  const records = lists.flatMap((list) => (list.ok ? list.value : []));
  const own = records.filter((record) => application === null || record.application === application);
  const ended = own.find(({ status }) => status === 'revoked' || status === 'suspended');
  if (ended) {
    const when = ended.endedAt === null ? '' : ` at ${ended.endedAt}`;
    const why = ended.why === null ? '' : ` (${ended.why})`;
    const words = `the session ${ended.id} was ${ended.status}${when}${why}`;
    return application === null
      ? cannotTell(`${words}; whether it is the one of this mandate cannot be seen`)
      : confirmed(words);
  }
  const failed = lists.find((list): list is Failed => !list.ok);
  if (failed && records.length === 0) return cannotTell(failed.sentence);
  return cannotTell(
    `none of the ${own.length} newest sessions is listed as revoked; a grant or delegation that was deleted is not listed`,
  );
}
