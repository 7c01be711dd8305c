import { addReaction, removeReaction } from './api/reactions.ts';
import type { Core } from './core.ts';
import { makeFile, type NewFile } from './files.ts';
import { addMessage, changeMessage, removeMessage, unfurl } from './messages.ts';
import { richTextOf } from './rich-text.ts';
import { findChannel, findMessage, findUser } from './state.ts';
import { encodeText } from './text.ts';
import type { Channel, FileBytes, FileObject, Message } from './types.ts';

export interface SentFile {
  name: string;
  content?: string;
  base64?: string;
  /** A file of `bytes` bytes that repeats `text`, made while it is sent. */
  repeat?: { text: string; bytes: number };
  mimetype?: string;
  mode?: 'snippet' | 'hosted';
  claimedSize?: number;
}

/** Who is meant and where; throws a plain Error for what is not there, as a person could not do it either. */
function place(core: Core, at: { channel: string; user: string }): Channel {
  const channel = findChannel(core.state, at.channel);
  if (!channel) throw new Error(`There is no channel ${at.channel}`);
  if (!findUser(core.state, at.user)) throw new Error(`There is no user ${at.user}`);
  if (!channel.members.includes(at.user)) throw new Error(`${at.user} is not in ${at.channel}`);
  if (channel.archived) throw new Error(`${at.channel} is archived`);
  return channel;
}

export function messageOf(core: Core, at: { channel: string; ts: string }): Message {
  const message = findMessage(core.state, at.channel, at.ts);
  if (!message) throw new Error(`There is no message ${at.ts} in ${at.channel}`);
  return message;
}

function bytesOf(file: SentFile): FileBytes {
  if (file.repeat) return { repeat: file.repeat.text, bytes: file.repeat.bytes };
  return { data: file.base64 === undefined ? Buffer.from(file.content ?? '') : Buffer.from(file.base64, 'base64') };
}

/** A file as the event shows it: in a shared channel only its ID, to be asked for with `files.info`. */
function asShared(channel: Channel, file: FileObject): FileObject {
  if (!channel.shared) return file;
  return {
    id: file.id,
    created: file.created,
    timestamp: file.timestamp,
    mode: 'file_access',
    file_access: 'check_file_info',
  };
}

function attach(core: Core, channel: Channel, user: string, files: SentFile[]): FileObject[] {
  return files.map((sent) => {
    const { name, mimetype, mode, claimedSize } = sent;
    const file: NewFile = { name, user, mimetype, mode, claimedSize, bytes: bytesOf(sent) };
    const object = makeFile(core, file);
    core.state.files.get(object.id)?.shares.push(channel.id);
    return asShared(channel, object);
  });
}

/** What people do with messages. Times are Slack timestamps; every answer is plain JSON. */
export function messageOperations(core: Core) {
  return {
    /** Writes a message; too long a one becomes a snippet, as Slack's client makes it, unless `snippet` is false. */
    async say(arg: {
      channel: string;
      user: string;
      text: string;
      thread?: string;
      broadcast?: boolean;
      files?: SentFile[];
      snippet?: boolean;
    }): Promise<Message> {
      const channel = place(core, arg);
      if (arg.thread) messageOf(core, { channel: channel.id, ts: arg.thread });
      const long = arg.snippet ?? arg.text.length > core.settings.snippetFrom;
      const pasted: SentFile[] = long
        ? [{ name: 'Untitled.txt', content: arg.text, mode: 'snippet', mimetype: 'text/plain' }]
        : [];
      const files = attach(core, channel, arg.user, [...(arg.files ?? []), ...pasted]);
      const text = long ? '' : arg.text;
      const blocks = richTextOf(core.state, text);
      const subtype = arg.broadcast ? 'thread_broadcast' : files.length ? 'file_share' : undefined;
      const message = addMessage(core, channel, {
        type: 'message',
        ...(subtype ? { subtype } : {}),
        user: arg.user,
        ts: core.nextTs(),
        client_msg_id: crypto.randomUUID(),
        text: encodeText(core.state, text),
        team: core.state.team.id,
        ...(blocks.length ? { blocks } : {}),
        ...(files.length ? { files, upload: false } : {}),
        ...(arg.thread ? { thread_ts: arg.thread } : {}),
      });
      if (core.settings.unfurls) unfurl(core, channel, message);
      return structuredClone(message);
    },

    /** Uploads files with a comment. */
    async upload(arg: { channel: string; user: string; files: SentFile[]; text?: string; thread?: string }) {
      return this.say({ snippet: false, ...arg, text: arg.text ?? '' });
    },

    async edit(arg: { channel: string; user: string; ts: string; text: string }): Promise<Message> {
      const channel = place(core, arg);
      const message = messageOf(core, arg);
      if (message.user !== arg.user) throw new Error(`${arg.user} did not write ${arg.ts}`);
      const edited = { user: arg.user, ts: core.nextTs() };
      const blocks = richTextOf(core.state, arg.text);
      changeMessage(core, channel, message, { text: encodeText(core.state, arg.text), blocks, edited });
      return structuredClone(message);
    },

    /** Deletes a message. */
    async remove(arg: { channel: string; user: string; ts: string }): Promise<void> {
      removeMessage(core, place(core, arg), messageOf(core, arg));
    },

    /** Lets Slack unfurl the first link of a message now. */
    async unfurl(arg: { channel: string; ts: string }): Promise<void> {
      const channel = findChannel(core.state, arg.channel);
      if (channel) unfurl(core, channel, messageOf(core, arg));
    },

    async react(arg: { channel: string; user: string; ts: string; name: string }): Promise<void> {
      addReaction(core, place(core, arg), messageOf(core, arg), arg.user, arg.name);
    },

    async unreact(arg: { channel: string; user: string; ts: string; name: string }): Promise<void> {
      removeReaction(core, place(core, arg), messageOf(core, arg), arg.user, arg.name);
    },

    /** A message of another app, by its bot user. */
    async sayAsBot(arg: { channel: string; user: string; text: string; thread?: string }): Promise<Message> {
      const channel = place(core, arg);
      const bot = { bot_id: `B0${arg.user.slice(2)}`, app_id: 'A0OTHER', subtype: 'bot_message', username: arg.user };
      const thread = arg.thread ? { thread_ts: arg.thread } : {};
      const { user, text } = arg;
      const message: Message = { type: 'message', ts: core.nextTs(), user, text, ...bot, ...thread };
      return structuredClone(addMessage(core, channel, message));
    },
  };
}
