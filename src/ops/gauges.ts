import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Registry } from '@prometheus-io/client';
import { Gauge } from '@prometheus-io/client';

/** What the store says of the inbox; the same shape as its `stats()`. */
export interface InboxStats {
  pending: number;
  running: number;
  scheduled: number;
  dead: number;
  oldestMs: number;
}

/**
 * Event-loop delay since the last scrape, memory and the start of the process. Read at a scrape; only the histogram of the
 * delay runs in between, in native code. Gives the function that ends it.
 */
export function measureProcess(registers: Registry[]): () => void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const inSeconds = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0);
  new Gauge({
    name: 'caracal_help_event_loop_delay_seconds',
    help: 'Delay of the event loop since the last scrape',
    labelNames: ['quantile'] as const,
    registers,
    collect() {
      this.set({ quantile: '0.5' }, inSeconds(delay.percentile(50)));
      this.set({ quantile: '0.99' }, inSeconds(delay.percentile(99)));
      this.set({ quantile: '1' }, inSeconds(delay.max));
      delay.reset();
    },
  });
  new Gauge({
    name: 'caracal_help_memory_bytes',
    help: 'Memory of the process',
    labelNames: ['kind'] as const,
    registers,
    collect() {
      const { rss, heapUsed, external } = process.memoryUsage();
      this.set({ kind: 'rss' }, rss);
      this.set({ kind: 'heap' }, heapUsed);
      this.set({ kind: 'external' }, external);
    },
  });
  const started = Date.now() / 1000 - process.uptime();
  new Gauge({
    name: 'caracal_help_start_time_seconds',
    help: 'When the process started, seconds since 1970',
    registers,
    collect() {
      this.set(started);
    },
  });
  return () => void delay.disable();
}

/** Depth and age of the inbox, asked of the store at every scrape; a store that does not answer leaves the last values. */
export function inboxGauges(registers: Registry[]): { watch(stats: () => Promise<InboxStats>): void } {
  let ask: (() => Promise<InboxStats>) | null = null;
  const age = new Gauge({
    name: 'caracal_help_inbox_oldest_seconds',
    help: 'Age of the oldest waiting piece of work',
    registers,
  });
  const up = new Gauge({ name: 'caracal_help_store_up', help: '1 when the store answered this scrape', registers });
  new Gauge({
    name: 'caracal_help_inbox_depth',
    help: 'Pieces of work by state',
    labelNames: ['state'] as const,
    registers,
    async collect() {
      if (ask === null) return;
      try {
        const { pending, running, scheduled, dead, oldestMs } = await ask();
        for (const [state, count] of Object.entries({ pending, running, scheduled, dead })) this.set({ state }, count);
        age.set(oldestMs / 1000);
        up.set(1);
      } catch {
        up.set(0);
      }
    },
  });
  return {
    watch(stats) {
      ask = stats;
    },
  };
}
