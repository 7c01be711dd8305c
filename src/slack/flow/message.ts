import { readReply, replyId } from '../../work/replies.ts';
import type { Job } from '../../work/types.ts';
import type { MessageBody } from '../jobs.ts';
import { carryOn } from './answer.ts';
import { whenAsked } from './asked.ts';
import type { Bot } from './bot.ts';
import { isAsked } from './place.ts';
import { saidBefore } from './say.ts';
import { showWorking } from './status.ts';
import { whenNotAsked } from './unasked.ts';

/** A message of a person, unless an earlier run of this work has answered it. */
export async function onMessage(bot: Bot, job: Pick<Job, 'acceptedAt'>, body: MessageBody): Promise<void> {
  if (!(await saidBefore(bot, body.place, job.acceptedAt))) await answerMessage(bot, job, body);
}

/** Somebody who addresses the bot always gets an answer, anybody else when it is sure. */
export async function answerMessage(bot: Bot, job: Pick<Job, 'acceptedAt'>, body: MessageBody): Promise<void> {
  const { place } = body;
  const known = await readReply(bot.store, replyId(place.team, place.channel, place.ts));
  // This work was begun before and broke off after the record was written.
  if (known) return void (await carryOn(bot, known, job.acceptedAt));
  if (!isAsked(body)) return whenNotAsked(bot, job.acceptedAt, body);
  const done = showWorking(bot, place);
  try {
    await whenAsked(bot, job.acceptedAt, body);
  } finally {
    done();
  }
}
