import type { Core } from './core.ts';
import { emitChanged, emitDeleted, emitMessage } from './events.ts';
import { token } from './ids.ts';
import { findMessage } from './state.ts';
import type { Block, Channel, Json, Message } from './types.ts';

/** Gives a block ID to every block, and an action ID to every element, that has none, as Slack does. */
export function withIds(blocks: Block[]): Block[] {
  return blocks.map((block) => {
    const copy: Block = { ...structuredClone(block), block_id: block.block_id ?? token(4) };
    const elements = [...((copy.elements as Json[] | undefined) ?? []), copy.accessory, copy.element];
    for (const element of elements) nameAction(element as Json | undefined);
    return copy;
  });
}

const NAMED = /^(button|checkboxes|radio_buttons|overflow|.*_select|.*picker|.*_input|feedback_buttons|icon_button)$/;

function nameAction(element: Json | undefined): void {
  if (element && NAMED.test(String(element.type)) && !element.action_id) element.action_id = token(4);
}

/** Everything under a thread's parent, the parent first. */
export function threadOf(messages: Message[], ts: string): Message[] {
  return messages.filter((message) => message.ts === ts || message.thread_ts === ts);
}

function countReplies(core: Core, channel: Channel, parentTs: string): void {
  const parent = findMessage(core.state, channel.id, parentTs);
  if (!parent) return;
  const replies = threadOf(core.state.messages[channel.id] ?? [], parentTs).filter((each) => each.ts !== parentTs);
  if (replies.length === 0) {
    for (const key of ['thread_ts', 'reply_count', 'reply_users', 'reply_users_count', 'latest_reply'])
      delete parent[key];
    return;
  }
  const users = [...new Set(replies.map((reply) => reply.user))];
  parent.thread_ts = parentTs;
  parent.reply_count = replies.length;
  parent.reply_users = users;
  parent.reply_users_count = users.length;
  parent.latest_reply = replies.at(-1)?.ts;
}

/** Puts a message into a channel and tells the bot. */
export function addMessage(core: Core, channel: Channel, message: Message): Message {
  const list = core.state.messages[channel.id] ?? [];
  core.state.messages[channel.id] = list;
  list.push(message);
  if (message.thread_ts) {
    message.parent_user_id = findMessage(core.state, channel.id, message.thread_ts)?.user;
    countReplies(core, channel, message.thread_ts);
    delete core.state.statuses[`${channel.id}|${message.thread_ts}`];
  }
  core.changed();
  emitMessage(core, channel, structuredClone(message));
  return message;
}

/** Changes a message in place and tells the bot; `edited` is set when a person or the bot changed the text. */
export function changeMessage(core: Core, channel: Channel, message: Message, change: Partial<Message>): void {
  const previous = structuredClone(message);
  Object.assign(message, change);
  core.changed();
  emitChanged(core, channel, message, previous);
}

/** Removes a message; the parent of a thread with replies stays as a tombstone, as in Slack. */
export function removeMessage(core: Core, channel: Channel, message: Message): void {
  const list = core.state.messages[channel.id] ?? [];
  if (message.reply_count) {
    const tombstone = { subtype: 'tombstone', text: 'This message was deleted.', user: 'USLACKBOT', hidden: true };
    changeMessage(core, channel, message, { ...tombstone, blocks: undefined, files: undefined });
    return;
  }
  const previous = structuredClone(message);
  list.splice(list.indexOf(message), 1);
  if (message.thread_ts) countReplies(core, channel, message.thread_ts);
  core.changed();
  emitDeleted(core, channel, previous);
}

/** Follows the first link of a message, as Slack does a moment after it was written: the bot sees a change. */
export function unfurl(core: Core, channel: Channel, message: Message): void {
  const link = /<?(https?:[^|>\s]+)/.exec(message.text)?.[1];
  if (!link) return;
  changeMessage(core, channel, message, { attachments: [{ id: 1, from_url: link, title: link, fallback: link }] });
}

/** A message of the bot, with what Slack adds to it. */
export function botMessage(core: Core, parts: Partial<Message>): Message {
  const { bot, team } = core.state;
  return {
    type: 'message',
    ts: core.nextTs(),
    user: bot.userId,
    bot_id: bot.botId,
    app_id: bot.appId,
    team: team.id,
    bot_profile: { id: bot.botId, app_id: bot.appId, name: bot.name, team_id: team.id, deleted: false },
    text: '',
    ...parts,
  };
}
