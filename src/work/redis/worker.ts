import { type Job as BullJob, DelayedError, type Queue, UnrecoverableError, Worker } from 'bullmq';
import { oneLine } from '../one-line.ts';
import { type DeadJob, type Job, Later, type Working, type WorkOptions } from '../types.ts';
import { connectWorker } from './connect.ts';
import { type Keys, QUEUE } from './keys.ts';
import type { Scripts } from './scripts.ts';

/** What is kept of a job in BullMQ's data; `body` goes when the work is done. */
export interface JobData {
  key: string;
  lane: string;
  kind: string;
  body?: unknown;
  acceptedAt: number;
  due?: number;
}

/** Work that takes its process down with it is set aside after so many times. */
const MOST_CRASHES = 10;

export function deadJob(job: BullJob<JobData>): DeadJob {
  const { key, kind, lane } = job.data;
  return {
    key,
    kind,
    lane,
    attempts: job.attemptsMade,
    error: job.failedReason ?? '',
    at: job.finishedOn ?? Date.now(),
  };
}

/** Runs jobs of the queue beside any number of other replicas. */
export function startWorker(
  url: string,
  prefix: string,
  parts: { queue: Queue<JobData>; keys: Keys; scripts: Scripts },
  run: (job: Job) => Promise<void>,
  options: WorkOptions,
): Working {
  const { queue, keys, scripts } = parts;
  const connection = connectWorker(url);

  const turn = (job: BullJob<JobData>): Promise<number> =>
    scripts(
      'turn',
      [keys.lane(job.data.lane), keys.open, keys.timers, keys.seq],
      [job.id!, keys.jobs, Date.now()],
    ) as Promise<number>;

  /** Opens the lane for the next job and wakes it. */
  const leave = async (job: BullJob<JobData>): Promise<void> => {
    const next = await scripts('leave', [keys.lane(job.data.lane), keys.open, keys.timers], [job.id!]);
    if (typeof next === 'string') await promote(next);
  };

  /** A job that waits for its turn is woken; one that is not asleep needs no waking. */
  const promote = async (id: string): Promise<void> => {
    const job = await queue.getJob(id);
    await job?.promote().catch(() => undefined);
  };

  const sleep = async (job: BullJob<JobData>, until: number, token: string | undefined): Promise<never> => {
    await job.moveToDelayed(until, token);
    throw new DelayedError();
  };

  /** Not its turn: sleeps until the job before it wakes it, or for a while, should that one's process have died. */
  const standInLine = async (job: BullJob<JobData>, place: number, token: string | undefined): Promise<never> => {
    await job.moveToDelayed(Date.now() + Math.min(1_000 + 200 * place, 10_000), token);
    if ((await turn(job)) === 0) await promote(job.id!);
    throw new DelayedError();
  };

  let stopping = false;

  const processor = async (job: BullJob<JobData>, token?: string): Promise<void> => {
    // Fetched in the moment of stopping: another replica, or the next start, has time for it.
    if (stopping) return sleep(job, Date.now(), token);
    const place = await turn(job);
    if (place > 0) return standInLine(job, place, token);
    const { key, lane, kind, body, acceptedAt, due } = job.data;
    const attempt = job.attemptsMade + 1;
    try {
      await run({ key, lane, kind, body, acceptedAt, attempt, ...(due === undefined ? {} : { due }) });
    } catch (error) {
      if (error instanceof Later) return sleep(job, error.at, token);
      if (attempt <= options.backoffMs.length) throw plain(new Error(oneLine(error)));
      await leave(job);
      throw plain(new UnrecoverableError(oneLine(error)));
    }
    await leave(job);
  };

  const worker = new Worker<JobData>(QUEUE, processor, {
    connection,
    prefix,
    concurrency: options.concurrency,
    lockDuration: options.leaseMs,
    stalledInterval: Math.ceil(options.leaseMs / 2),
    // Starts are not bounded: standing in line is a start as well. What kills its process is bounded here.
    maxStalledCount: MOST_CRASHES,
    settings: { backoffStrategy: (made) => options.backoffMs[made - 1] ?? 0 },
  });
  worker.on('error', () => undefined);
  worker.on('completed', (job) => {
    // Only the key is needed to know a redelivery.
    const { body: _gone, ...rest } = job.data;
    job.updateData(rest).catch(() => undefined);
  });
  worker.on('failed', (job, error) => {
    if (!job) return;
    const spent = error instanceof UnrecoverableError || /stalled more than/.test(error.message);
    if (!spent) return;
    leave(job).catch(() => undefined);
    options.onDead?.(deadJob(job));
  });

  return {
    async stop(graceMs) {
      stopping = true;
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const deadline = setTimeout(resolve, graceMs);
      await Promise.race([worker.close().catch(() => undefined), late]);
      clearTimeout(deadline);
      worker.close(true).catch(() => undefined);
      connection.disconnect();
    },
  };
}

/** BullMQ keeps stacks of failures; ours stays out of Redis. */
function plain<E extends Error>(error: E): E {
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
