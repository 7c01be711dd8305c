/** The shapes of the embedded workspace. Where Slack has a JSON shape of its own, it is kept as Slack sends it. */

export type Json = Record<string, unknown>;
export type Mode = 'http' | 'socket';

export interface User {
  id: string;
  name: string;
  realName: string;
  bot: boolean;
}

export interface Channel {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im' | 'mpim';
  members: string[];
  archived: boolean;
  /** Shared with another organisation: files in it arrive as `check_file_info`. */
  shared: boolean;
}

export interface Block extends Json {
  type: string;
  block_id?: string;
}

interface Reaction {
  name: string;
  users: string[];
  count: number;
}

/** A message as Slack stores and sends it. */
export interface Message extends Json {
  type: 'message';
  ts: string;
  text: string;
  user?: string;
  subtype?: string;
  bot_id?: string;
  app_id?: string;
  thread_ts?: string;
  blocks?: Block[];
  files?: FileObject[];
  reactions?: Reaction[];
  metadata?: { event_type: string; event_payload: Json };
  edited?: { user: string; ts: string };
  reply_count?: number;
}

/** What only one person sees: `from` tells the bot's ephemeral messages from Slack's own notices. */
export interface Ephemeral {
  user: string;
  channel: string;
  ts: string;
  from: 'bot' | 'slack';
  text: string;
  thread_ts?: string;
  blocks?: Block[];
}

export interface FileObject extends Json {
  id: string;
  name?: string;
  size?: number;
  mimetype?: string;
  url_private?: string;
  url_private_download?: string;
}

/** The bytes behind a file: kept, or made while they are sent, so that a large file costs no memory. */
export type FileBytes = { data: Buffer } | { repeat: string; bytes: number };

export interface View extends Json {
  id: string;
  type: 'modal' | 'home';
  blocks: Block[];
  hash: string;
  callback_id: string;
  private_metadata: string;
  state: { values: Record<string, Record<string, Json>> };
  root_view_id: string;
  previous_view_id: string | null;
  notify_on_close: boolean;
  external_id: string;
}

/** One line of everything that went between bot and workspace. */
export interface Traffic {
  seq: number;
  /** ms since 1970, when it began. */
  at: number;
  /** How long the other side took. */
  ms: number;
  direction: 'to-bot' | 'from-bot';
  kind: 'event' | 'command' | 'interaction' | 'api' | 'response_url' | 'file' | 'socket';
  /** Event type, command, interaction type or API method. */
  name: string;
  ok: boolean;
  /** HTTP status, 0 where there was none. */
  status: number;
  /** Why it failed: Slack's error code, or the reason of a redelivery. */
  error: string | null;
  retry: number;
  eventId: string | null;
  request: unknown;
  response: unknown;
}

/** What can be seen of the workspace at one moment; also what the page draws and what `waitFor` looks at. */
export interface Snapshot {
  version: number;
  mode: Mode;
  team: { id: string; name: string; domain: string };
  bot: { userId: string; botId: string; appId: string; name: string };
  /** What people can start: slash commands and message shortcuts. */
  commands: string[];
  shortcuts: { name: string; callbackId: string }[];
  users: User[];
  channels: Channel[];
  /** By channel, oldest first, replies included. */
  messages: Record<string, Message[]>;
  ephemerals: Ephemeral[];
  /** By user: the stack of open modals, the visible one last. */
  views: Record<string, View[]>;
  /** By user: the published home tab. */
  homes: Record<string, View>;
  /** By view: what the bot answered to a submission as `errors`. */
  viewErrors: Record<string, Record<string, string>>;
  /** By `channel|thread_ts`: what `assistant.threads.setStatus` shows. */
  statuses: Record<string, string>;
  /** By message or view, then block and action: what people entered. */
  inputs: Record<string, Record<string, Record<string, Json>>>;
  sockets: number;
  traffic: Traffic[];
}
