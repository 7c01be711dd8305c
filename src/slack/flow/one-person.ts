import { renderAlone } from '../../reply/alone.ts';
import { type NewReply, replyId } from '../../work/replies.ts';
import type { Message } from '../../work/slack.ts';
import type { ReplyRecord } from '../../work/types.ts';
import type { Reply } from './answer.ts';
import type { Bot } from './bot.ts';
import { verify } from './verify.ts';

/**
 * The whole answer to the person alone, through the response_url of what they did; as an ephemeral message where that is not to
 * be had. Such a message cannot be changed later, so it has no record and no buttons.
 */
export async function toOnePerson(
  bot: Bot,
  reply: Omit<Reply, 'post' | 'acceptedAt'>,
  responseUrl: string | null,
  note: string | null,
): Promise<void> {
  const { source } = reply;
  const { diagnosis } = reply.verified ?? (await verify(bot, source, reply.paste, reply.diagnosis));
  const { channel, user, threadTs } = source;
  const record: ReplyRecord = passing({
    id: replyId(source.team, channel, reply.key ?? source.ts ?? ''),
    source,
    asked: true,
    prepared: reply.prepared,
    diagnosis,
    post: { channel, threadTs },
    createdAt: bot.now(),
  });
  const message = renderAlone(record, bot.knowledge, note);
  const { section, row, edition } = diagnosis;
  bot.metrics.answered({ section, row, edition, way: source.way });
  await tellOnePerson(bot, { channel, user, threadTs }, responseUrl, message);
}

/**
 * Through the response_url, else as an ephemeral message. Neither can be looked for afterwards: where nobody knows whether the
 * first was seen, the person may see it twice, which is better than not at all.
 */
export async function tellOnePerson(
  bot: Bot,
  { channel, user, threadTs }: { channel: string; user: string; threadTs: string | null },
  responseUrl: string | null,
  message: Message,
): Promise<void> {
  if (await bot.respond(responseUrl, message)) return;
  await bot.calls.ephemeral({ channel, user, threadTs, message });
}

/** A record that is rendered once and never kept. */
function passing(reply: NewReply): ReplyRecord {
  return {
    ...reply,
    ticks: {},
    solved: null,
    chosen: null,
    folded: null,
    changes: [],
    post: { state: 'posted', ...reply.post, ts: null, error: null },
    audit: { asked: 0, nextAt: null },
    revision: 1,
    rendered: 1,
  };
}
