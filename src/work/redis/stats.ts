import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { StoreStats } from '../types.ts';
import type { Keys } from './keys.ts';

/** Figures of the inbox; reads and nothing else. */
export async function readStats(redis: Redis, queue: Queue, keys: Keys): Promise<StoreStats> {
  const [open, scheduled, oldest, counts] = await Promise.all([
    redis.zcard(keys.open),
    redis.zcard(keys.timers),
    redis.zrange(keys.open, '0', '0', 'WITHSCORES'),
    queue.getJobCounts('active', 'failed'),
  ]);
  const running = Math.min(counts.active ?? 0, open);
  const pending = open - running;
  const oldestMs = pending === 0 ? 0 : Math.max(0, Date.now() - Number(oldest[1] ?? Date.now()));
  return { pending, running, scheduled, dead: counts.failed ?? 0, oldestMs };
}
