import { sentence } from '../../reply/blocks/simple.ts';
import { words } from '../../reply/words.ts';
import type { ReplyRecord } from '../../work/types.ts';
import type { Calls } from '../calls.ts';

/** A reply could not be posted for good: whoever asked is told, as far as Slack lets the bot tell them. */
export async function tellFailed(calls: Calls, record: ReplyRecord): Promise<void> {
  if (!record.asked) return;
  const { channel, user } = record.source;
  const message = sentence([words.postFailed]);
  await calls.ephemeral({ channel, user, threadTs: null, message });
}
