import type { Diagnosis } from '../diagnosis/types.ts';
import type { RowRef } from '../knowledge/schema.ts';
import type { Prepared } from '../paste/types.ts';

/** A piece of work, written down before Slack is told. Plain JSON, decoded and redacted; of a file only its ID. */
export interface NewJob {
  /** Same key, same work: a redelivery, a twin or a replayed body is `seen`. Kept for 7 days. */
  key: string;
  /** Jobs of one lane run one after the other, in the order they were accepted: `team|channel`. */
  lane: string;
  kind: string;
  body: unknown;
  /** Not before this time, ms since 1970: a durable timer. Absent: now. A timer does not hold its lane up. */
  due?: number;
}

export interface Job extends NewJob {
  /** 1 on the first run. */
  attempt: number;
  acceptedAt: number;
}

export interface DeadJob {
  key: string;
  kind: string;
  lane: string;
  attempts: number;
  /** Redacted, one line. */
  error: string;
  at: number;
}

export interface StoreStats {
  pending: number;
  running: number;
  scheduled: number;
  dead: number;
  /** Age of the oldest pending job in ms; 0 where there is none. */
  oldestMs: number;
}

export interface WorkOptions {
  /** Jobs at a time, all lanes together. */
  concurrency: number;
  /** A run that failed with an error is tried again after these many ms, then goes to the dead letters. */
  backoffMs: number[];
  /** Work whose process died is taken up by another after this long, ms. */
  leaseMs: number;
  onDead?: (job: DeadJob) => void;
}

/**
 * Thrown by a run that cannot go on before `at` (a rate limit, an unreachable Slack). The job is put back without counting
 * as a failed attempt; its lane waits for it, other lanes go on.
 */
export class Later extends Error {
  readonly at: number;
  constructor(at: number, why: string) {
    super(why);
    this.name = 'Later';
    this.at = at;
  }
}

export interface Working {
  /** Takes no new job, waits for running ones up to `graceMs`; what is left stays in the store. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Where work and records live: SQLite for one process, Redis for several. One test suite for both.
 * Every promise rejects with an Error that names the setting when the store cannot be reached.
 */
export interface Store {
  /** Insert-if-absent, durable when it resolves. Rejects when it could not be stored within 1 s. */
  accept(job: NewJob): Promise<'new' | 'seen'>;
  work(run: (job: Job) => Promise<void>, options: WorkOptions): Working;
  /** Records are dropped 7 days after their last change, except those whose key begins with `keep|`. */
  get<T>(key: string): Promise<T | null>;
  /**
   * One serialised update: `change` sees the newest value (null: none) and gives the next one; it may run more than
   * once and must be pure. Returning the same reference writes nothing. Resolves to what is stored then.
   */
  update<T>(key: string, change: (current: T | null) => T | null): Promise<T | null>;
  /** Reserves the next slot of a channel (one a second, across replicas). Resolves to the ms to wait before it. */
  slot(channel: string, everyMs: number): Promise<number>;
  /** No post to this channel before `until` (Retry-After), across replicas. */
  hold(channel: string, until: number): Promise<void>;
  /**
   * Mutual exclusion across replicas: true when `owner` now has `name` for `ms` (asked again by the same owner: prolonged).
   * It frees itself when the time is over, with SQLite also when the process ends.
   */
  claim(name: string, owner: string, ms: number): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
  stats(): Promise<StoreStats>;
  dead(limit: number): Promise<DeadJob[]>;
  /** A cheap question to the store, for /readyz. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A store beside those who use it: figures and dead letters. */
export interface ReadOnlyStore extends Pick<Store, 'stats' | 'dead' | 'close'> {}

/** Who asked, where, and where the answer goes. */
export interface Source {
  team: string;
  channel: string;
  channelType: 'channel' | 'group' | 'im' | 'mpim';
  /** ts of the message that was pasted; for a command or form the ts of the line that the bot posted, once it has. */
  ts: string | null;
  threadTs: string | null;
  user: string;
  way: 'paste' | 'mention' | 'direct' | 'thread' | 'command' | 'shortcut' | 'form' | 'edit';
}

/** The durable state of one reply. The message in Slack is rendered from it and from nothing else. */
export interface ReplyRecord {
  id: string;
  source: Source;
  /** Somebody addressed the bot. */
  asked: boolean;
  prepared: Prepared;
  diagnosis: Diagnosis;
  /** Ticked rows: `section/row` to who and when. */
  ticks: Record<string, { by: string; at: number }>;
  solved: { by: string; at: number } | null;
  /** "That's not it": the row chosen instead, or `none`. */
  chosen: (RowRef & { by: string }) | { none: true; by: string } | null;
  /** Why the reply is folded to one line. */
  folded: 'solved' | 'edited-into-talk' | 'deleted' | 'stopped' | 'same' | null;
  /** Where the same failure was answered a moment before. */
  same?: { link: string };
  /** The row of knowledge changed by checks that answered late, in words, newest last. */
  changes: string[];
  post: {
    /** intended: written down before the first call; posted: Slack has it as `ts`; failed: given up, `error` says why. */
    state: 'intended' | 'posted' | 'failed';
    channel: string;
    threadTs: string | null;
    ts: string | null;
    error: string | null;
    /** When the first call that may have taken effect was begun; absent or null: there was none. */
    tried?: number | null;
  };
  /** How often audit was asked again, and when it is asked next. */
  audit: { asked: number; nextAt: number | null };
  createdAt: number;
  /** Revision of the record; what Slack shows is `rendered`. */
  revision: number;
  rendered: number;
}
