import type { CheckContext } from '../types.ts';

/**
 * Whether the paste came from the stack on this engine: it was pasted on the same machine, or something in it was found in
 * a zone that the bot may see. Everything else is somebody's laptop.
 */
export async function isSameStack(context: CheckContext): Promise<boolean> {
  return context.sameMachine;
}
