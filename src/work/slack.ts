/** What the outbox needs of Slack, and how a call may fail. `src/slack/web.ts` implements it with Slack's own client. */

export interface Message {
  /** Never empty: notifications and screen readers say it. */
  text: string;
  blocks?: unknown[];
}

export interface Metadata {
  event_type: string;
  event_payload: Record<string, string>;
}

interface SeenMessage {
  ts: string;
  metadata?: { event_type?: string; event_payload?: Record<string, unknown> };
}

export interface Page {
  messages: SeenMessage[];
  cursor: string | null;
}

/** Every call rejects with a SlackError and with nothing else. No call retries by itself. */
export interface SlackPosts {
  postMessage(
    message: Message & { channel: string; threadTs: string | null; metadata: Metadata },
  ): Promise<{ ts: string; channel: string }>;
  update(message: Message & { channel: string; ts: string; metadata: Metadata }): Promise<void>;
  /** Deletes a message of the bot's own. */
  remove(message: { channel: string; ts: string }): Promise<void>;
  /** Messages of a thread with their metadata, from `oldest` (a Slack ts) on. */
  replies(ask: { channel: string; ts: string; oldest: string; cursor: string | null }): Promise<Page>;
  /** Messages of a channel with their metadata, newest first, from `oldest` (a Slack ts) on. */
  history(ask: { channel: string; oldest: string; cursor: string | null }): Promise<Page>;
}

/**
 * - `rate-limited`: nothing happened; come back after `retryAfterMs`.
 * - `content`: Slack refuses these blocks or this length; plain text may pass.
 * - `permanent`: will not pass until somebody changes something.
 * - `transient`: may pass later; whether it took effect is not known.
 */
export type SlackFault = 'rate-limited' | 'content' | 'permanent' | 'transient';

export class SlackError extends Error {
  readonly method: string;
  readonly fault: SlackFault;
  /** Slack's own error code, or `timeout`, `reset`, `http_500`, `html`. Bounded: fit for a label. */
  readonly code: string;
  readonly retryAfterMs: number;
  /** The scope that Slack asks for with `missing_scope`. */
  readonly needed: string | null;
  /** Pointers that Slack names for `invalid_blocks`. */
  readonly pointers: string[];
  constructor(
    method: string,
    fault: SlackFault,
    code: string,
    more: { retryAfterMs?: number; needed?: string | null; pointers?: string[] } = {},
  ) {
    super(`${method}: ${code}`);
    this.name = 'SlackError';
    this.method = method;
    this.fault = fault;
    this.code = code;
    this.retryAfterMs = more.retryAfterMs ?? 0;
    this.needed = more.needed ?? null;
    this.pointers = more.pointers ?? [];
  }
}

const CONTENT = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long']);

const TRANSIENT = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'ratelimited',
  'rate_limited',
  'accesslimited',
  'ekm_access_denied',
]);

/** Which fault an error code in an `ok: false` answer is. An unknown code is permanent: asking again gives the same. */
export function faultOf(code: string): SlackFault {
  if (code === 'ratelimited' || code === 'rate_limited') return 'rate-limited';
  if (CONTENT.has(code)) return 'content';
  return TRANSIENT.has(code) ? 'transient' : 'permanent';
}

/** What the operator has to do about a permanent error, naming the setting or scope. */
export function remedy(error: SlackError, channel: string): string {
  switch (error.code) {
    case 'missing_scope':
      return `add the scope ${error.needed ?? `that ${error.method} needs`} under OAuth & Permissions and reinstall the app`;
    case 'not_in_channel':
    case 'channel_not_found':
      return `the bot is not a member of ${channel}: write "/invite @caracal-help" there`;
    case 'is_archived':
      return `${channel} is archived: unarchive it, or take it out of channels.auto_reply`;
    case 'invalid_auth':
    case 'not_authed':
    case 'token_revoked':
    case 'token_expired':
    case 'account_inactive':
      return 'SLACK_BOT_TOKEN is no longer valid: reinstall the app and set the new token';
    case 'restricted_action':
    case 'restricted_action_thread_only_channel':
    case 'restricted_action_read_only_channel':
      return `posting in ${channel} is restricted: allow the app to post there in the channel's settings`;
    default:
      return `Slack answered ${error.code} to ${error.method}: see https://docs.slack.dev/reference/methods/${error.method}`;
  }
}
