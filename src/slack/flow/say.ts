import type { Message } from '../../work/slack.ts';
import type { Place } from '../jobs.ts';
import type { Bot } from './bot.ts';
import { postTo } from './place.ts';

/** A short answer that is no checklist: it has no record of a diagnosis, and nothing to press. */
interface Said {
  what: 'answered' | 'file' | 'healthy' | 'help' | 'thanks';
  message: Message;
}

const keyOf = ({ team, channel, ts }: Place): string => `said|${team}|${channel}|${ts}`;

/** Answers a message with a sentence, once. It is written down first: see `saidBefore`. */
export async function say(bot: Bot, place: Place, acceptedAt: number, said: Said): Promise<void> {
  await bot.store.update<Said>(keyOf(place), () => said);
  await post(bot, place, acceptedAt, said);
}

/**
 * Whether this message was answered with a sentence by a run that broke off; then that sentence is posted, if it is not there
 * yet. Decided anew, the answer might be another one (a file has come meanwhile), and both would stand there.
 */
export async function saidBefore(bot: Bot, place: Place, acceptedAt: number): Promise<boolean> {
  const said = await bot.store.get<Said>(keyOf(place));
  if (said !== null) await post(bot, place, acceptedAt, said);
  return said !== null;
}

/** Where the sentence stands that this message was answered with; null where it was not, or is not posted. */
export async function saidAt(bot: Bot, place: Place): Promise<string | null> {
  const said = await bot.store.get<Said>(keyOf(place));
  return said && bot.outbox.postedAt(postId(said, place));
}

const postId = ({ what }: Said, { team, channel, ts }: Place): string => `${what}|${team}|${channel}|${ts}`;

async function post(bot: Bot, place: Place, acceptedAt: number, said: Said): Promise<void> {
  const { what, message } = said;
  const id = postId(said, place);
  const { state } = await bot.outbox.post({ id, ...postTo(place), message });
  bot.log.info({ what, channel: place.channel, ms: Date.now() - acceptedAt, state }, 'said');
}
