import type { Redis } from 'ioredis';
import type { Keys } from './keys.ts';
import type { Scripts } from './scripts.ts';

const KEEP_MS = 7 * 24 * 60 * 60 * 1000;
/** Two people in the same moment need two rounds; this many means that something else is wrong. */
const MOST_ROUNDS = 200;

/** In time, or an error that names the setting. */
export type Answer = <T>(promise: Promise<T>) => Promise<T>;

/** Durable values by key, changed by compare-and-set on a revision. */
export function recordsIn(redis: Redis, keys: Keys, scripts: Scripts, answer: Answer) {
  const read = async <T>(key: string): Promise<{ value: T | null; revision: string }> => {
    const [value, revision] = await answer(redis.hmget(keys.record(key), 'value', 'revision'));
    return { value: value == null ? null : (JSON.parse(value) as T), revision: revision ?? '0' };
  };

  return {
    get: async <T>(key: string): Promise<T | null> => (await read<T>(key)).value,
    async update<T>(key: string, change: (current: T | null) => T | null): Promise<T | null> {
      for (let round = 1; round <= MOST_ROUNDS; round += 1) {
        const { value, revision } = await read<T>(key);
        const next = change(value);
        if (next === value) return value;
        const text = next === null ? '' : JSON.stringify(next);
        const keepMs = key.startsWith('keep|') ? 0 : KEEP_MS;
        const swapped = await answer(
          scripts('swap', [keys.record(key)], [revision, text, keepMs, following(revision)]),
        );
        if (swapped === 1) return next;
        await jitter(round);
      }
      throw new Error(`REDIS_URL: ${MOST_ROUNDS} attempts to change one record met another change each time`);
    },
  };
}

/** A revision that was never used: a record that is dropped and made again must not match an old reader. */
const following = (revision: string): string =>
  `${Number(revision.split('-')[0]) + 1}-${Math.random().toString(36).slice(2, 8)}`;

function jitter(round: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(4 * round, 50)));
}
