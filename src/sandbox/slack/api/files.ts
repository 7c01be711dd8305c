import { makeFile, mayRead } from '../files.ts';
import { newId } from '../ids.ts';
import { addMessage, botMessage } from '../messages.ts';
import type { FileObject, Json } from '../types.ts';
import { count, json, required, text } from './arguments.ts';
import { writable } from './channels.ts';
import { type Call, type Method, SlackError } from './types.ts';

function info(call: Call): Json {
  const id = required(call.args, 'file');
  const file = call.core.state.files.get(id);
  if (!file || !mayRead(call.core, id)) throw new SlackError('file_not_found');
  const content =
    file.content === null ? {} : { content: file.content, is_truncated: file.object.is_truncated ?? false };
  return { file: structuredClone(file.object), ...content, comments: [], response_metadata: { next_cursor: '' } };
}

function getUploadUrl(call: Call): Json {
  const { core, args } = call;
  const name = required(args, 'filename');
  const length = count(args, 'length', 0, Number.MAX_SAFE_INTEGER);
  const id = newId('F');
  core.state.uploads.set(id, { name, length, data: null });
  return { upload_url: `${core.origin}/upload/v1/${id}`, file_id: id };
}

function complete(call: Call): Json {
  const { core, args } = call;
  const files = json(args, 'files', 'invalid_arguments') as { id: string; title?: string }[] | undefined;
  if (!files?.length) throw new SlackError('invalid_arguments');
  const made: FileObject[] = files.map(({ id, title }) => {
    const upload = core.state.uploads.get(id);
    if (!upload?.data) throw new SlackError('file_not_found');
    core.state.uploads.delete(id);
    return makeFile(core, { id, name: upload.name, title, user: core.state.bot.userId, bytes: { data: upload.data } });
  });
  const channelId = text(args, 'channel_id');
  if (channelId) {
    const channel = writable({ ...call, args: { channel: channelId } });
    for (const { id } of made) core.state.files.get(id)?.shares.push(channel.id);
    const thread = text(args, 'thread_ts') ? { thread_ts: text(args, 'thread_ts') } : {};
    const words = text(args, 'initial_comment');
    addMessage(core, channel, botMessage(core, { text: words, files: made, subtype: 'file_share', ...thread }));
  }
  return { files: made.map(({ id, title }) => ({ id, title })) };
}

export const fileMethods: Record<string, Method> = {
  'files.info': { scopes: ['files:read'], run: info },
  'files.getUploadURLExternal': { scopes: ['files:write'], run: getUploadUrl },
  'files.completeUploadExternal': { scopes: ['files:write'], run: complete },
};
