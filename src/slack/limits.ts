import type { OutboxOptions } from '../work/outbox.ts';
import type { SlackWebOptions } from './web.ts';

/** How much the bot says, reads and waits, in one place. */

const MINUTE = 60_000;

/** A reaction with this name on a reply of the bot silences it in that thread. */
export const MUTE_REACTION = 'mute';

/** After the bot spoke in a thread, so many messages and so long it listens without being mentioned. */
export const ENGAGED_MESSAGES = 15;
export const ENGAGED_MS = 30 * MINUTE;

/** Messages of one person within this time may be one paste. */
export const GROWS_MS = MINUTE;

/** A guess is not enough to say that two pastes show the same failure. */
export const SURE_OF_SAME = 0.8;
/** The same failure again in a channel within this time gets a short reply with a link. */
export const SAME_FAILURE_MS = 10 * MINUTE;

/** Replies that nobody asked for are counted over this time. */
export const WINDOW_MS = 10 * MINUTE;

/** What a test may set otherwise, so that it need not post hundreds of messages or wait for minutes. */
export interface Limits {
  /** Replies that nobody asked for, in `WINDOW_MS`. */
  perChannel: number;
  perThread: number;
  /** A file that Slack does not give yet is asked for again until the message is this old; its channel waits. */
  fileWaitMs: number;
  /** Waits before work that failed is tried again; after the last it is given up. */
  backoffMs: readonly number[];
  /** How long Slack is waited for and left alone, where it is not as the outbox and the client have it. */
  slack: Pick<OutboxOptions, 'everyMs' | 'pausesMs' | 'afterTimeoutMs' | 'copiesMs'> &
    Pick<SlackWebOptions, 'timeoutMs'>;
}

export const LIMITS: Limits = {
  perChannel: 240,
  perThread: 10,
  fileWaitMs: 8_000,
  backoffMs: [500, 2_000, 10_000, 30_000],
  slack: {},
};

/** Files of one message that are read, and bytes of all of them together. */
export const FILES = 5;
export const FILE_BYTES = 10 * 1024 * 1024;

/** How often a file that is not ready yet is asked for. */
export const FILE_AGAIN_MS = 500;

/**
 * Text from this length on is read in a worker thread, so that acknowledgements do not wait for it. Measured with every kind of
 * paste repeated up to this length: at most 15 ms of the event loop (16,000 characters took up to 107 ms).
 */
export const LARGE_TEXT = 4_000;

/** Text of a paste that is kept with a reply. */
export const KEPT_TEXT = 64_000;

/** The first reply waits this long for the checks; what comes later is brought into it. */
export const FIRST_CHECKS_MS = 1_000;

/** When nobody waits for a first reply, checks may take this long, and each of them so long. */
export const PATIENT_CHECKS_MS = 5_000;
export const EACH_CHECK_MS = 1_500;

/** After this long without an answer, somebody who asked sees that the bot is at work. */
export const STATUS_AFTER_MS = 250;
