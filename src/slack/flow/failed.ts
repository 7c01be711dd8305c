import { sentence } from '../../reply/blocks/simple.ts';
import { words } from '../../reply/words.ts';
import { replyId } from '../../work/replies.ts';
import type { Job, ReplyRecord } from '../../work/types.ts';
import type { Calls } from '../calls.ts';
import type { CommandBody, MessageBody, ShortcutBody } from '../jobs.ts';
import type { Bot } from './bot.ts';
import { isAsked } from './place.ts';

/** A reply could not be posted for good: whoever asked is told, as far as Slack lets the bot tell them. */
export async function tellFailed(calls: Calls, record: ReplyRecord): Promise<void> {
  // A command or shortcut gets its answer through the response_url instead.
  if (!record.asked || !['mention', 'direct'].includes(record.source.way)) return;
  const { channel, user, threadTs } = record.source;
  await calls.ephemeral({ channel, user, threadTs, message: sentence([words.postFailed]) });
}

/** Work that failed to the end: whoever waits for an answer is told so, with a reference that stands in the log as well. */
export async function tellBroken(bot: Bot, job: Job): Promise<void> {
  const reference = replyId('', job.lane, job.key).slice(0, 8);
  bot.log.error({ kind: job.kind, reference }, 'a piece of work was given up');
  const message = sentence([words.failed(reference)]);
  if (job.kind === 'command' || job.kind === 'form' || job.kind === 'shortcut') {
    const { responseUrl } = job.body as CommandBody | ShortcutBody;
    await bot.respond(responseUrl, message);
  }
  if (job.kind === 'message' && isAsked(job.body as MessageBody)) {
    const { channel, user, threadTs } = (job.body as MessageBody).place;
    await bot.calls.ephemeral({ channel, user, threadTs, message });
  }
}
