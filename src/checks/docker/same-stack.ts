import { namedIn, tieOf } from '../tie.ts';
import type { CheckContext } from '../types.ts';

/**
 * Whether the paste came from the stack on this engine: something in it was found in a zone that may be asked, or it was
 * read on the same machine and names no other zone. Everything else is somebody's laptop.
 */
export async function isSameStack(context: CheckContext): Promise<boolean> {
  const { sameMachine, zones } = context;
  const named = namedIn(context).zones;
  const other = zones.length > 0 && named.length > 0 && !zones.some((zone) => named.includes(zone.id));
  if (other) return false;
  return sameMachine || (await tieOf(context)) !== null;
}
