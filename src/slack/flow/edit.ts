import type { Diagnosis } from '../../diagnosis/types.ts';
import { all, edited, fold } from '../../work/changes.ts';
import { changeReply, readReply, replyId } from '../../work/replies.ts';
import type { Job } from '../../work/types.ts';
import type { DeleteBody, EditBody } from '../jobs.ts';
import { answer } from './answer.ts';
import { isRecognised } from './asked.ts';
import type { Bot } from './bot.ts';
import { gather } from './gather.ts';
import { answerMessage } from './message.ts';
import { postTo, sourceOf } from './place.ts';
import { saidAt } from './say.ts';
import { verify } from './verify.ts';

/**
 * A paste was edited: its reply is brought up to date, or folds when nothing of the paste is left; a message that got silence
 * may get a reply now. Of several edits the latest counts, whatever order they arrive in.
 */
export async function onEdit(bot: Bot, job: Pick<Job, 'acceptedAt'>, body: EditBody): Promise<void> {
  const { place } = body;
  const id = replyId(place.team, place.channel, place.ts);
  if (!(await isLatest(bot, id, body.editedTs))) return;
  const record = await readReply(bot.store, id);
  if (record === null) return firstAnswer(bot, job, body);
  const own = await gather(bot, body, job.acceptedAt);
  if (!isStillPaste(own.diagnosis, record.asked)) {
    await changeReply(bot.store, id, fold('edited-into-talk'));
  } else {
    const { diagnosis } = await verify(bot, place, own.paste, own.diagnosis);
    // Edited into talk and back again, the text is the old one: unfolding is all there is to do.
    await changeReply(bot.store, id, all(unfold, edited(own.prepared, diagnosis)));
  }
  await bot.outbox.deliver(id);
}

/** What had no reply gets one now; a short answer that stands there (help, thanks) turns into it, never a second one. */
async function firstAnswer(bot: Bot, job: Pick<Job, 'acceptedAt'>, body: EditBody): Promise<void> {
  const takesOver = await saidAt(bot, body.place);
  if (takesOver === null) return answerMessage(bot, job, body);
  const { prepared, paste, diagnosis } = await gather(bot, body, job.acceptedAt);
  if (!isRecognised(diagnosis)) return;
  const { acceptedAt } = job;
  const where = { source: sourceOf(body), post: postTo(body.place), asked: true };
  await answer(bot, { ...where, prepared, paste, diagnosis, acceptedAt, takesOver });
}

/** Whoever asked gets an answer to whatever is recognised; unasked, the bot keeps to what it would have spoken up about. */
function isStillPaste(diagnosis: Diagnosis, asked: boolean): boolean {
  return asked || diagnosis.kind === 'request-id' ? isRecognised(diagnosis) : diagnosis.answered;
}

const unfold: Parameters<typeof changeReply>[2] = (record) =>
  record.folded === 'edited-into-talk' ? fold(null)(record) : record;

async function isLatest(bot: Bot, id: string, editedTs: string): Promise<boolean> {
  const latest = await bot.store.update<{ ts: string }>(`edited|${id}`, (current) =>
    current !== null && Number(current.ts) >= Number(editedTs) ? current : { ts: editedTs },
  );
  return latest?.ts === editedTs;
}

/** The paste is gone: what was said about it folds to one line. */
export async function onDelete(bot: Bot, body: DeleteBody): Promise<void> {
  const id = replyId(body.team, body.channel, body.ts);
  const record = await changeReply(bot.store, id, fold('deleted'));
  if (record) await bot.outbox.deliver(id);
}
