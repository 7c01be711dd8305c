import { oneLine } from '../one-line.ts';
import { type Job, Later, type Working, type WorkOptions } from '../types.ts';
import type { Commits } from './commits.ts';
import type { jobRows } from './jobs.ts';
import type { Entry, Lanes } from './lanes.ts';

/** setTimeout fires at once beyond this. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Work that takes its process down with it is set aside after so many times. */
const MOST_CRASHES = 10;
const STORE_FAILED_MS = 5_000;

export interface Worker extends Working {
  /** Something was accepted. */
  wake(): void;
}

/** Runs jobs until nothing is runnable; then sleeps until `wake` or until a time comes. */
export function startWorker(
  { rows, lanes, commits }: { rows: ReturnType<typeof jobRows>; lanes: Lanes; commits: Commits },
  run: (job: Job) => Promise<void>,
  options: WorkOptions,
): Worker {
  const running = new Set<Promise<void>>();
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;

  const bury = async (entry: Entry, job: Job, error: string): Promise<void> => {
    const at = Date.now();
    await commits.write('flushed', () => rows.bury(entry.id, error, at));
    lanes.finish(entry);
    options.onDead?.({ key: job.key, kind: job.kind, lane: job.lane, attempts: job.attempt, error, at });
  };

  /** Not flushed: lost with the power, the job runs once more, which it may. */
  const settle = async (entry: Entry, job: Job, error: unknown): Promise<void> => {
    const now = Date.now();
    if (error === null) {
      await commits.write('unflushed', () => rows.done(entry.id, now));
      lanes.finish(entry);
      return;
    }
    const words = oneLine(error);
    if (error instanceof Later) {
      await commits.write('unflushed', () => rows.later(entry.id, error.at, words));
      lanes.putBack(entry, error.at);
      return;
    }
    const wait = options.backoffMs[job.attempt - 1];
    if (wait !== undefined) {
      await commits.write('unflushed', () => rows.back(entry.id, now + wait, words));
      lanes.putBack(entry, now + wait);
      return;
    }
    await bury(entry, job, words);
  };

  const runOne = async (entry: Entry): Promise<void> => {
    const { crashes, ...job } = await commits.write('unflushed', () => rows.start(entry.id));
    if (crashes >= MOST_CRASHES) {
      await bury(entry, job, `the process ended ${crashes} times while this ran`);
      return;
    }
    let failure: unknown = null;
    try {
      await run(job);
    } catch (error) {
      failure = error ?? new Error('the run failed without a reason');
    }
    await settle(entry, job, failure);
  };

  const fill = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (stopped) return;
    while (running.size < options.concurrency) {
      const entry = lanes.next(Date.now());
      if (!entry) break;
      const one: Promise<void> = runOne(entry)
        // The store itself failed, as on a full disk: the job runs again later, which it may.
        .catch(() => lanes.putBack(entry, Date.now() + STORE_FAILED_MS))
        .finally(() => {
          running.delete(one);
          fill();
        });
      running.add(one);
    }
    const at = lanes.wakeAt();
    if (at !== null && running.size < options.concurrency) {
      timer = setTimeout(fill, Math.min(Math.max(at - Date.now(), 0), LONGEST_TIMER));
    }
  };

  queueMicrotask(fill);
  return {
    wake: () => queueMicrotask(fill),
    async stop(graceMs) {
      stopped = true;
      if (timer) clearTimeout(timer);
      const drained = Promise.all(running).then(() => undefined);
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const deadline = setTimeout(resolve, graceMs);
      await Promise.race([drained, late]);
      clearTimeout(deadline);
    },
  };
}
