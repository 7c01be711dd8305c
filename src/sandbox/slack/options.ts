import type { Channel, Mode, User } from './types.ts';

export interface WorkspaceOptions {
  mode?: Mode;
  host?: string;
  /** 0 picks a free one. */
  port?: number;
  signingSecret?: string;
  botToken?: string;
  appToken?: string;
  /** Where events, commands and interactions are sent in HTTP mode; `pointTo` sets it later. */
  eventsUrl?: string | null;
  /** Bot scopes granted at installation. */
  scopes?: string[];
  /** Bot events subscribed to, by their names in the manifest (`message.channels`, …). */
  events?: string[];
  commands?: string[];
  /** Message shortcuts, as people find them in a message's menu. */
  shortcuts?: { name: string; callbackId: string }[];
  /** How long the bot may take to acknowledge, and how long a trigger lives. */
  deadlineMs?: number;
  triggerMs?: number;
  /** Waits before the redeliveries; `timeScale` shortens them. */
  redeliverMs?: number[];
  responseUrlMs?: number;
  /** How many times faster than real the waits for redelivery and the life of a response URL go by. */
  timeScale?: number;
  /** A message longer than this becomes a snippet, as in Slack's own client. */
  snippetFrom?: number;
  /** Whether links unfurl, which sends `message_changed`. */
  unfurls?: boolean;
  /** Whether Slack's rate limits hold; off, only scripted faults answer 429. */
  rateLimits?: boolean;
  /** Added to the people and channels that are there from the start; same ID replaces. */
  users?: User[];
  channels?: Channel[];
}

export type Settings = Required<WorkspaceOptions>;

/** What caracal-help's manifest asks for: a call that needs more is refused here as it would be in Slack. */
const DEFAULT_SCOPES = [
  'app_mentions:read',
  'channels:history',
  'groups:history',
  'im:history',
  'mpim:history',
  'reactions:read',
  'chat:write',
  'commands',
  'files:read',
];

const DEFAULT_EVENTS = [
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'reaction_added',
  'app_mention',
  'app_home_opened',
  'tokens_revoked',
  'app_uninstalled',
];

/** Fills in what was not said. */
export function settle(options: WorkspaceOptions): Settings {
  return {
    mode: options.mode ?? 'http',
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    signingSecret: options.signingSecret ?? 'sandbox-signing-secret',
    botToken: options.botToken ?? 'xoxb-sandbox-bot-token',
    appToken: options.appToken ?? 'xapp-1-A0CARACAL-sandbox',
    eventsUrl: options.eventsUrl ?? null,
    scopes: options.scopes ?? [...DEFAULT_SCOPES],
    events: options.events ?? [...DEFAULT_EVENTS],
    commands: options.commands ?? ['/caracal-help'],
    shortcuts: options.shortcuts ?? [{ name: 'Diagnose with Caracal', callbackId: 'diagnose_with_caracal' }],
    deadlineMs: options.deadlineMs ?? 3000,
    triggerMs: options.triggerMs ?? 3000,
    redeliverMs: options.redeliverMs ?? [0, 60_000, 300_000],
    responseUrlMs: options.responseUrlMs ?? 30 * 60_000,
    timeScale: options.timeScale ?? 1,
    snippetFrom: options.snippetFrom ?? 12_000,
    unfurls: options.unfurls ?? false,
    rateLimits: options.rateLimits ?? false,
    users: options.users ?? [],
    channels: options.channels ?? [],
  };
}
