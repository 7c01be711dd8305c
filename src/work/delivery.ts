import type { createCopies } from './copies.ts';
import { lookFor, metadataOf } from './look.ts';
import type { Delivered, OutboxOptions, PostRecord } from './outbox.ts';
import { ownTurn } from './own-turn.ts';
import type { Pauses } from './pauses.ts';
import { type Message, remedy, SlackError, type SlackPosts } from './slack.ts';
import { alone, channelTurn } from './turns.ts';

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
export function delivery(
  options: OutboxOptions,
  slack: SlackPosts,
  pauses: Pauses,
  copies: ReturnType<typeof createCopies>,
) {
  const { store, log, metrics, everyMs = 1000 } = options;

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

  const giveUp = async (key: string, record: PostRecord, error: SlackError, told: Told): Promise<void> => {
    const { channel } = record.post;
    pauses.forget(key);
    await note(key, { state: 'failed', error: error.code });
    log.error(
      { post: key, channel, code: error.code, needed: error.needed, do: remedy(error, channel) },
      'A message could not be posted',
    );
    await told(error);
  };

  /** Calls Slack; blocks that Slack refuses are sent again as plain text. */
  const send = async <T>(key: string, render: () => Message, call: (message: Message) => Promise<T>): Promise<T> => {
    await ownTurn();
    const message = render();
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
        const found = await lookFor(slack, { id: seen.id, channel, threadTs, since: tried });
        if (found === 'blind') log.warn({ post: key, channel }, 'Cannot look for an earlier post here; posting again');
        // What it shows is not known, so it is rendered again.
        else if (found[0] !== undefined) return void (await note(key, { state: 'posted', ts: found[0] }, 0));
        await copies.expect(key, tried);
      }
      await turn(channel);
      // From here on a call may have taken effect, whatever becomes of this process.
      const record = await note<R>(key, { tried: tried ?? Date.now() });
      if (!record) return;
      const answer = await send(
        key,
        () => render(record),
        (message) => slack.postMessage({ ...message, channel, threadTs, metadata: metadataOf(record.id) }),
      );
      await note(key, { state: 'posted', ts: answer.ts, channel: answer.channel }, record.revision);
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      if (error.fault === 'permanent' || error.fault === 'content') return giveUp(key, seen, error, told);
      if (Date.now() - seen.createdAt > GIVE_UP_MS) return giveUp(key, seen, error, told);
      // A refused call did nothing: no need to look for it.
      if (error.fault === 'rate-limited' && !tried) await note(key, { tried: null });
      await pauses.notNow(key, channel, error);
    }
  };

  const update = async <R extends PostRecord>(key: string, seen: R, render: (record: R) => Message) => {
    const { channel } = seen.post;
    try {
      await turn(channel);
      const record = await store.get<R>(key);
      if (!record?.post.ts) return;
      const ts = record.post.ts;
      await send(
        key,
        () => render(record),
        (message) => slack.update({ ...message, channel, ts, metadata: metadataOf(record.id) }),
      );
      await note(key, {}, record.revision);
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      const lasting = error.fault === 'permanent' || error.fault === 'content';
      if (!lasting && Date.now() - seen.createdAt < GIVE_UP_MS * 7) return pauses.notNow(key, channel, error);
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
          pauses.forget(key);
          return { state, channel, ts: ts! };
        }
      }
    });
}
