import { fold } from '../../work/changes.ts';
import { changeReply } from '../../work/replies.ts';
import type { ReactionBody } from '../jobs.ts';
import type { Bot } from './bot.ts';
import { readThread, stopThread } from './threads.ts';

/** Somebody put the mute reaction on a reply: it folds, and the bot keeps quiet in that thread. */
export async function onReaction(bot: Bot, body: ReactionBody): Promise<void> {
  const { team, channel, ts } = body;
  const [message] = await bot.calls.thread(channel, ts).catch(() => []);
  const root = message?.thread_ts ?? ts;
  const thread = await readThread(bot.store, { team, channel, root });
  await stopThread(bot.store, { team, channel, root });
  bot.metrics.pressed('mute');
  for (const { id } of thread?.replies ?? []) {
    const record = await changeReply(bot.store, id, (each) => (each.post.ts === ts ? fold('stopped')(each) : each));
    if (record?.post.ts === ts) await bot.outbox.deliver(id);
  }
}
