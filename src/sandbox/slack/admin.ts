import type { Core } from './core.ts';
import type { DisconnectReason, Sockets } from './delivery/socket.ts';
import { emit, envelope } from './events.ts';
import type { ApiFault, DeliveryFault } from './faults.ts';
import { newEnvelopeId, newId } from './ids.ts';
import { addMessage } from './messages.ts';
import { findChannel } from './state.ts';
import type { Channel, Json } from './types.ts';

/** What an administrator, or Slack itself, does: settings, membership, faults, sockets, tokens. */
export function adminOperations(core: Core, sockets: Sockets) {
  const channelOf = (id: string): Channel => {
    const channel = findChannel(core.state, id);
    if (!channel) throw new Error(`There is no channel ${id}`);
    return channel;
  };
  return {
    /** Where the bot listens in HTTP mode. */
    async pointTo(arg: { url: string | null }): Promise<void> {
      core.settings.eventsUrl = arg.url;
    },
    async setScopes(arg: { scopes: string[] }): Promise<void> {
      core.settings.scopes = arg.scopes;
    },
    /** Changes deadlines, waits, or speed while running. */
    async setTiming(arg: {
      deadlineMs?: number;
      triggerMs?: number;
      redeliverMs?: number[];
      timeScale?: number;
      rateLimits?: boolean;
    }): Promise<void> {
      for (const [key, value] of Object.entries(arg))
        if (value !== undefined) Object.assign(core.settings, { [key]: value });
    },
    async setSigningSecret(arg: { secret: string }): Promise<void> {
      core.settings.signingSecret = arg.secret;
    },
    /** Lets time go by at once: due redeliveries are sent, triggers and response URLs grow old. */
    async advance(arg: { ms: number }): Promise<void> {
      core.clock.advance(arg.ms);
    },

    async addChannel(arg: Partial<Channel> & { id: string; name: string }): Promise<Channel> {
      const members = core.state.users.map((user) => user.id);
      const channel: Channel = { kind: 'public', members, archived: false, shared: false, ...arg };
      core.state.channels.push(channel);
      core.state.messages[channel.id] = [];
      core.changed();
      return channel;
    },
    /** Invites someone, the bot too, to a channel. */
    async invite(arg: { channel: string; user: string; inviter?: string }): Promise<void> {
      const channel = channelOf(arg.channel);
      if (channel.members.includes(arg.user)) return;
      channel.members.push(arg.user);
      const { user } = arg;
      const text = `<@${user}> has joined the channel`;
      addMessage(core, channel, { type: 'message', subtype: 'channel_join', ts: core.nextTs(), user, text });
      emit(core, {
        type: 'member_joined_channel',
        user: arg.user,
        channel: channel.id,
        channel_type: channel.kind === 'private' ? 'G' : 'C',
        team: core.state.team.id,
        inviter: arg.inviter,
        event_ts: core.nextTs(),
      });
    },
    async kick(arg: { channel: string; user: string }): Promise<void> {
      const channel = channelOf(arg.channel);
      channel.members = channel.members.filter((id) => id !== arg.user);
      core.changed();
    },
    async archive(arg: { channel: string; archived?: boolean }): Promise<void> {
      channelOf(arg.channel).archived = arg.archived ?? true;
      core.changed();
    },

    /** The next calls of a Web API method meet this instead of their answer (`response_url` is one, too). */
    async fault(arg: ApiFault): Promise<void> {
      core.faults.scriptApi(arg);
    },
    /** The next deliveries to the bot meet this. */
    async deliveryFault(arg: DeliveryFault): Promise<void> {
      core.faults.scriptDelivery(arg);
    },
    async clearFaults(): Promise<void> {
      core.faults.clear();
    },
    /** How a download without the right is answered: the sign-in page at once, or by a redirect to it; `always`: to everybody. */
    async setSignIn(arg: { how: 'page' | 'redirect'; always?: boolean }): Promise<void> {
      core.faults.signIn = arg.how;
      core.faults.signInAlways = arg.always ?? false;
    },

    /** Socket Mode: says `disconnect`. */
    async disconnect(arg: { reason: DisconnectReason; graceMs?: number }): Promise<void> {
      sockets.disconnect(arg.reason, arg.graceMs);
    },
    /** Socket Mode: cuts every connection without a word. */
    async cutSockets(): Promise<void> {
      sockets.cut();
    },
    async refuseUpgrades(arg: { times: number }): Promise<void> {
      core.faults.refusedUpgrades = arg.times;
    },
    /** Sends an event as given, subscribed or not; `eventId` repeats an earlier one. Resolves to the first outcome. */
    async sendEvent(arg: { event: Json; eventId?: string }) {
      const payload = envelope(core, arg.event);
      if (arg.eventId) payload.event_id = arg.eventId;
      return core.deliver({ kind: 'event', name: String(arg.event.type), payload, eventId: payload.event_id });
    },
    /** Socket Mode: sends text as it stands to every socket. */
    async sendRaw(arg: { text: string }): Promise<void> {
      sockets.raw(arg.text);
    },
    /** Slack's word that events were left out: an outer `app_rate_limited` without an inner event. */
    async rateLimitEvents() {
      const { team, bot } = core.state;
      const minute = Math.floor(Date.now() / 60_000) * 60;
      const base = { token: 'verification-token', type: 'app_rate_limited', team_id: team.id, api_app_id: bot.appId };
      const payload = { ...base, minute_rate_limited: minute };
      return core.deliver({ kind: 'event', name: 'app_rate_limited', payload, eventId: null });
    },
    async revokeToken(): Promise<void> {
      core.state.revoked = true;
      emit(core, {
        type: 'tokens_revoked',
        tokens: { oauth: [], bot: [core.state.bot.userId] },
        event_ts: core.nextTs(),
      });
    },
    async restoreToken(): Promise<void> {
      core.state.revoked = false;
    },
    async uninstall(): Promise<void> {
      core.state.revoked = true;
      emit(core, {
        type: 'tokens_revoked',
        tokens: { oauth: [], bot: [core.state.bot.userId] },
        event_ts: core.nextTs(),
      });
      emit(core, { type: 'app_uninstalled', event_ts: core.nextTs() });
    },
    /** A fresh event ID, for tests that build events themselves. */
    async newEventId(): Promise<string> {
      return newId('Ev');
    },
    async newEnvelopeId(): Promise<string> {
      return newEnvelopeId();
    },
  };
}
