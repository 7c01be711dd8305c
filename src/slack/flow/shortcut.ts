import { words } from '../../reply/words.ts';
import { readReply, replyId } from '../../work/replies.ts';
import type { Job } from '../../work/types.ts';
import type { ShortcutBody } from '../jobs.ts';
import { answer, carryOn } from './answer.ts';
import { isRecognised } from './asked.ts';
import type { Bot } from './bot.ts';
import { gather } from './gather.ts';
import { toOnePerson } from './one-person.ts';
import { postTo } from './place.ts';

/**
 * "Diagnose with Caracal" on anyone's message: the answer stands in its thread; where the bot is no member, or the message
 * has one already, the person alone gets it.
 */
export async function onShortcut(bot: Bot, job: Job, body: ShortcutBody): Promise<void> {
  const { place, responseUrl } = body;
  const known = await readReply(bot.store, replyId(place.team, place.channel, place.ts));
  if (known) {
    const delivered = await carryOn(bot, known, job.acceptedAt);
    if (delivered.state !== 'posted' || known.source.way === 'shortcut') return;
    const link = await bot.calls.permalink(delivered.channel, delivered.ts);
    await bot.respond(responseUrl, words.answeredAbove(known.diagnosis.summary, link));
    return;
  }
  const own = await gather(bot, body, job.acceptedAt);
  const notes = [...own.diagnosis.notes, ...words.fileNotes(own.problems, own.cut)];
  const diagnosis = { ...own.diagnosis, notes };
  const { prepared, paste } = own;
  const reply = { source: { ...place, way: 'shortcut' as const }, asked: true, prepared, paste, diagnosis };
  if (!isRecognised(diagnosis)) return toOnePerson(bot, reply, responseUrl, null);
  const delivered = await answer(bot, { ...reply, post: postTo(place), acceptedAt: job.acceptedAt });
  if (delivered.state === 'failed') await toOnePerson(bot, reply, responseUrl, words.notMember('@caracal-help'));
}
