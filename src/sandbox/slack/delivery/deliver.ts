import type { Core } from '../core.ts';
import type { DeliveryFault } from '../faults.ts';
import { newEnvelopeId } from '../ids.ts';
import { note } from '../traffic.ts';
import { type Attempt, type Delivery, failed, type Outcome } from './types.ts';

type Send = (attempt: Attempt) => Promise<Outcome>;

const pause = (core: Core, ms: number) => new Promise<void>((resolve) => void core.clock.after(ms, resolve));

/** Sends one attempt through whatever fault was asked for. */
async function throughFault(core: Core, attempt: Attempt, send: Send, fault: DeliveryFault | null): Promise<Outcome> {
  const late = core.settings.mode === 'socket' ? 'timeout' : 'http_timeout';
  if (fault?.kind === 'drop') return failed('connection_failed');
  if (fault?.kind === 'lose') return { ...failed('connection_failed'), noRetry: true };
  if (fault?.kind === 'delay') await pause(core, fault.ms ?? 1000);
  if (fault?.kind === 'twice') await send(attempt);
  const outcome = await send(attempt);
  return fault?.kind === 'drop-ack' ? failed(late) : outcome;
}

function log(core: Core, attempt: Attempt, at: number, outcome: Outcome): void {
  const { kind, name, retry, eventId, payload } = attempt;
  const { ok, status, reason, body } = outcome;
  const line = { at, direction: 'to-bot', kind, name, ok, status, error: reason, retry, eventId } as const;
  note(core, { ...line, request: payload, response: body });
}

/**
 * Delivers as Slack does: an event that was not acknowledged in time comes again at once, after one minute and after
 * five, with the same event ID; commands and interactions are tried once. Resolves to the first outcome.
 */
export function createDeliver(core: Core, send: Send): (delivery: Delivery) => Promise<Outcome> {
  async function attemptFrom(delivery: Delivery, retry: number, reason: Attempt['reason']): Promise<Outcome> {
    const at = Date.now();
    const attempt = { ...delivery, retry, reason, envelopeId: newEnvelopeId() };
    const outcome = await throughFault(core, attempt, send, core.faults.takeDelivery(attempt.name));
    const wait = core.settings.redeliverMs[retry];
    if (!outcome.ok && !outcome.noRetry && delivery.kind === 'event' && wait !== undefined) {
      core.clock.after(wait / core.settings.timeScale, () => void attemptFrom(delivery, retry + 1, outcome.reason));
    }
    // Last, so that whoever waits for this line finds the redelivery already planned and can let time go by.
    log(core, attempt, at, outcome);
    return outcome;
  }
  return (delivery) => attemptFrom(delivery, 0, null);
}
