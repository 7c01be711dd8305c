import { type CopiesBody, createCopies } from './copies.ts';
import { delivery } from './delivery.ts';
import { measured } from './measured.ts';
import { createPauses } from './pauses.ts';
import { readReply, replyKey } from './replies.ts';
import type { Message, SlackError, SlackPosts } from './slack.ts';
import type { ReplyRecord, Store } from './types.ts';

interface OutboxLog {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

interface OutboxMetrics {
  /** One call to Slack: `ok` or the error's code. */
  slackCall?(method: string, outcome: string, ms: number): void;
  /** Waited for the channel's slot or for Retry-After. */
  rateLimitWait?(ms: number): void;
}

export interface OutboxOptions {
  store: Store;
  slack: SlackPosts;
  render: (record: ReplyRecord) => Message;
  log: OutboxLog;
  metrics?: OutboxMetrics;
  /** A reply was given up: tell the person where that is possible. What it throws is logged. */
  onFailed?: (record: ReplyRecord, error: SlackError) => Promise<void>;
  /** Between two messages in one channel; default 1000. */
  everyMs?: number;
  /** How long to leave Slack alone after it failed so often in a row; the last one stays. */
  pausesMs?: number[];
  /** After a call that ran into its timeout, at least this long: it may still take effect. Default 6000. */
  afterTimeoutMs?: number;
  /** After a message was sent again, when to look for second copies: first, then after the look before. */
  copiesMs?: number[];
}

/** Any other message that must stand in Slack once: the line under a command, "same failure as …". */
interface OnePost {
  /** The same id is the same message. */
  id: string;
  channel: string;
  threadTs: string | null;
  message: Message;
}

export type Delivered =
  | { state: 'posted'; channel: string; ts: string }
  /** Given up for good, told to the operator. */
  | { state: 'failed'; error: string }
  /** No such record. */
  | { state: 'gone' };

/** What a message needs to stand in Slack once. A reply record is one. */
export type PostRecord = Pick<ReplyRecord, 'id' | 'post' | 'createdAt' | 'revision' | 'rendered'>;

export interface Outbox {
  /**
   * Brings Slack in line with the record: posts the reply once, or updates it when it was rendered from an older revision.
   * Safe to call at any time, from any replica, any number of times. Throws `Later` when Slack cannot be had now: let it go
   * through to the worker, which runs the job again.
   */
  deliver(replyId: string): Promise<Delivered>;
  /** Posts a message once, whatever happens, under the same promise as `deliver`. */
  post(post: OnePost): Promise<Delivered>;
  /** The ts of a message that `post` posted; null where there is none. */
  postedAt(id: string): Promise<string | null>;
  /**
   * Deletes every copy but one of a message that was sent again after a failure whose outcome nobody knew: the first call
   * may have taken effect after the bot had looked. What a job of the kind `copies` does.
   */
  removeCopies(body: CopiesBody): Promise<void>;
}

/** The one door through which messages go to Slack. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, log } = options;
  const slack = measured(options.slack, options.metrics?.slackCall);
  const pauses = createPauses(options);
  const copies = createCopies(options, slack, pauses);
  const deliver = delivery(options, slack, pauses, copies);

  return {
    deliver: (id) =>
      deliver<ReplyRecord>(replyKey(id), options.render, async (error) => {
        const record = await readReply(store, id);
        if (!record || !options.onFailed) return;
        await options.onFailed(record, error).catch((problem: unknown) => {
          log.warn({ reply: id, err: problem }, 'The person could not be told that the reply failed');
        });
      }),
    async post(post) {
      const key = `post|${post.id}`;
      await store.update<PostRecord>(key, (current) => current ?? firstRecord(post, Date.now()));
      return deliver<PostRecord>(
        key,
        () => post.message,
        async () => undefined,
      );
    },
    postedAt: async (id) => (await store.get<PostRecord>(`post|${id}`))?.post.ts ?? null,
    removeCopies: copies.remove,
  };
}

function firstRecord(post: OnePost, now: number): PostRecord {
  const { id, channel, threadTs } = post;
  return {
    id,
    post: { state: 'intended', channel, threadTs, ts: null, error: null },
    createdAt: now,
    revision: 1,
    rendered: 0,
  };
}
