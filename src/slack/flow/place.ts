import type { Source } from '../../work/types.ts';
import type { MessageBody, Place } from '../jobs.ts';
import type { ThreadRef } from './threads.ts';

/** The bot was named, or this is a conversation with it. */
export function isAsked(body: MessageBody): boolean {
  return body.mentioned || body.place.channelType === 'im' || body.place.channelType === 'mpim';
}

/** The thread that a reply to this message stands in. */
export function threadOf(place: Place): ThreadRef {
  return { team: place.team, channel: place.channel, root: place.threadTs ?? place.ts };
}

/** Where a reply to this message goes. */
export function postTo(place: Place): { channel: string; threadTs: string } {
  return { channel: place.channel, threadTs: place.threadTs ?? place.ts };
}

/** The source of a reply to this message. */
export function sourceOf(body: MessageBody): Source {
  return { ...body.place, way: wayOf(body) };
}

function wayOf({ mentioned, place }: MessageBody): Source['way'] {
  if (mentioned) return 'mention';
  if (place.channelType === 'im' || place.channelType === 'mpim') return 'direct';
  return place.threadTs === null ? 'paste' : 'thread';
}
