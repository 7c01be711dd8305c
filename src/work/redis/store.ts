import { Queue } from 'bullmq';
import type { NewJob, Store, StoreStats, Working } from '../types.ts';
import { connect, within } from './connect.ts';
import { jobId, keysUnder, PREFIX, QUEUE } from './keys.ts';
import { type Answer, recordsIn } from './records.ts';
import { scriptsOn } from './scripts.ts';
import { readStats } from './stats.ts';
import { deadJob, type JobData, startWorker } from './worker.ts';

const WEEK_S = 7 * 24 * 60 * 60;
/** An entry without a job is older than this before it is swept away. */
const ORPHAN_MS = 60_000;

/** Any number of replicas may open the same Redis. Rejects with a sentence that names REDIS_URL. */
export async function openRedis(options: { url: string; prefix?: string }): Promise<Store> {
  const { url, prefix = PREFIX } = options;
  const redis = await connect(url);
  const keys = keysUnder(prefix);
  const scripts = scriptsOn(redis);
  const answer: Answer = (promise) => within(url, promise);
  const records = recordsIn(redis, keys, scripts, answer);
  const queue = new Queue<JobData>(QUEUE, {
    connection: redis,
    prefix,
    defaultJobOptions: {
      // A job's id is taken as long as the job is kept: this is the window in which a redelivery is known.
      removeOnComplete: { age: WEEK_S },
      removeOnFail: { age: WEEK_S },
      // The worker counts attempts itself, since only it knows how many there are.
      attempts: 1_000_000,
      backoff: { type: 'custom' },
    },
  });
  queue.on('error', () => undefined);
  const workers = new Set<Working>();

  const accept = async (job: NewJob): Promise<'new' | 'seen'> => {
    const id = jobId(job.key);
    const now = Date.now();
    const timer = job.due !== undefined && job.due > now;
    const placed = await scripts(
      'place',
      [keys.job(id), keys.lane(job.lane), keys.open, keys.timers, keys.seq],
      [id, timer ? job.due! : '', now],
    );
    if (placed === 'seen') return 'seen';
    // `known` is placed but perhaps not stored, where a first attempt failed half-way: storing it again is harmless.
    const data: JobData = { ...job, body: job.body ?? null, acceptedAt: now };
    await queue.add(job.kind, data, { jobId: id, ...(timer ? { delay: job.due! - now } : {}) });
    return placed === 'new' ? 'new' : 'seen';
  };

  const stats = async (): Promise<StoreStats> => {
    await scripts('sweep', [keys.open, keys.timers], [Date.now() - ORPHAN_MS, keys.jobs]);
    return readStats(redis, queue, keys);
  };

  return {
    accept: (job) => answer(accept(job)),
    work(run, workOptions) {
      const working = startWorker(url, prefix, { queue, keys, scripts }, run, workOptions);
      workers.add(working);
      return {
        async stop(graceMs) {
          workers.delete(working);
          await working.stop(graceMs);
        },
      };
    },
    get: (key) => records.get(key),
    update: (key, change) => records.update(key, change),
    slot: async (channel, everyMs) => Number(await answer(scripts('slot', [keys.slot(channel)], [everyMs]))),
    async hold(channel, until) {
      await answer(scripts('hold', [keys.slot(channel)], [Math.max(0, until - Date.now())]));
    },
    claim: async (name, owner, ms) => (await answer(scripts('claim', [keys.claim(name)], [owner, ms]))) === 1,
    async release(name, owner) {
      await answer(scripts('release', [keys.claim(name)], [owner]));
    },
    stats: () => answer(stats()),
    dead: async (limit) => (await answer(queue.getFailed(0, limit - 1))).map(deadJob),
    async ping() {
      await answer(redis.ping());
    },
    async close() {
      for (const working of workers) await working.stop(0);
      await queue.close().catch(() => undefined);
      redis.disconnect();
    },
  };
}
