import type { z } from 'zod';
import { prepareSlack } from '../../paste/slack.ts';
import type { NewJob } from '../../work/types.ts';
import { type Bodies, type ChannelType, type Kind, laneOf, type MessageBody, type Place } from '../jobs.ts';
import { MUTE_REACTION } from '../limits.ts';
import type { EventCallback, SlackEvent, SlackMessage } from './envelope.ts';
import type { Intake, Self } from './intake.ts';
import { names, withoutName } from './mention.ts';

/** Messages of people: none, a file with a message, a reply that is also shown in the channel, `/me`. */
const SPOKEN = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message']);

/** An event as work, or why it is none. */
export function eventJob(envelope: z.infer<typeof EventCallback>, self: Self): Intake {
  const event = envelope.event;
  const team = envelope.context_team_id ?? envelope.authorizations?.[0]?.team_id ?? envelope.team_id ?? self.team;
  switch (event.type) {
    case 'message':
      return messageEvent(team, event, self);
    case 'app_mention':
      return spoken(team, event, self, true);
    case 'reaction_added':
      return reaction(team, event, self);
    case 'app_home_opened':
      return home(team, event);
    case 'tokens_revoked':
    case 'app_uninstalled':
      return job('gone', { team, event: event.type }, `gone|${team}|${event.type}|${event.event_ts ?? ''}`, team);
    default:
      return { skip: 'other-event' };
  }
}

function messageEvent(team: string, event: SlackEvent, self: Self): Intake {
  if (event.subtype === 'message_changed') return changed(team, event, self);
  if (event.subtype === 'message_deleted') return deleted(team, event, event.deleted_ts ?? event.previous_message?.ts);
  return spoken(team, event, self, false);
}

function spoken(team: string, event: SlackEvent, self: Self, mention: boolean): Intake {
  if (event.hidden || !SPOKEN.has(event.subtype)) return { skip: 'subtype' };
  if (!isPerson(event, self)) return { skip: 'bot' };
  const place = placeOf(team, event, event);
  if (place === null) return { skip: 'unreadable' };
  const body = messageBody(place, event, self, mention);
  if (isMuted(body, self)) return { skip: 'muted' };
  if (body.prepared.text.trim() === '' && body.files.length === 0 && !addressed(body)) return { skip: 'empty' };
  return job('message', body, `message|${team}|${place.channel}|${place.ts}`, laneOf(team, place.channel));
}

/** An edit, unless nothing that was written changed (an unfurl, a pin, a new reply), or it is a deleted parent. */
function changed(team: string, event: SlackEvent, self: Self): Intake {
  const { message, previous_message: before } = event;
  if (!message) return { skip: 'unreadable' };
  if (message.subtype === 'tombstone') return deleted(team, event, message.ts);
  if (!SPOKEN.has(message.subtype)) return { skip: 'subtype' };
  if (!isPerson(message, self)) return { skip: 'bot' };
  const sameText = before !== undefined && before.text === message.text;
  if (sameText && before.edited?.ts === message.edited?.ts) return { skip: 'no-edit' };
  if (!message.edited && sameText) return { skip: 'no-edit' };
  const place = placeOf(team, event, message);
  if (place === null) return { skip: 'unreadable' };
  const editedTs = message.edited?.ts ?? event.event_ts ?? event.ts ?? place.ts;
  const body = messageBody(place, message, self, false);
  if (isMuted(body, self)) return { skip: 'muted' };
  const key = `edit|${team}|${place.channel}|${place.ts}|${editedTs}|${event.event_ts ?? ''}`;
  return job('edit', { ...body, editedTs }, key, laneOf(team, place.channel));
}

function deleted(team: string, event: SlackEvent, ts: string | undefined): Intake {
  if (typeof event.channel !== 'string' || ts === undefined) return { skip: 'unreadable' };
  const { channel } = event;
  return job('delete', { team, channel, ts }, `delete|${team}|${channel}|${ts}`, laneOf(team, channel));
}

function reaction(team: string, event: SlackEvent, self: Self): Intake {
  const { item, user } = event;
  if (event.reaction !== MUTE_REACTION || event.item_user !== self.userId) return { skip: 'reaction' };
  if (item?.type !== 'message' || !item.channel || !item.ts || !user) return { skip: 'reaction' };
  const body = { team, channel: item.channel, ts: item.ts, user };
  return job('reaction', body, `reaction|${team}|${item.channel}|${item.ts}`, laneOf(team, item.channel));
}

/** Opened ten times within a minute, it is drawn once. */
function home(team: string, event: SlackEvent): Intake {
  if (!event.user || event.tab !== 'home') return { skip: 'other-event' };
  const minute = Math.floor(Number(event.event_ts ?? 0) / 60);
  return job('home', { team, user: event.user }, `home|${team}|${event.user}|${minute}`, `home|${event.user}`);
}

function messageBody(place: Place, message: SlackMessage, self: Self, mention: boolean): MessageBody {
  return {
    place,
    prepared: prepareSlack({ ...withoutName(message, self.userId), attachments: message.attachments }),
    files: (message.files ?? []).map((file) => file.id),
    mentioned: mention || names(message.text, self.userId),
  };
}

const isDirect = (place: Place): boolean => place.channelType === 'im' || place.channelType === 'mpim';
const addressed = (body: MessageBody): boolean => body.mentioned || isDirect(body.place);

/** Nobody asked, and the channel is not one where the bot speaks up. In threads a person may have called it in. */
function isMuted(body: MessageBody, self: Self): boolean {
  if (addressed(body)) return false;
  const { channel, threadTs } = body.place;
  if (self.mute.includes(channel)) return true;
  return self.autoReply !== null && !self.autoReply.includes(channel) && threadTs === null;
}

function isPerson(message: SlackMessage, self: Self): boolean {
  if (message.bot_id || !message.user) return false;
  return message.user !== self.userId && message.user !== 'USLACKBOT';
}

/** `message` is the event itself, or the one inside an edit. */
function placeOf(team: string, event: SlackEvent, message: SlackMessage): Place | null {
  if (typeof event.channel !== 'string' || !message.ts || !message.user) return null;
  const { channel } = event;
  // The parent of a thread names itself as the thread; that is no reply.
  const threadTs = message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : null;
  return {
    team,
    channel,
    channelType: channelType(channel, event.channel_type),
    user: message.user,
    ts: message.ts,
    threadTs,
  };
}

/** `app_mention` does not say what kind of channel it is; the ID does, as far as it matters. */
export function channelType(channel: string, said?: string): ChannelType {
  if (said === 'im' || said === 'mpim' || said === 'group' || said === 'channel') return said;
  if (channel.startsWith('D')) return 'im';
  return channel.startsWith('G') ? 'group' : 'channel';
}

function job<K extends Kind>(kind: K, body: Bodies[K], key: string, lane: string): { job: NewJob } {
  return { job: { key, lane, kind, body } };
}
