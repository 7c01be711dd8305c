import { auditAsked } from '../../work/changes.ts';
import { changeReply, readReply } from '../../work/replies.ts';
import type { AskAuditBody } from '../jobs.ts';
import type { Bot } from './bot.ts';
import { checkAgain } from './check-again.ts';
import { askAuditAgain, auditIsOpen } from './verify.ts';

/** A durable timer rang: audit may have the request by now. Ends when it has, or when it was asked often enough. */
export async function onAskAudit(bot: Bot, body: AskAuditBody): Promise<void> {
  const record = await readReply(bot.store, body.reply);
  if (record === null || record.folded !== null || record.post.state === 'failed') return;
  const after = await checkAgain(bot, record, record.source.user);
  if (after === null) return;
  const asked = record.audit.asked + 1;
  if (auditIsOpen(after.diagnosis, false)) await askAuditAgain(bot, after, asked);
  else await changeReply(bot.store, after.id, auditAsked(asked, null));
}
