import { decode } from './decode.ts';
import { redact } from './redact.ts';
import type { Prepared } from './types.ts';

/**
 * The first thing that happens to any pasted text: decoded, then every secret replaced. Only what this returns may be
 * kept, logged or shown.
 * @param text as pasted, any length
 */
export function prepare(text: string): Prepared {
  return redact(decode(text));
}
