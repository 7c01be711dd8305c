import type { Finding } from '../diagnosis/types.ts';
import { applicationsOf, resourcesOf } from './caracal/lists.ts';
import { lookUp } from './caracal/lookup.ts';
import { cannotTell, forChecklist } from './say.ts';
import { once } from './shared.ts';
import type { AllowedZone, Answer, Check, CheckContext } from './types.ts';

/** What shows that the paste came from this zone, the surest first; `machine`: nothing but the machine it was read on. */
export interface Tie {
  zone: AllowedZone;
  by: 'request' | 'zone' | 'application' | 'resource' | 'machine';
}

export const otherStack = 'the stack I can see is another one than the one in this paste';

/**
 * The zone that the paste came from, or null where it is none that may be asked. A paste that names another zone, or an
 * application that this one does not have, is another stack's, whatever else fits.
 */
export function tieOf(context: CheckContext): Promise<Tie | null> {
  return once(context, 'tie', () => findTie(context));
}

async function findTie(context: CheckContext): Promise<Tie | null> {
  const { zones, sameMachine } = context;
  if (zones.length === 0) return null;
  const [request] = (await lookUp(context)).found;
  if (request) return { zone: request.zone, by: 'request' };
  const named = namedIn(context);
  if (named.zones.length > 0) {
    const zone = named.zones.map((id) => zones.find((allowed) => allowed.id === id)).find((found) => found);
    return zone ? { zone, by: 'zone' } : null;
  }
  if (named.applications.length > 0) {
    return onlyOne(context, 'application', async (zone) => {
      const list = await applicationsOf(context, zone);
      return list.ok && list.value.some(({ id }) => named.applications.includes(id));
    });
  }
  if (named.resources.length > 0) {
    const tie = await onlyOne(context, 'resource', async (zone) => {
      const list = await resourcesOf(context, zone);
      return list.ok && list.value.some(({ identifier }) => named.resources.includes(identifier));
    });
    if (tie) return tie;
  }
  const [zone] = zones;
  return sameMachine && zones.length === 1 && zone ? { zone, by: 'machine' } : null;
}

/** The zone where it is found; null where that is none, or more than one. */
async function onlyOne(
  { zones }: CheckContext,
  by: Tie['by'],
  has: (zone: AllowedZone) => Promise<boolean>,
): Promise<Tie | null> {
  const found = await Promise.all(zones.map(has));
  const [zone, second] = zones.filter((_, i) => found[i]);
  return zone && !second ? { zone, by } : null;
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
  const tie = await tieOf(context);
  if (tie === null) return { findings: forChecklist(check, context, cannotTell(otherStack)) };
  return { findings: await ask(tie) };
}
