import { blocksTooLong, validateBlocks } from '../blocks.ts';
import { withIds } from '../messages.ts';
import type { Block, Json, Message } from '../types.ts';
import { json, text } from './arguments.ts';
import { type Call, faulty, SlackError } from './types.ts';

const MAX_TEXT = 40_000;
const MAX_MARKDOWN_TEXT = 12_000;
const MAX_METADATA = 16_000;

/** Blocks of a call, checked as Slack checks them. `hooks` is for response URLs, which have no limit for the whole. */
function readBlocks(args: Json, surface: 'message' | 'hook' = 'message'): Block[] | undefined {
  const blocks = json(args, 'blocks', 'invalid_blocks_format');
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
  const faults = validateBlocks(blocks, 'message');
  if (faults.length) throw faulty('invalid_blocks', faults);
  if (surface === 'message' && blocksTooLong(blocks)) throw new SlackError('msg_blocks_too_long');
  return withIds(blocks as Block[]);
}

function readMetadata(args: Json): Message['metadata'] | undefined {
  const metadata = json(args, 'metadata', 'invalid_metadata_format') as Message['metadata'] | undefined;
  if (metadata === undefined) return undefined;
  const shaped = typeof metadata.event_type === 'string' && typeof metadata.event_payload === 'object';
  if (!shaped) throw new SlackError('invalid_metadata_format');
  if (JSON.stringify(metadata).length > MAX_METADATA) throw new SlackError('metadata_too_large');
  return metadata;
}

/** What a message of a call consists of: only the parts that were given. Throws Slack's error for what is wrong. */
export function readContent(args: Json, surface: 'message' | 'hook' = 'message'): Partial<Message> {
  const parts: Partial<Message> = {};
  const blocks = readBlocks(args, surface);
  const attachments = json(args, 'attachments', 'invalid_attachments');
  const metadata = readMetadata(args);
  const markdown = text(args, 'markdown_text');
  if (markdown) {
    if (args.text || blocks) throw new SlackError('markdown_text_conflict');
    if (markdown.length > MAX_MARKDOWN_TEXT) throw new SlackError('msg_too_long');
    parts.text = markdown;
  }
  if (typeof args.text === 'string') parts.text = args.text;
  if (blocks) parts.blocks = blocks;
  if (Array.isArray(attachments) && attachments.length) parts.attachments = attachments;
  if (metadata) parts.metadata = metadata;
  return parts;
}

/** Whether there is anything to show. */
export const isEmpty = (parts: Partial<Message>): boolean =>
  !parts.text && !parts.blocks?.length && !(parts.attachments as unknown[] | undefined)?.length;

/** Slack cuts a text off at 40,000 characters, and says so. */
export function truncate(parts: Partial<Message>): Json {
  if (!parts.text || parts.text.length <= MAX_TEXT) return {};
  parts.text = parts.text.slice(0, MAX_TEXT);
  return { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } };
}

/** The thread that a message goes to; a reply's own timestamp is refused. */
export function readThread(call: Call, messages: Message[]): Partial<Message> {
  const ts = text(call.args, 'thread_ts');
  if (!ts) return {};
  const parent = messages.find((message) => message.ts === ts);
  if (!parent) throw new SlackError('thread_not_found');
  if (parent.thread_ts && parent.thread_ts !== ts) throw new SlackError('cannot_reply_to_message');
  return { thread_ts: ts };
}
