import type { Finding } from '../diagnosis/types.ts';
import { applicationsOf, resourcesOf } from './caracal/lists.ts';
import { lookUp } from './caracal/lookup.ts';
import type { Application, Resource } from './caracal/shapes.ts';
import type { Failed, Result } from './caracal/types.ts';
import { isDenial } from './denial.ts';
import { isUnaudited } from './descriptions.ts';
import { nearest } from './nearest.ts';
import { cannotTell, factsOf, forChecklist, isAbout } from './say.ts';
import { once } from './shared.ts';
import type { AllowedZone, Answer, Check, CheckContext } from './types.ts';

/** What shows that the paste came from this zone, the surest first; `machine`: nothing but the machine it was read on. */
export interface Tie {
  zone: AllowedZone;
  by: 'request' | 'zone' | 'application' | 'resource' | 'machine';
}

/** No zone that may be asked is known to be the paste's, and why. */
interface Untied {
  zone: null;
  why: string;
  /** The zone of this machine, where only the request speaks against it: when it is down, audit may just not have got that. */
  maybe?: AllowedZone;
}

export const otherStack = 'the stack I can see is another one than the one in this paste';
export const unknownStack = 'nothing shows that this paste is of a stack that I can see';
export const strangeRequest =
  'no audit that I can ask here has this request, so it may be of another stack than the one I can see';
export const strangeResource = (resource: string) =>
  `there is no ${resource} here and nothing named like it, so this may be of another stack than the one I can see`;

/**
 * The zone that the paste came from, or null where it is none that may be asked. A paste that names another zone, or an
 * application, a resource or a request that this one does not have, is another stack's, whatever else fits.
 */
export async function tieOf(context: CheckContext): Promise<Tie | null> {
  const found = await tied(context);
  return found.zone === null ? null : found;
}

/** The same, with the reason where there is none. */
export function tied(context: CheckContext): Promise<Tie | Untied> {
  return once(context, 'tie', () => findTie(context));
}

async function findTie(context: CheckContext): Promise<Tie | Untied> {
  const { zones, sameMachine } = context;
  const other: Untied = { zone: null, why: otherStack };
  if (zones.length === 0) return other;
  const [request] = (await lookUp(context)).found;
  if (request) return { zone: request.zone, by: 'request' };
  const named = namedIn(context);
  if (named.zones.length > 0) {
    const zone = named.zones.map((id) => zones.find((allowed) => allowed.id === id)).find((found) => found);
    return zone ? { zone, by: 'zone' } : other;
  }
  if (named.applications.length > 0) {
    const fits = ({ id }: Application) => named.applications.includes(id);
    return onlyOne(context, 'application', applicationsOf, fits);
  }
  const here = sameMachine && zones.length === 1 ? zones[0] : undefined;
  const isStrange = await isStrangeRequest(context);
  const strange: Untied = { zone: null, why: strangeRequest, ...(here && { maybe: here }) };
  // Many a stack has a resource of this name, and only one decided this request.
  if (isStrange && isDenial(context)) return strange;
  if (named.resources.length > 0) {
    const fits = ({ identifier }: Resource) => named.resources.includes(identifier);
    const tie = await onlyOne(context, 'resource', resourcesOf, fits);
    if (tie.zone || !here) return tie;
  }
  if (!here) return { zone: null, why: isStrange ? strangeRequest : unknownStack };
  if (isStrange) return strange;
  const resource = await strangeResourceIn(context, here, named.resources);
  return resource === null ? { zone: here, by: 'machine' } : { zone: null, why: strangeResource(resource) };
}

/** Every audit that may be asked says that it does not have a request that would be in it. */
async function isStrangeRequest(context: CheckContext): Promise<boolean> {
  const { section, kind } = context.diagnosis;
  if (section === 'audit-missing' || !isAbout(context, 'sts-403', 'gateway-403', 'upstream')) return false;
  if (factsOf(context, 'error.description').some(isUnaudited)) return false;
  const { missed } = await lookUp(context);
  const own = missed.filter(
    ({ id }) => (id.named || kind === 'request-id') && id.shape !== 'coordinator' && id.shape !== 'trace',
  );
  return own.length > 0 && own.every(({ failure }) => failure.kind === 'not-found');
}

/** A resource that is neither in the zone nor a slip of the pen for one that is. */
async function strangeResourceIn(
  context: CheckContext,
  zone: AllowedZone,
  named: readonly string[],
): Promise<string | null> {
  if (named.length === 0) return null;
  const list = await resourcesOf(context, zone);
  if (!list.ok) return null;
  const known = list.value.map(({ identifier }) => identifier);
  return named.every((resource) => nearest(resource, known) === null) ? (named[0] ?? null) : null;
}

/** The zone where it is found; none where that is none, or more than one. A zone that could not be asked may have it. */
async function onlyOne<T>(
  context: CheckContext,
  by: Tie['by'],
  listOf: (context: CheckContext, zone: AllowedZone) => Promise<Result<T[]>>,
  fits: (one: T) => boolean,
): Promise<Tie | Untied> {
  const { zones } = context;
  const lists = await Promise.all(zones.map((zone) => listOf(context, zone)));
  const [zone, second] = zones.filter((_, i) => lists[i]?.ok && lists[i].value.some(fits));
  if (zone && !second) return { zone, by };
  const failed = zone ? undefined : lists.find((list): list is Failed => !list.ok);
  return { zone: null, why: failed?.sentence ?? otherStack };
}

/** What the paste names, in its text and in the payloads of its tokens. */
export function namedIn({ paste }: CheckContext): { zones: string[]; applications: string[]; resources: string[] } {
  const { mentions, tokens } = paste;
  const unique = (values: (string | null)[]) => [...new Set(values.filter((value) => value !== null && value !== ''))];
  return {
    zones: unique([...mentions.zones, ...tokens.map((token) => token.zone)]) as string[],
    applications: unique([...mentions.applications, ...tokens.map((token) => token.application)]) as string[],
    resources: unique([...mentions.resources, ...tokens.flatMap((token) => token.resources)]) as string[],
  };
}

/** Asks only where the paste came from a zone that may be asked; elsewhere every row stays open, and says why. */
export async function inZone(
  context: CheckContext,
  check: Pick<Check, 'id' | 'rows'>,
  ask: (tie: Tie) => Promise<Finding[]>,
): Promise<Answer> {
  const tie = await tied(context);
  if (tie.zone === null) return { findings: forChecklist(check, context, cannotTell(tie.why)) };
  return { findings: await ask(tie) };
}
