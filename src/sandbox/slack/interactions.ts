import type { Core } from './core.ts';
import type { Outcome } from './delivery/types.ts';
import { findUser } from './state.ts';
import { newTrigger } from './triggers.ts';
import type { Channel, Json } from './types.ts';

/** What every interaction payload begins with. */
export function interaction(core: Core, type: string, user: string): Json {
  const { team, bot } = core.state;
  const name = findUser(core.state, user)?.name ?? user;
  return {
    type,
    user: { id: user, username: name, name, team_id: team.id },
    api_app_id: bot.appId,
    token: 'verification-token',
    trigger_id: newTrigger(core, user),
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** A channel's name as payloads give it. */
export function payloadName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

/** What only `user` sees, from Slack itself. */
export function notice(core: Core, user: string, channel: string, text: string): void {
  core.state.ephemerals.push({ user, channel, ts: core.nextTs(), from: 'slack', text });
  core.changed();
}

/** The word that Slack puts into its notice when the bot did not answer. */
export const failure = (outcome: Outcome): string =>
  outcome.reason === 'http_timeout' || outcome.reason === 'timeout' ? 'operation_timeout' : 'dispatch_failed';

/** Delivers an interaction; resolves to the bot's answer, null where there was none in time. */
export async function interact(core: Core, payload: Json): Promise<Outcome> {
  return core.deliver({ kind: 'interaction', name: String(payload.type), payload, eventId: null });
}
