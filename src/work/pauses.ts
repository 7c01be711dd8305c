import type { OutboxOptions } from './outbox.ts';
import type { SlackError } from './slack.ts';
import { Later } from './types.ts';

const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

export interface Pauses {
  /** Slack cannot be had now: throws `Later`, after a pause that grows with each failure of this message in a row. */
  notNow(key: string, channel: string, error: SlackError): Promise<never>;
  /** Slack took it, or it was given up: the next failure is a first one. */
  forget(key: string): void;
}

/** How long Slack is left alone after a failure. */
export function createPauses(options: OutboxOptions): Pauses {
  const { store, log, metrics, pausesMs = PAUSES_MS, afterTimeoutMs = 6000 } = options;
  const failures = new Map<string, number>();
  return {
    async notNow(key, channel, error) {
      const now = Date.now();
      if (error.fault === 'rate-limited') {
        const until = now + error.retryAfterMs;
        metrics?.rateLimitWait?.(error.retryAfterMs);
        await store.hold(channel, until);
        throw new Later(until, error.message);
      }
      const count = failures.get(key) ?? 0;
      failures.set(key, count + 1);
      const pause = pausesMs[Math.min(count, pausesMs.length - 1)] ?? 1000;
      const wait = error.code === 'timeout' ? Math.max(pause, afterTimeoutMs) : pause;
      log.warn({ post: key, channel, code: error.code, method: error.method, wait }, 'Slack failed; trying again');
      throw new Later(now + wait, error.message);
    },
    forget: (key) => void failures.delete(key),
  };
}
