import type { CheckContext } from './types.ts';

const asked = new WeakMap<CheckContext, Map<string, Promise<unknown>>>();

/** Asks once a run, however many checks want to know: the first one asks, the others share its answer. */
export function once<T>(context: CheckContext, key: string, ask: () => Promise<T>): Promise<T> {
  const answers = asked.get(context) ?? new Map<string, Promise<unknown>>();
  asked.set(context, answers);
  const known = answers.get(key) as Promise<T> | undefined;
  if (known !== undefined) return known;
  const answer = ask();
  answers.set(key, answer);
  return answer;
}
