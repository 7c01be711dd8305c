import type { Answer } from '../../checks/types.ts';
import { conclude } from '../../diagnosis/conclude.ts';
import type { Diagnosis } from '../../diagnosis/types.ts';
import type { Paste } from '../../paste/types.ts';
import { changeInWords } from '../../reply/words.ts';
import { findingsArrived } from '../../work/changes.ts';
import { changeReply } from '../../work/replies.ts';
import type { ReplyRecord } from '../../work/types.ts';
import { PATIENT_CHECKS_MS } from '../limits.ts';
import type { Bot } from './bot.ts';
import { ask } from './verify.ts';

/**
 * Runs the checks of a reply once more, with the rights of whoever asks now, and brings Slack in line with what they found.
 * Resolves to the record as it stands then; null when it is gone.
 */
export async function checkAgain(bot: Bot, record: ReplyRecord, user: string): Promise<ReplyRecord | null> {
  const { prepared, diagnosis, source } = record;
  const thought = await bot.think({ prepared, files: [], edition: diagnosis.edition });
  const paste = knownIds(thought.paste, record);
  const answer = await ask(bot, { channel: source.channel, user }, paste, diagnosis, PATIENT_CHECKS_MS);
  if (answer === null) return record;
  // One after the other: what came late takes the place of what was said for it.
  const answers: Answer[] = answer.late ? [answer, await answer.late] : [answer];
  const concluded = (current: Diagnosis) =>
    answers.reduce((diagnosis, found) => conclude(diagnosis, found, bot.knowledge), current);
  const rethink = findingsArrived(concluded, changeInWords);
  const after = await changeReply(bot.store, record.id, rethink);
  if (after) await bot.outbox.deliver(after.id);
  return after;
}

/** Of a long paste only parts were kept: the request IDs in it are known from the first reading. */
function knownIds(paste: Paste, record: ReplyRecord): Paste {
  const missing = record.diagnosis.requestIds.filter((id) => !paste.requestIds.some((each) => each.value === id));
  const more = missing.map((value) => ({ value, line: 1, named: true, truncated: false, shape: 'other' as const }));
  return { ...paste, requestIds: [...paste.requestIds, ...more], mentions: record.diagnosis.mentions };
}
