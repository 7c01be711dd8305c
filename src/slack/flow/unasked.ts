import { isExplained } from '../../diagnosis/explained.ts';
import { sentence } from '../../reply/blocks/simple.ts';
import { words } from '../../reply/words.ts';
import { readReply } from '../../work/replies.ts';
import type { MessageBody } from '../jobs.ts';
import { SURE_OF_SAME } from '../limits.ts';
import { withAbove } from './above.ts';
import { answer } from './answer.ts';
import type { Bot } from './bot.ts';
import { failureOf, isLoudChannel, sameFailure } from './channels.ts';
import { compared } from './compare.ts';
import { type Gathered, gather } from './gather.ts';
import { grow } from './grow.ts';
import { postTo, sourceOf, threadOf } from './place.ts';
import { say } from './say.ts';
import { isEngaged, isLoud, noteHeard, readThread, stopThread, type Thread } from './threads.ts';
import { verify } from './verify.ts';
import { saysStop } from './words-in.ts';

/** Nobody addressed the bot: it speaks only when it is sure, and only as much as is welcome. */
export async function whenNotAsked(bot: Bot, acceptedAt: number, body: MessageBody): Promise<void> {
  const { place, prepared, files } = body;
  const thread = await readThread(bot.store, threadOf(place));
  if (place.threadTs !== null && thread !== null) {
    if (saysStop(prepared.text)) return stop(bot, body);
    await noteHeard(bot.store, threadOf(place));
  }
  const engaged = isEngaged(thread, bot.now());
  if (thread?.stopped || (!engaged && !mayAnswer(bot, place.channel))) return silent(bot, 'not-welcome');
  const own = await gather(bot, { prepared, files }, acceptedAt);
  if (await grow(bot, body, own, false)) return;
  if (own.diagnosis.answered) return paste(bot, acceptedAt, body, own, thread, engaged);
  if (place.threadTs !== null && own.paste.requestIds.length > 0) return requestId(bot, acceptedAt, body, own, engaged);
  if (engaged && own.diagnosis.outside?.of === 'healthy') return healthy(bot, acceptedAt, body, own, thread);
  return silent(bot, own.diagnosis.silence ?? 'unsure');
}

/** A paste that is recognised. The same failure as a moment ago gets a link instead of the same wall again. */
async function paste(
  bot: Bot,
  acceptedAt: number,
  body: MessageBody,
  own: Gathered,
  thread: Thread | null,
  engaged: boolean,
): Promise<void> {
  const { place } = body;
  const now = bot.now();
  const { perChannel, perThread } = bot.limits;
  if (isLoud(thread, now, perThread) || (await isLoudChannel(bot.store, place, now, perChannel)))
    return silent(bot, 'limit');
  const same = await answeredBefore(bot, body, own);
  const opening = engaged ? await compared(bot, thread, own) : null;
  await answer(bot, { ...replyTo(acceptedAt, body, own), opening, ...(same ? { same } : {}) });
}

/** Where the same failure was answered in this channel a moment before; null where it was not, or that answer is folded. */
async function answeredBefore(bot: Bot, { place }: MessageBody, own: Gathered): Promise<{ link: string } | null> {
  if (place.threadTs !== null || own.diagnosis.confidence < SURE_OF_SAME) return null;
  const found = await sameFailure(bot.store, place, failureOf(own.diagnosis), bot.now());
  const record = found && (await readReply(bot.store, found.reply));
  if (!record?.post.ts || (record.folded !== null && record.folded !== 'solved')) return null;
  return { link: await bot.calls.permalink(record.post.channel, record.post.ts) };
}

/**
 * A request ID in a thread: where the bot takes part, it is looked up. Elsewhere only what is called a request ID, or what
 * audit knows.
 */
async function requestId(
  bot: Bot,
  acceptedAt: number,
  body: MessageBody,
  own: Gathered,
  engaged: boolean,
): Promise<void> {
  const { outside, kind } = own.diagnosis;
  if (outside?.of === 'other' || outside?.of === 'healthy') return silent(bot, 'other-product');
  const named = own.paste.requestIds.some((id) => id.named);
  const meant = named || (engaged && kind === 'request-id');
  const both = await withAbove(bot, body.place, own);
  if (meant) {
    await answer(bot, replyTo(acceptedAt, body, both));
    return;
  }
  const verified = await verify(bot, body.place, both.paste, both.diagnosis);
  if (!isExplained(verified.diagnosis.diagnostic)) return silent(bot, 'request-id-only');
  await answer(bot, { ...replyTo(acceptedAt, body, both), verified });
}

/** The second paste in an engaged thread shows that it works now: one line, and nothing to tick. */
async function healthy(bot: Bot, acceptedAt: number, body: MessageBody, own: Gathered, thread: Thread): Promise<void> {
  const text = await compared(bot, thread, own);
  if (text === null) return silent(bot, 'healthy');
  await say(bot, body.place, acceptedAt, { what: 'healthy', message: sentence([text]) });
}

function replyTo(acceptedAt: number, body: MessageBody, own: Gathered) {
  const { prepared, paste } = own;
  const notes = [...own.diagnosis.notes, ...words.fileNotes([], own.cut)];
  const diagnosis = { ...own.diagnosis, notes };
  return { source: sourceOf(body), asked: false, prepared, paste, diagnosis, post: postTo(body.place), acceptedAt };
}

/** Channels where nobody wants to be answered unasked are let through only for threads that the bot was called into. */
function mayAnswer(bot: Bot, channel: string): boolean {
  const { autoReply, mute } = bot.config.channels;
  return !mute.includes(channel) && (autoReply === null || autoReply.includes(channel));
}

async function stop(bot: Bot, { place }: MessageBody): Promise<void> {
  await stopThread(bot.store, threadOf(place));
  bot.metrics.pressed('stop');
  const { channel, user, threadTs } = place;
  await bot.calls.ephemeral({ channel, user, threadTs, message: words.stopped }).catch(() => undefined);
}

function silent(bot: Bot, reason: string): void {
  bot.metrics.silent(reason);
}
