import { applicationsOf, resourcesOf } from './caracal/lists.ts';
import { didYouMean } from './nearest.ts';
import { loadProfile } from './profile/loader.ts';
import { called, cannotTell, confirmed, finding, isAbout, row, ruledOut, type Said } from './say.ts';
import { inZone } from './tie.ts';
import type { AllowedZone, Check, CheckContext } from './types.ts';

const id = 'profile-zone';
const ref = row('profile/profile-path-wrong');

/** Has the zone of the pasted profile the application and the resources that the profile names? */
export const profileZone: Check = {
  id,
  rows: [ref],
  needs: ['profile', 'zone'],
  question: 'Has the zone the application and the resources that the pasted profile names?',
  async run(context) {
    const pasted = context.paste.evidence.findLast((evidence) => evidence.kind === 'profile');
    if (pasted?.kind !== 'profile' || context.diagnosis.edition !== '2026.06') return { findings: [] };
    const isMeant =
      context.diagnosis.kind === 'profile' || isAbout(context, 'profile', 'sts-403', 'console-file-writes');
    if (!isMeant) return { findings: [] };
    return inZone(context, profileZone, async ({ zone }) => {
      return [finding(id, ref, await compare(context, zone, loadProfile(pasted.toml, '2026.06').values))];
    });
  },
};

async function compare(context: CheckContext, zone: AllowedZone, values: Record<string, unknown>): Promise<Said> {
  const [applications, resources] = await Promise.all([applicationsOf(context, zone), resourcesOf(context, zone)]);
  if (!applications.ok) return cannotTell(applications.sentence);
  if (!resources.ok) return cannotTell(resources.sentence);
  const { zone_id: zoneId, application_id: application } = values;
  if (typeof zoneId === 'string' && zoneId !== zone.id)
    return cannotTell(`the profile is for zone ${zoneId}, and the rest of the paste is about ${called(zone)}`);
  if (typeof application === 'string' && !applications.value.some((known) => known.id === application))
    return confirmed(`the profile names application ${application}, which ${called(zone)} does not have`);
  const known = resources.value.map(({ identifier }) => identifier);
  const missing = resourcesIn(values).find((resource) => !known.includes(resource));
  if (missing !== undefined)
    return confirmed(`the profile names ${missing}, which ${called(zone)} does not have${didYouMean(missing, known)}`);
  return ruledOut(`${called(zone)} has the application and the resources of the profile`);
}

function resourcesIn(values: Record<string, unknown>): string[] {
  const entries = [values.credentials, values.optional_credentials].flat();
  return entries.flatMap((entry) => {
    const resource = (entry as { resource?: unknown } | undefined)?.resource;
    return typeof resource === 'string' ? [resource] : [];
  });
}
