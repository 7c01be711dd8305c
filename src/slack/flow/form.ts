import type { Edition } from '../../knowledge/schema.ts';
import type { Job } from '../../work/types.ts';
import type { FormBody } from '../jobs.ts';
import type { Bot } from './bot.ts';
import { answerInChannel } from './command.ts';
import { gather } from './gather.ts';

/** The form was sent: answered like a command in the channel that it was opened from. */
export async function onForm(bot: Bot, job: Job, body: FormBody): Promise<void> {
  const edition = (body.edition ?? bot.config.edition) as Edition | 'auto';
  const own = await gather(bot, { prepared: body.prepared, files: [], edition }, job.acceptedAt);
  await answerInChannel(bot, { ...body, key: body.view, way: 'form', acceptedAt: job.acceptedAt }, own);
}
