import { addMessage, botMessage, changeMessage, removeMessage, unfurl } from '../messages.ts';
import { findUser } from '../state.ts';
import type { Channel, Json, Message } from '../types.ts';
import { flag, required, text } from './arguments.ts';
import { joined, messageAt, seen, writable } from './channels.ts';
import { isEmpty, readContent, readThread, truncate } from './content.ts';
import { type Call, type Method, SlackError } from './types.ts';

const MAX_UPDATE_TEXT = 4000;
const STATUS_MS = 120_000;

const messagesOf = ({ core }: Call, channel: Channel): Message[] => core.state.messages[channel.id] ?? [];

function postMessage(call: Call): Json {
  const { core, args } = call;
  const channel = writable(call);
  const parts = readContent(args);
  if (isEmpty(parts)) throw new SlackError('no_text');
  const warnings = truncate(parts);
  const thread = readThread(call, messagesOf(call, channel));
  const broadcast = thread.thread_ts && flag(args, 'reply_broadcast') ? { subtype: 'thread_broadcast' } : {};
  const message = addMessage(core, channel, botMessage(core, { ...parts, ...thread, ...broadcast }));
  const answer = { channel: channel.id, ts: message.ts, message: structuredClone(message), ...warnings };
  const quiet = args.unfurl_links !== undefined && !flag(args, 'unfurl_links');
  if (core.settings.unfurls && !quiet) unfurl(core, channel, message);
  return answer;
}

function update(call: Call): Json {
  const { core, args } = call;
  const channel = writable(call);
  const message = messageAt(core, channel, required(args, 'ts'));
  if (message.bot_id !== core.state.bot.botId) throw new SlackError('cant_update_message');
  const parts = readContent(args);
  if (Object.keys(parts).length === 0) throw new SlackError('no_text');
  if ((parts.text?.length ?? 0) > MAX_UPDATE_TEXT) throw new SlackError('msg_too_long');
  const edited = { user: core.state.bot.userId, ts: core.nextTs() };
  changeMessage(core, channel, message, { ...parts, ...(parts.text === undefined ? {} : { edited }) });
  return { channel: channel.id, ts: message.ts, text: message.text, message: structuredClone(message) };
}

function remove(call: Call): Json {
  const { core, args } = call;
  const channel = joined(call);
  const message = messageAt(core, channel, required(args, 'ts'));
  if (message.bot_id !== core.state.bot.botId) throw new SlackError('cant_delete_message');
  removeMessage(core, channel, message);
  return { channel: channel.id, ts: message.ts };
}

function postEphemeral(call: Call): Json {
  const { core, args } = call;
  const channel = writable(call);
  const user = required(args, 'user');
  if (!findUser(core.state, user)) throw new SlackError('invalid_user');
  if (!channel.members.includes(user)) throw new SlackError('user_not_in_channel');
  const parts = readContent(args);
  if (isEmpty(parts)) throw new SlackError('no_text');
  const thread = readThread(call, messagesOf(call, channel));
  const ts = core.nextTs();
  // Accepted, but shown to nobody: in a thread without replies Slack does not show ephemeral messages.
  const parent = messagesOf(call, channel).find((message) => message.ts === thread.thread_ts);
  if (parent && !parent.reply_count) return { message_ts: ts };
  const { text: words = '', blocks } = parts;
  core.state.ephemerals.push({ user, channel: channel.id, ts, from: 'bot', text: words, blocks, ...thread });
  core.changed();
  return { message_ts: ts };
}

function getPermalink(call: Call): Json {
  const { core, args } = call;
  const channel = seen(call);
  const ts = required(args, 'message_ts');
  const message = messageAt(core, channel, ts);
  const thread = message.thread_ts ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : '';
  const link = `https://${core.state.team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}${thread}`;
  return { channel: channel.id, permalink: link };
}

function setStatus(call: Call): Json {
  const { core, args } = call;
  const named = required({ channel: text(args, 'channel_id') }, 'channel');
  const channel = writable({ ...call, args: { channel: named } });
  const key = `${channel.id}|${required(args, 'thread_ts')}`;
  const status = text(args, 'status');
  const clear = () => {
    delete core.state.statuses[key];
    core.changed();
  };
  if (status === '') clear();
  else {
    core.state.statuses[key] = status;
    core.clock.after(STATUS_MS / core.settings.timeScale, clear);
    core.changed();
  }
  return {};
}

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': { scopes: ['chat:write'], run: postMessage },
  'chat.update': { scopes: ['chat:write'], run: update },
  'chat.delete': { scopes: ['chat:write'], run: remove },
  'chat.postEphemeral': { scopes: ['chat:write'], run: postEphemeral },
  'chat.getPermalink': { scopes: [], run: getPermalink },
  'assistant.threads.setStatus': { scopes: ['chat:write', 'assistant:write'], run: setStatus },
};
