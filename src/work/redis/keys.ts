import { createHash } from 'node:crypto';

export const QUEUE = 'work';
/** Every key begins with it; the braces keep all of them in one slot of a cluster. */
export const PREFIX = '{caracal-help}';

/** BullMQ wants ids without a colon that are no number. */
export const jobId = (key: string): string => `j${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;

/** The names of all keys under one prefix. */
export function keysUnder(prefix: string) {
  return {
    jobs: `${prefix}:${QUEUE}:`,
    job: (id: string) => `${prefix}:${QUEUE}:${id}`,
    lane: (name: string) => `${prefix}:lane:${name}`,
    open: `${prefix}:open`,
    timers: `${prefix}:timers`,
    seq: `${prefix}:seq`,
    record: (key: string) => `${prefix}:record:${key}`,
    slot: (channel: string) => `${prefix}:slot:${channel}`,
    claim: (name: string) => `${prefix}:claim:${name}`,
  };
}

export type Keys = ReturnType<typeof keysUnder>;
