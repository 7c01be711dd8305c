import type { Diagnosis } from '../../diagnosis/types.ts';
import { sentence } from '../../reply/blocks/simple.ts';
import { help } from '../../reply/help.ts';
import { words } from '../../reply/words.ts';
import { readReply } from '../../work/replies.ts';
import type { MessageBody } from '../jobs.ts';
import { above, withAbove } from './above.ts';
import { answer } from './answer.ts';
import type { Bot } from './bot.ts';
import { type Gathered, gather } from './gather.ts';
import { grow } from './grow.ts';
import { postTo, sourceOf, threadOf } from './place.ts';
import { say } from './say.ts';
import { stopThread } from './threads.ts';
import { saysHelp, saysStop, saysThanks } from './words-in.ts';

/** Somebody named the bot or wrote to it directly: always an answer, also "I don't know, paste this instead". */
export async function whenAsked(bot: Bot, acceptedAt: number, body: MessageBody): Promise<void> {
  const { place, files, prepared } = body;
  if (files.length === 0 && saysStop(prepared.text)) return stop(bot, body);
  const inThread = place.threadTs !== null;
  if (files.length === 0 && !inThread && saysHelp(prepared.text))
    return say(bot, place, acceptedAt, { what: 'help', message: help() });
  if (files.length === 0 && saysThanks(prepared.text)) {
    return say(bot, place, acceptedAt, { what: 'thanks', message: sentence([words.nothingToRead]) });
  }
  const own = await gather(bot, body, acceptedAt);
  if (await grow(bot, body, own, true)) return;
  if (files.length > 0 && own.problems.length > 0 && !isRecognised(own.diagnosis)) {
    return say(bot, place, acceptedAt, { what: 'file', message: words.fileProblem(own.problems[0]!) });
  }
  if (inThread && own.diagnosis.kind === 'request-id')
    return reply(bot, acceptedAt, body, await withAbove(bot, place, own));
  if (!inThread || isRecognised(own.diagnosis)) return reply(bot, acceptedAt, body, own);
  return askAbove(bot, acceptedAt, body, own);
}

/** "@bot what is this?": the paste above in the thread is meant. */
async function askAbove(bot: Bot, acceptedAt: number, body: MessageBody, own: Gathered): Promise<void> {
  const found = await above(bot, body.place, acceptedAt);
  if (found === null) {
    if (!saysHelp(body.prepared.text)) return reply(bot, acceptedAt, body, own);
    return say(bot, body.place, acceptedAt, { what: 'help', message: help() });
  }
  const record = found.reply === null ? null : await readReply(bot.store, found.reply);
  if (record?.post.ts) {
    const link = await bot.calls.permalink(record.post.channel, record.post.ts);
    const message = words.answeredAbove(record.diagnosis.summary, link);
    return say(bot, body.place, acceptedAt, { what: 'answered', message });
  }
  return reply(bot, acceptedAt, body, { ...found.thought, problems: [], cut: false });
}

/** Something that the tables or the list of what is outside them know. */
export function isRecognised(diagnosis: Diagnosis): boolean {
  return diagnosis.section !== null || diagnosis.outside !== null;
}

async function reply(bot: Bot, acceptedAt: number, body: MessageBody, own: Gathered): Promise<void> {
  const { prepared, paste } = own;
  const notes = [...own.diagnosis.notes, ...words.fileNotes(own.problems, own.cut)];
  const diagnosis = { ...own.diagnosis, notes };
  await answer(bot, {
    source: sourceOf(body),
    asked: true,
    prepared,
    paste,
    diagnosis,
    post: postTo(body.place),
    acceptedAt,
  });
}

async function stop(bot: Bot, body: MessageBody): Promise<void> {
  const { channel, user } = body.place;
  await stopThread(bot.store, threadOf(body.place));
  bot.metrics.pressed('stop');
  const { threadTs } = postTo(body.place);
  await bot.calls.ephemeral({ channel, user, threadTs, message: words.stopped }).catch(() => undefined);
}
