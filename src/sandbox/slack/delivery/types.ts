import type { Json } from '../types.ts';

/** Something for the bot: an event (redelivered until acknowledged), a command or an interaction (tried once). */
export interface Delivery {
  kind: 'event' | 'command' | 'interaction';
  /** For the log: event type, command, interaction type. */
  name: string;
  payload: Json;
  eventId: string | null;
}

export type RetryReason = 'http_timeout' | 'http_error' | 'connection_failed' | 'too_many_redirects' | 'timeout';

/** One attempt to deliver. */
export interface Attempt extends Delivery {
  retry: number;
  reason: RetryReason | null;
  /** Socket Mode: the same envelope again keeps its ID. */
  envelopeId: string;
}

export interface Outcome {
  ok: boolean;
  status: number;
  /** What the bot answered, parsed where it is JSON. */
  body: unknown;
  reason: RetryReason | null;
  /** The bot asked for no redelivery (`X-Slack-No-Retry: 1`). */
  noRetry: boolean;
}

export const failed = (reason: RetryReason, status = 0): Outcome => ({
  ok: false,
  status,
  body: null,
  reason,
  noRetry: false,
});
