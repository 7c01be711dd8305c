import { lookFor } from './look.ts';
import type { OutboxOptions, PostRecord } from './outbox.ts';
import type { Pauses } from './pauses.ts';
import { remedy, SlackError, type SlackPosts } from './slack.ts';
import { alone } from './turns.ts';

/** When the channel is looked at again after a message was sent a second time: a first call may take effect late. */
const LOOKS_MS = [15_000, 60_000, 300_000];

/** What a `copies` job holds. */
export interface CopiesBody {
  /** The key of the record. */
  key: string;
  /** Which look it is, from 0. */
  look: number;
}

/** Finds and deletes second copies of a message; see `Outbox.removeCopies`. */
export function createCopies(options: OutboxOptions, slack: SlackPosts, pauses: Pauses) {
  const { store, log, copiesMs = LOOKS_MS } = options;

  /** Plans a look; the same `mark` is the same look. */
  const plan = async (key: string, look: number, mark: number): Promise<void> => {
    const after = copiesMs[look];
    if (after === undefined) return;
    const body: CopiesBody = { key, look };
    const due = Date.now() + after;
    await store.accept({ key: `copies|${key}|${mark}`, lane: `copies|${key}`, kind: 'copies', body, due });
  };

  /** Keeps the copy that the record knows, else the oldest. */
  const removeOthers = async (key: string, { id, post }: PostRecord): Promise<void> => {
    const { channel, threadTs, tried } = post;
    try {
      const found = await lookFor(slack, { id, channel, threadTs, since: tried ?? Date.now() });
      if (found === 'blind') return;
      const kept = post.ts !== null && found.includes(post.ts) ? post.ts : found[0];
      for (const ts of found) {
        if (ts === kept) continue;
        await slack.remove({ channel, ts });
        log.info({ post: key, channel }, 'A second copy of a message turned up late and was deleted');
      }
      pauses.forget(key);
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      if (error.fault !== 'permanent' && error.fault !== 'content') return pauses.notNow(key, channel, error);
      // Somebody else was faster.
      if (error.code === 'message_not_found') return;
      const fields = { post: key, channel, code: error.code, do: remedy(error, channel) };
      log.error(fields, 'A second copy of a message could not be deleted');
    }
  };

  return {
    /** Before a message is sent once more: from now on its channel is looked at for copies. Once, however often it is sent. */
    expect: (key: string, tried: number) => plan(key, 0, tried),
    remove: ({ key, look }: CopiesBody): Promise<void> =>
      alone(store, `deliver|${key}`, async () => {
        const record = await store.get<PostRecord>(key);
        if (record === null) return;
        await removeOthers(key, record);
        // As long as it is not posted, more copies may come.
        await plan(key, record.post.state === 'intended' ? look : look + 1, Date.now());
      }),
  };
}
