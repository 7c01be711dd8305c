import type { Log } from '../ops/log.ts';
import { oneLine } from '../work/one-line.ts';

export interface Background {
  /** Work that nobody waits for now. What it throws is logged: everything durable has a job of its own. */
  run(what: string, work: Promise<unknown>): void;
  /** Waits for what still runs, at most `ms`. */
  settle(ms: number): Promise<void>;
}

/** Late checks and cleared statuses go on after their job is done, and the end of the process waits for them. */
export function createBackground(log: Log): Background {
  const running = new Set<Promise<unknown>>();
  return {
    run(what, work) {
      const watched = work
        .catch((error) => log.warn({ what, error: oneLine(error) }, 'work in the background failed'))
        .finally(() => running.delete(watched));
      running.add(watched);
    },
    async settle(ms) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, Math.max(0, ms));
      });
      await Promise.race([Promise.all(running), late]);
      clearTimeout(timer);
    },
  };
}
