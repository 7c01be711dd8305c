import type { Core } from './core.ts';
import { newId } from './ids.ts';
import { findChannel } from './state.ts';
import type { Channel, Json, Message } from './types.ts';

const CHANNEL_TYPES = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' } as const;
const SUBSCRIPTIONS = { channel: 'message.channels', group: 'message.groups', im: 'message.im', mpim: 'message.mpim' };
const HISTORY = { channel: 'channels:history', group: 'groups:history', im: 'im:history', mpim: 'mpim:history' };
const SCOPES: Record<string, string> = { app_mention: 'app_mentions:read', reaction_added: 'reactions:read' };

const channelType = (channel: Channel): 'channel' | 'group' | 'im' | 'mpim' => CHANNEL_TYPES[channel.kind];

/** What Slack wraps around every event. */
export function envelope(core: Core, event: Json): Json & { event_id: string } {
  const { team, bot } = core.state;
  return {
    token: 'verification-token',
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: bot.appId,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: bot.userId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${newId('')}`,
  };
}

/** Whether the app subscribed to the event and holds the scope that it needs. */
function subscribed(core: Core, event: Json): boolean {
  const { events, scopes } = core.settings;
  const type = String(event.type);
  if (type !== 'message') return events.includes(type) && (!SCOPES[type] || scopes.includes(SCOPES[type]));
  const kind = event.channel_type as keyof typeof HISTORY;
  return events.includes(SUBSCRIPTIONS[kind]) && scopes.includes(HISTORY[kind]);
}

/** Sends an event to the bot if it would get it; without waiting, as Slack does. */
export function emit(core: Core, event: Json): void {
  if (core.state.revoked && event.type !== 'tokens_revoked' && event.type !== 'app_uninstalled') return;
  if (!subscribed(core, event)) return;
  const payload = envelope(core, event);
  const channel = findChannel(core.state, String(event.channel));
  if (channel?.shared) payload.is_ext_shared_channel = true;
  void core.deliver({ kind: 'event', name: String(event.type), payload, eventId: payload.event_id });
}

/** Whether the bot is in the channel: elsewhere it hears nothing. */
export const botIsIn = (core: Core, channel: Channel): boolean => channel.members.includes(core.state.bot.userId);

/** A new message, and its twin as `app_mention` where the bot is named outside a direct message. */
export function emitMessage(core: Core, channel: Channel, message: Message): void {
  if (!botIsIn(core, channel)) return;
  const { reactions: _reactions, metadata: _metadata, ...rest } = message;
  const common = { ...rest, channel: channel.id, event_ts: message.ts };
  emit(core, { ...common, channel_type: channelType(channel) });
  const named = message.text.includes(`<@${core.state.bot.userId}>`) && message.user !== core.state.bot.userId;
  if (named && channel.kind !== 'im') emit(core, { ...common, type: 'app_mention' });
}

/** An edit, an unfurl, or a thread's parent turned into a tombstone. */
export function emitChanged(core: Core, channel: Channel, message: Message, previous: Message): void {
  if (!botIsIn(core, channel)) return;
  const ts = core.nextTs();
  emit(core, {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    message: structuredClone(message),
    previous_message: previous,
    channel: channel.id,
    ts,
    event_ts: ts,
    channel_type: channelType(channel),
  });
}

export function emitDeleted(core: Core, channel: Channel, previous: Message): void {
  if (!botIsIn(core, channel)) return;
  const ts = core.nextTs();
  emit(core, {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    deleted_ts: previous.ts,
    previous_message: previous,
    channel: channel.id,
    ts,
    event_ts: ts,
    channel_type: channelType(channel),
  });
}
