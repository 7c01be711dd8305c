import type { Core } from '../core.ts';
import { botIsIn } from '../events.ts';
import { threadOf } from '../messages.ts';
import { findMessage, findUser } from '../state.ts';
import type { Channel, Json, Message } from '../types.ts';
import { count, flag, required, text } from './arguments.ts';
import { channelScopes, joined, lookUp, seen } from './channels.ts';
import { type Call, type Method, SlackError } from './types.ts';

/** A message as history gives it: metadata only when it was asked for. */
function shown(message: Message, args: Json): Message {
  const copy = structuredClone(message);
  if (!flag(args, 'include_all_metadata')) delete copy.metadata;
  return copy;
}

/** The stretch of messages between `oldest` and `latest`, whose ends count only with `inclusive`. */
function between(messages: Message[], args: Json): Message[] {
  const oldest = Number(text(args, 'oldest') || 0);
  const latest = Number(text(args, 'latest') || Number.MAX_SAFE_INTEGER);
  const ends = flag(args, 'inclusive');
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    return (at > oldest && at < latest) || (ends && (at === oldest || at === latest));
  });
}

/** One page, and the cursor of the next. */
function page(messages: Message[], args: Json, limit: number): { part: Message[]; rest: Json } {
  const cursor = text(args, 'cursor');
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString('utf8').replace('next:', '')) : 0;
  if (!Number.isInteger(start)) throw new SlackError('invalid_cursor');
  const more = messages.length > start + limit;
  const next = more ? Buffer.from(`next:${start + limit}`).toString('base64') : '';
  return {
    part: messages.slice(start, start + limit),
    rest: { has_more: more, ...(more ? { response_metadata: { next_cursor: next } } : {}) },
  };
}

function history(call: Call): Json {
  const { core, args } = call;
  const channel = joined(call);
  const top = (core.state.messages[channel.id] ?? []).filter(
    (message) => !message.thread_ts || message.thread_ts === message.ts || message.subtype === 'thread_broadcast',
  );
  const { part, rest } = page(between(top, args).reverse(), args, count(args, 'limit', 100, 999));
  return { messages: part.map((message) => shown(message, args)), pin_count: 0, ...rest };
}

function replies(call: Call): Json {
  const { core, args } = call;
  const channel = joined(call);
  const ts = required(args, 'ts');
  const asked = findMessage(core.state, channel.id, ts);
  if (!asked) throw new SlackError('thread_not_found');
  const thread = threadOf(core.state.messages[channel.id] ?? [], asked.thread_ts ?? ts);
  const [parent, ...others] = thread;
  const { part, rest } = page(between(others, args), args, count(args, 'limit', 1000, 1000));
  const first = parent && !text(args, 'cursor') ? [parent] : [];
  return { messages: [...first, ...part].map((message) => shown(message, args)), ...rest };
}

/** A channel as Slack describes it. */
function channelObject(core: Core, channel: Channel): Json {
  return {
    id: channel.id,
    name: channel.kind === 'im' ? undefined : channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: channel.kind === 'im',
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    is_archived: channel.archived,
    is_general: channel.name === 'general',
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    is_org_shared: false,
    is_member: botIsIn(core, channel),
    user: channel.kind === 'im' ? channel.members.find((id) => id !== core.state.bot.userId) : undefined,
    context_team_id: core.state.team.id,
  };
}

function open(call: Call): Json {
  const { core, args } = call;
  const users = required(args, 'users');
  if (!findUser(core.state, users)) throw new SlackError('user_not_found');
  const channel = lookUp(core, users);
  if (!channel) throw new SlackError('cannot_dm_bot');
  return { channel: { id: channel.id }, already_open: true, no_op: true };
}

export const conversationMethods: Record<string, Method> = {
  'conversations.history': { scopes: channelScopes('history'), run: history },
  'conversations.replies': { scopes: channelScopes('history'), run: replies },
  'conversations.info': {
    scopes: channelScopes('read'),
    run: (call) => ({ channel: channelObject(call.core, seen(call)) }),
  },
  'conversations.members': { scopes: channelScopes('read'), run: (call) => ({ members: seen(call).members }) },
  'conversations.open': { scopes: ['im:write', 'mpim:write'], run: open },
  'conversations.list': {
    scopes: channelScopes('read'),
    run: ({ core }) => ({
      channels: core.state.channels
        .filter((each) => each.kind !== 'im' && (each.kind === 'public' || botIsIn(core, each)))
        .map((each) => channelObject(core, each)),
      response_metadata: { next_cursor: '' },
    }),
  },
};
