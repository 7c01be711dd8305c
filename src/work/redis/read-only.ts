import { Queue } from 'bullmq';
import type { ReadOnlyStore } from '../types.ts';
import { connect, within } from './connect.ts';
import { keysUnder, PREFIX, QUEUE } from './keys.ts';
import { readStats } from './stats.ts';
import { deadJob, type JobData } from './worker.ts';

/** The store that replicas share, for `check`: writes not even the queue's own settings. Rejects with a sentence that names REDIS_URL. */
export async function openRedisReadOnly(url: string, prefix = PREFIX): Promise<ReadOnlyStore> {
  const redis = await connect(url);
  const queue = new Queue<JobData>(QUEUE, { connection: redis, prefix, skipMetasUpdate: true });
  queue.on('error', () => undefined);
  return {
    stats: () => within(url, readStats(redis, queue, keysUnder(prefix))),
    dead: async (limit) => (await within(url, queue.getFailed(0, limit - 1))).map(deadJob),
    async close() {
      await queue.close().catch(() => undefined);
      redis.disconnect();
    },
  };
}
