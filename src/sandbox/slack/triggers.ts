import { SlackError } from './api/types.ts';
import type { Core } from './core.ts';
import { newId, token } from './ids.ts';

/** A trigger ID for what someone just did: good once, for 3 seconds. */
export function newTrigger(core: Core, user: string): string {
  const id = `${Date.now()}.${newId('').slice(1)}.${token(16)}`;
  core.state.triggers.set(id, { user, expires: core.clock.now() + core.settings.triggerMs, used: false });
  return id;
}

/**
 * Uses a trigger up and returns whose it is. `check` runs first: arguments that are refused do not use it up.
 * Throws `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
 */
export function redeem(core: Core, id: string, check: () => void): string {
  const trigger = core.state.triggers.get(id);
  if (!trigger) throw new SlackError('invalid_trigger_id');
  if (trigger.used) throw new SlackError('exchanged_trigger_id');
  if (core.clock.now() > trigger.expires) throw new SlackError('expired_trigger_id');
  check();
  trigger.used = true;
  return trigger.user;
}
