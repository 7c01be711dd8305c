import type { NewJob } from '../../work/types.ts';
import { commandJob } from './command.ts';
import { EventCallback } from './envelope.ts';
import { eventJob } from './event.ts';
import { interactionIntake } from './interaction.ts';

/** Who the bot is, and which channels it may speak up in: all that reading an envelope needs. */
export interface Self {
  team: string;
  userId: string;
  botId: string | null;
  autoReply: readonly string[] | null;
  mute: readonly string[];
}

/**
 * What an envelope asks for:
 * - `job`: to be written down before it is acknowledged;
 * - `live`: to be answered within the trigger's 3 seconds (modals), by a listener;
 * - `skip`: acknowledged and forgotten, with a bounded reason for the metrics.
 */
export type Intake = { job: NewJob } | { live: true } | { skip: string };

/**
 * Reads one envelope of Slack. Pure: the same envelope always gives the same work with the same key. Text in the job is
 * decoded and redacted.
 * @param body the parsed body of an HTTP request, or the payload of a Socket Mode envelope, unchecked
 */
export function intake(body: unknown, self: Self): Intake {
  if (typeof body !== 'object' || body === null) return { skip: 'unreadable' };
  const { type, command } = body as { type?: unknown; command?: unknown };
  if (type === 'event_callback') {
    const envelope = EventCallback.safeParse(body);
    return envelope.success ? eventJob(envelope.data, self) : { skip: 'unreadable' };
  }
  if (typeof command === 'string') return commandJob(body);
  if (typeof type === 'string') return interactionIntake(body, type);
  return { skip: 'unreadable' };
}
