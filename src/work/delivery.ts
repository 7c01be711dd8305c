import { lookFor, metadataOf } from './look.ts';
import type { Delivered, OutboxOptions, PostRecord } from './outbox.ts';
import { type Message, remedy, SlackError, type SlackPosts } from './slack.ts';
import { alone, channelTurn } from './turns.ts';
import { Later } from './types.ts';

const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** A message that Slack did not take for so long is given up. */
const GIVE_UP_MS = 24 * 60 * 60 * 1000;
/** What always passes. */
const PLAIN_LENGTH = 3_500;

/** The message without blocks and short enough: what is sent when Slack refuses the blocks. */
function plain(message: Message): Message {
  return { text: message.text.length > PLAIN_LENGTH ? `${message.text.slice(0, PLAIN_LENGTH - 1)}…` : message.text };
}

type Told = (error: SlackError) => Promise<void>;

/** Builds the function that brings Slack in line with one record; see `Outbox.deliver`. */
export function delivery(options: OutboxOptions) {
  const { store, slack, log, metrics } = options;
  const { everyMs = 1000, pausesMs: pauses = PAUSES_MS, afterTimeoutMs = 6000 } = options;
  const failures = new Map<string, number>();

  const timed = async <M extends keyof SlackPosts>(
    method: string,
    name: M,
    argument: Parameters<SlackPosts[M]>[0],
  ): Promise<Awaited<ReturnType<SlackPosts[M]>>> => {
    const began = performance.now();
    const call = slack[name] as (given: typeof argument) => Promise<Awaited<ReturnType<SlackPosts[M]>>>;
    try {
      const answer = await call.call(slack, argument);
      metrics?.slackCall?.(method, 'ok', performance.now() - began);
      return answer;
    } catch (error) {
      metrics?.slackCall?.(method, error instanceof SlackError ? error.code : 'unknown', performance.now() - began);
      throw error;
    }
  };
  const reads: Pick<SlackPosts, 'replies' | 'history'> = {
    replies: (ask) => timed('conversations.replies', 'replies', ask),
    history: (ask) => timed('conversations.history', 'history', ask),
  };

  const turn = (channel: string): Promise<void> =>
    channelTurn(store, channel, everyMs, (ms) => metrics?.rateLimitWait?.(ms));

  /** Changes what is written of the post; the message itself is the same, so the revision stays. */
  const note = async <R extends PostRecord>(
    key: string,
    post: Partial<PostRecord['post']>,
    rendered?: number,
  ): Promise<R | null> =>
    store.update<R>(key, (current) =>
      current === null
        ? null
        : { ...current, post: { ...current.post, ...post }, rendered: rendered ?? current.rendered },
    );

  /** Slack cannot be had now: the job comes back after a pause that grows with each failure in a row. */
  const notNow = async (key: string, channel: string, error: SlackError): Promise<never> => {
    const now = Date.now();
    if (error.fault === 'rate-limited') {
      const until = now + error.retryAfterMs;
      metrics?.rateLimitWait?.(error.retryAfterMs);
      await store.hold(channel, until);
      throw new Later(until, error.message);
    }
    const count = failures.get(key) ?? 0;
    failures.set(key, count + 1);
    const pause = pauses[Math.min(count, pauses.length - 1)] ?? 1000;
    const wait = error.code === 'timeout' ? Math.max(pause, afterTimeoutMs) : pause;
    log.warn({ post: key, channel, code: error.code, method: error.method, wait }, 'Slack failed; trying again');
    throw new Later(now + wait, error.message);
  };

  const giveUp = async (key: string, record: PostRecord, error: SlackError, told: Told): Promise<void> => {
    const { channel } = record.post;
    failures.delete(key);
    await note(key, { state: 'failed', error: error.code });
    log.error(
      { post: key, channel, code: error.code, needed: error.needed, do: remedy(error, channel) },
      'A message could not be posted',
    );
    await told(error);
  };

  /** Calls Slack; blocks that Slack refuses are sent again as plain text. */
  const send = async <T>(key: string, message: Message, call: (message: Message) => Promise<T>): Promise<T> => {
    try {
      return await call(message);
    } catch (error) {
      if (!(error instanceof SlackError) || error.fault !== 'content') throw error;
      log.error(
        { post: key, code: error.code, pointers: error.pointers },
        'Slack refused the blocks; sending plain text',
      );
      return call(plain(message));
    }
  };

  const post = async <R extends PostRecord>(key: string, seen: R, render: (record: R) => Message, told: Told) => {
    const { channel, threadTs, tried } = seen.post;
    try {
      if (tried) {
        const ts = await lookFor(reads, { id: seen.id, channel, threadTs, since: tried });
        if (ts === 'blind') log.warn({ post: key, channel }, 'Cannot look for an earlier post here; posting again');
        // What it shows is not known, so it is rendered again.
        else if (ts !== null) return void (await note(key, { state: 'posted', ts }, 0));
      }
      await turn(channel);
      // From here on a call may have taken effect, whatever becomes of this process.
      const record = await note<R>(key, { tried: tried ?? Date.now() });
      if (!record) return;
      const answer = await send(key, render(record), (message) =>
        timed('chat.postMessage', 'postMessage', { ...message, channel, threadTs, metadata: metadataOf(record.id) }),
      );
      await note(key, { state: 'posted', ts: answer.ts, channel: answer.channel }, record.revision);
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      if (error.fault === 'permanent' || error.fault === 'content') return giveUp(key, seen, error, told);
      if (Date.now() - seen.createdAt > GIVE_UP_MS) return giveUp(key, seen, error, told);
      // A refused call did nothing: no need to look for it.
      if (error.fault === 'rate-limited' && !tried) await note(key, { tried: null });
      await notNow(key, channel, error);
    }
  };

  const update = async <R extends PostRecord>(key: string, seen: R, render: (record: R) => Message) => {
    const { channel } = seen.post;
    try {
      await turn(channel);
      const record = await store.get<R>(key);
      if (!record?.post.ts) return;
      const ts = record.post.ts;
      await send(key, render(record), (message) =>
        timed('chat.update', 'update', { ...message, channel, ts, metadata: metadataOf(record.id) }),
      );
      await note(key, {}, record.revision);
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      const lasting = error.fault === 'permanent' || error.fault === 'content';
      if (!lasting && Date.now() - seen.createdAt < GIVE_UP_MS * 7) return notNow(key, channel, error);
      // Somebody deleted the message, or the bot may no longer write here: what stands there stays.
      log.error(
        { post: key, channel, code: error.code, needed: error.needed, do: remedy(error, channel) },
        'A message could not be updated',
      );
      await note(key, {}, seen.revision);
    }
  };

  return <R extends PostRecord>(key: string, render: (record: R) => Message, told: Told): Promise<Delivered> =>
    alone(store, `deliver|${key}`, async () => {
      for (;;) {
        const record = await store.get<R>(key);
        if (record === null) return { state: 'gone' };
        const { state, channel, ts, error } = record.post;
        if (state === 'failed') return { state, error: error ?? 'unknown' };
        if (state === 'intended') await post(key, record, render, told);
        else if (record.rendered < record.revision) await update(key, record, render);
        else {
          failures.delete(key);
          return { state, channel, ts: ts! };
        }
      }
    });
}
