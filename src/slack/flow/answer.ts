import type { Diagnosis } from '../../diagnosis/types.ts';
import type { Paste, Prepared } from '../../paste/types.ts';
import { standsAt } from '../../work/changes.ts';
import type { Delivered } from '../../work/outbox.ts';
import { changeReply, createReply, replyId } from '../../work/replies.ts';
import type { ReplyRecord, Source } from '../../work/types.ts';
import type { Bot } from './bot.ts';
import { failureOf, noteAnswer } from './channels.ts';
import { noteReply } from './threads.ts';
import { askAuditAgain, auditIsOpen, bringIn, type Verified, verify } from './verify.ts';

/** Everything that is known when the bot decides to reply. */
export interface Reply {
  source: Source;
  asked: boolean;
  prepared: Prepared;
  paste: Paste;
  diagnosis: Diagnosis;
  /** Where the message goes. */
  post: { channel: string; threadTs: string | null };
  /** For what is no message: the trigger or view that it came from. Default: the source's ts. */
  key?: string;
  /** When the work was accepted. */
  acceptedAt: number;
  /** Checks that were already asked, so that they are not asked twice. */
  verified?: Verified;
  /** A short answer that stands under the message already: the reply takes its place. */
  takesOver?: string;
  /** The same failure was answered in this channel a moment before, there. */
  same?: { link: string };
  /** What changed since the first paste of the thread, in words. */
  opening?: string | null;
}

/**
 * The one place where a reply begins: checks within their deadline, the record, the message. Then what comes later: checks
 * that were too slow, and audit asked again by durable timers. Safe to run twice: the same source has one record.
 */
export async function answer(bot: Bot, reply: Reply): Promise<Delivered> {
  const { source } = reply;
  const verified = reply.verified ?? (await verify(bot, source, reply.paste, reply.diagnosis));
  const { record, created } = await createReply(bot.store, {
    id: replyId(source.team, source.channel, reply.key ?? source.ts ?? ''),
    source,
    asked: reply.asked,
    prepared: reply.prepared,
    diagnosis: verified.diagnosis,
    post: reply.post,
    createdAt: bot.now(),
    ...(reply.same ? { same: reply.same } : {}),
  });
  const { opening, takesOver } = reply;
  if (created && takesOver) await changeReply(bot.store, record.id, standsAt(takesOver));
  if (created && opening) await changeReply(bot.store, record.id, (each) => ({ ...each, changes: [opening] }));
  await noteFailure(bot, record, failureOf(reply.diagnosis));
  const delivered = await carryOn(bot, record, reply.acceptedAt, verified.late !== null);
  if (verified.late) bot.background('late checks', bringIn(bot, record.id, verified.late));
  return delivered;
}

/** Everything after the record is there; also where work that broke off after it is taken up. */
export async function carryOn(bot: Bot, record: ReplyRecord, acceptedAt: number, late = false): Promise<Delivered> {
  const { channel, threadTs } = record.post;
  if (threadTs !== null) {
    const { id, asked, createdAt: at, source } = record;
    const ref = { team: source.team, channel, root: threadTs };
    await noteReply(bot.store, ref, { id, ts: source.ts ?? threadTs, asked, at });
  }
  if (record.audit.nextAt === null && record.audit.asked === 0 && auditIsOpen(record.diagnosis, late)) {
    await askAuditAgain(bot, record, 0);
  }
  const delivered = await bot.outbox.deliver(record.id);
  // Also when it took several runs; not when it stood there before.
  if (record.post.state === 'intended') tell(bot, record, delivered, Date.now() - acceptedAt);
  return delivered;
}

async function noteFailure(bot: Bot, record: ReplyRecord, failure: string): Promise<void> {
  if (record.diagnosis.section === null) return;
  const { source, post, asked, createdAt: at } = record;
  const place = { team: source.team, channel: post.channel, ts: source.ts ?? post.threadTs ?? '' };
  await noteAnswer(bot.store, place, { failure, reply: record.id, asked, at });
}

/** One line a paste: what, where, how long. Rows and IDs of Slack only. */
function tell(bot: Bot, record: ReplyRecord, delivered: Delivered, ms: number): void {
  const { section, row, edition, tier, confidence } = record.diagnosis;
  const { way, channel } = record.source;
  if (delivered.state === 'posted') {
    bot.metrics.answered({ section, row: record.folded === 'same' ? 'same-failure' : row, edition, way });
    bot.metrics.replied(ms);
  }
  const fields = { reply: record.id, way, channel, section, row, tier, confidence, ms, state: delivered.state };
  bot.log.info(fields, delivered.state === 'posted' ? 'answered' : 'not answered');
}
