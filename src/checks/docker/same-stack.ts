import type { CheckContext } from '../types.ts';

/**
 * Whether the paste came from the stack on this engine: it was pasted on the same machine, or it names a zone that the bot
 * may see for this person. Everything else is somebody's laptop.
 */
export async function isSameStack({ sameMachine, paste, zones }: CheckContext): Promise<boolean> {
  if (sameMachine) return true;
  const named = [...paste.mentions.zones, ...paste.tokens.map((token) => token.zone)];
  return zones.some((zone) => named.some((id) => id?.toLowerCase() === zone.id.toLowerCase()));
}
