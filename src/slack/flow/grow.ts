import { edited } from '../../work/changes.ts';
import { changeReply, readReply, replyId } from '../../work/replies.ts';
import type { MessageBody } from '../jobs.ts';
import { joinPrepared } from '../think/join.ts';
import type { Thought } from '../think/thought.ts';
import { answer } from './answer.ts';
import type { Bot } from './bot.ts';
import type { Gathered } from './gather.ts';
import { type Growing, goesOn, isCutOff, mayBePart, notePart, partBefore } from './growing.ts';
import { sourceOf } from './place.ts';
import { verify } from './verify.ts';

/**
 * A paste that comes in several messages of one person within a minute is one paste. Resolves to true when this message was
 * such a part and is dealt with: the reply to the first part was brought up to date, or given now.
 */
export async function grow(bot: Bot, body: MessageBody, own: Gathered, asked: boolean): Promise<boolean> {
  const { place } = body;
  const before = await partBefore(bot.store, place);
  const done = before !== null && mayBePart(own.prepared) && (await together(bot, body, before, own, asked));
  if (!done && mayBePart(own.prepared)) {
    await notePart(bot.store, place, {
      ts: place.ts,
      prepared: own.prepared,
      answered: asked || own.diagnosis.answered,
    });
  }
  return done;
}

async function together(bot: Bot, body: MessageBody, before: Growing, own: Gathered, asked: boolean): Promise<boolean> {
  const first = before.prepared.text;
  // Screens of the Console begin with spaces: behind talk such a paste stands on its own.
  const ofOutput = before.answered || isCutOff(first) || own.diagnosis.section === null;
  const continues = ofOutput && goesOn(first, own.prepared.text);
  // Who asks is answered where they ask, and a failure of its own gets a reply of its own.
  if (!continues && (asked || own.diagnosis.answered)) return false;
  const prepared = joinPrepared([before.prepared, own.prepared]);
  const both = await bot.think({ prepared, files: [], edition: bot.config.edition });
  const { place } = body;
  const beginning = { ...body, place: { ...place, ts: before.ts } };
  const id = replyId(place.team, place.channel, before.ts);
  const record = await readReply(bot.store, id);
  if (record === null && !asked && !both.diagnosis.answered) return false;
  if (record === null) {
    await answer(bot, {
      source: sourceOf(beginning),
      asked,
      ...both,
      post: { channel: place.channel, threadTs: place.threadTs ?? before.ts },
      acceptedAt: Date.now(),
    });
  } else if (continues || saysMore(own, both, record.diagnosis)) {
    const { diagnosis } = await verify(bot, place, both.paste, both.diagnosis);
    await changeReply(bot.store, id, edited(both.prepared, diagnosis));
    await bot.outbox.deliver(id);
  } else return false;
  await notePart(bot.store, place, { ts: before.ts, prepared: both.prepared, answered: true });
  return true;
}

/** The second part changed the answer; otherwise it is talk under the paste. */
function saysMore(own: Thought, { diagnosis }: Thought, shown: Thought['diagnosis']): boolean {
  const { kind } = own.diagnosis;
  if (diagnosis.section === null || kind === 'unknown' || kind === 'question') return false;
  const rowChanged = diagnosis.section !== shown.section || diagnosis.row !== shown.row;
  return (
    rowChanged ||
    diagnosis.requestIds.length > shown.requestIds.length ||
    diagnosis.evidence.length > shown.evidence.length
  );
}
