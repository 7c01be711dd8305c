import { prepareSlack } from '../../paste/slack.ts';
import { readReply, replyId } from '../../work/replies.ts';
import type { ThreadMessage } from '../calls.ts';
import type { Place } from '../jobs.ts';
import { joinPrepared } from '../think/join.ts';
import type { Thought } from '../think/thought.ts';
import type { Bot } from './bot.ts';
import { type Gathered, gather } from './gather.ts';
import { readThread } from './threads.ts';

export interface Above {
  thought: Thought;
  /** The reply that this paste already has. */
  reply: string | null;
}

/** So many messages of a thread are looked at, the newest first. */
const LOOKED_AT = 20;

/**
 * The newest paste above this message in its thread that is recognised; null where there is none, or where the thread cannot
 * be read and the bot has not answered in it.
 */
export async function above(bot: Bot, place: Place, acceptedAt: number): Promise<Above | null> {
  for (const message of await messagesAbove(bot, place)) {
    const thought = await gather(bot, contentOf(message), acceptedAt).catch(() => null);
    if (thought === null || (thought.diagnosis.section === null && thought.diagnosis.outside === null)) continue;
    const id = replyId(place.team, place.channel, message.ts);
    return { thought, reply: (await readReply(bot.store, id)) ? id : null };
  }
  return remembered(bot, place);
}

/** A request ID that was written by itself, read together with what was pasted above it in the thread. */
export async function withAbove(bot: Bot, place: Place, own: Gathered): Promise<Gathered> {
  const found = await above(bot, place, Date.now()).catch(() => null);
  if (found === null || found.thought.diagnosis.section === null) return own;
  const prepared = joinPrepared([found.thought.prepared, own.prepared]);
  const both = await bot.think({ prepared, files: [], edition: bot.config.edition });
  // It is this request that was asked about, whatever others stand above.
  const ids = own.diagnosis.requestIds;
  const requestIds = [...ids, ...both.diagnosis.requestIds.filter((id) => !ids.includes(id))];
  const own_ = own.paste.requestIds;
  const others = both.paste.requestIds.filter((id) => !ids.includes(id.value));
  return {
    ...own,
    prepared,
    paste: { ...both.paste, requestIds: [...own_, ...others] },
    diagnosis: { ...both.diagnosis, requestIds },
  };
}

async function messagesAbove(bot: Bot, place: Place): Promise<ThreadMessage[]> {
  if (place.threadTs === null) return [];
  try {
    const messages = await bot.calls.thread(place.channel, place.threadTs);
    // Other bots' messages count: an alert is what people ask about.
    const { userId, botId } = bot.self;
    const others = messages.filter((each) => each.user !== userId && (!botId || each.bot_id !== botId));
    return others
      .filter((each) => each.ts < place.ts)
      .reverse()
      .slice(0, LOOKED_AT);
  } catch {
    // No scope, no member, or Slack is down: what the bot answered itself is still known.
    return [];
  }
}

function contentOf(message: ThreadMessage) {
  const { text, blocks, attachments, files } = message;
  return { prepared: prepareSlack({ text, blocks, attachments }), files: (files ?? []).map((file) => file.id) };
}

async function remembered(bot: Bot, place: Place): Promise<Above | null> {
  if (place.threadTs === null) return null;
  const thread = await readThread(bot.store, { team: place.team, channel: place.channel, root: place.threadTs });
  for (const { id } of [...(thread?.replies ?? [])].reverse()) {
    const record = await readReply(bot.store, id);
    if (!record || record.diagnosis.section === null) continue;
    const thought = await bot.think({ prepared: record.prepared, files: [], edition: bot.config.edition });
    return { thought, reply: id };
  }
  return null;
}
