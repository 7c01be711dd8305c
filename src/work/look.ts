import { type Metadata, SlackError, type SlackPosts } from './slack.ts';

/** Slack's clock and ours may differ by this much. */
const SKEW_MS = 5 * 60_000;
/** A look ends after so many pages. */
const MOST_PAGES = 20;

const EVENT_TYPE = 'caracal_help_reply';

/** What marks a message as ours, whatever its text says. */
export const metadataOf = (id: string): Metadata => ({ event_type: EVENT_TYPE, event_payload: { reply: id } });

/**
 * Looks in Slack for the messages that earlier calls may have posted. Their ts, oldest first, usually none or one; `blind`
 * when the bot may not read there. Other errors go through.
 */
export async function lookFor(
  slack: Pick<SlackPosts, 'replies' | 'history'>,
  where: { id: string; channel: string; threadTs: string | null; since: number },
): Promise<string[] | 'blind'> {
  const { channel, threadTs } = where;
  const oldest = ((where.since - SKEW_MS) / 1000).toFixed(6);
  const ours: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    try {
      const found: Awaited<ReturnType<SlackPosts['history']>> =
        threadTs === null
          ? await slack.history({ channel, oldest, cursor })
          : await slack.replies({ channel, ts: threadTs, oldest, cursor });
      for (const message of found.messages) {
        const { event_type: type, event_payload: payload } = message.metadata ?? {};
        if (type === EVENT_TYPE && payload?.reply === where.id) ours.push(message.ts);
      }
      if (found.cursor === null) break;
      cursor = found.cursor;
    } catch (error) {
      if (error instanceof SlackError && (error.fault === 'permanent' || error.fault === 'content')) return 'blind';
      throw error;
    }
  }
  return ours.sort((a, b) => Number(a) - Number(b));
}
