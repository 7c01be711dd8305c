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

async function tryOnce(core: Core, attempt: Attempt, send: Send): Promise<Outcome> {
  const at = Date.now();
  const outcome = await throughFault(core, attempt, send, core.faults.takeDelivery(attempt.name));
  note(core, {
    at,
    direction: 'to-bot',
    kind: attempt.kind,
    name: attempt.name,
    ok: outcome.ok,
    status: outcome.status,
    error: outcome.reason,
    retry: attempt.retry,
    eventId: attempt.eventId,
    request: attempt.payload,
    response: outcome.body,
  });
  return outcome;
}

/**
 * Delivers as Slack does: an event that was not acknowledged in time comes again at once, after one minute and after
 * five, with the same event ID; commands and interactions are tried once. Resolves to the first outcome.
 */
export function createDeliver(core: Core, send: Send): (delivery: Delivery) => Promise<Outcome> {
  async function attemptFrom(delivery: Delivery, retry: number, reason: Attempt['reason']): Promise<Outcome> {
    const outcome = await tryOnce(core, { ...delivery, retry, reason, envelopeId: newEnvelopeId() }, send);
    const wait = core.settings.redeliverMs[retry];
    if (!outcome.ok && !outcome.noRetry && delivery.kind === 'event' && wait !== undefined) {
      core.clock.after(wait / core.settings.timeScale, () => void attemptFrom(delivery, retry + 1, outcome.reason));
    }
    return outcome;
  }
  return (delivery) => attemptFrom(delivery, 0, null);
}
