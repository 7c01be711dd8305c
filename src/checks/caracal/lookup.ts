import type { RequestId } from '../../paste/types.ts';
import { once } from '../shared.ts';
import type { AllowedZone, CheckContext } from '../types.ts';
import { isId } from './id.ts';
import type { Explanation } from './shapes.ts';
import type { Failed } from './types.ts';

export interface Found {
  id: RequestId;
  zone: AllowedZone;
  explanation: Explanation;
}

export interface Missed {
  id: RequestId;
  zone: AllowedZone;
  failure: Failed;
}

export interface Lookup {
  found: Found[];
  missed: Missed[];
}

const mostIds = 3;
const mostZones = 5;

/** IDs worth asking for, those that are called request IDs first. A cut-off one is nobody's. */
export function askable({ paste }: CheckContext): RequestId[] {
  const whole = paste.requestIds.filter((id) => !id.truncated && isId(id.value));
  return [...whole.filter((id) => id.named), ...whole.filter((id) => !id.named)].slice(0, mostIds);
}

/** Asks every zone that may be asked for the request IDs of the paste; once a run. */
export function lookUp(context: CheckContext): Promise<Lookup> {
  return once(context, 'look up', async () => {
    const pairs = askable(context).flatMap((id) => context.zones.slice(0, mostZones).map((zone) => ({ id, zone })));
    const lookup: Lookup = { found: [], missed: [] };
    const answers = await Promise.all(pairs.map(({ id, zone }) => zone.caracal.explain(id.value, context.signal)));
    answers.forEach((answer, i) => {
      const pair = pairs[i]!;
      if (answer.ok) lookup.found.push({ ...pair, explanation: answer.value });
      else lookup.missed.push({ ...pair, failure: answer });
    });
    return lookup;
  });
}
