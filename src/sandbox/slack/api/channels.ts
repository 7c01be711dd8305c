import type { Core } from '../core.ts';
import { botIsIn } from '../events.ts';
import { findChannel, findMessage } from '../state.ts';
import type { Channel, Message } from '../types.ts';
import { required, text } from './arguments.ts';
import { type Call, SlackError } from './types.ts';

const HISTORY = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const;

/** The channel that an argument names: an ID, a `#name`, or a person's ID for the direct message with them. */
export function lookUp(core: Core, named: string): Channel | undefined {
  const { state } = core;
  if (/^[UW]/.test(named)) {
    return state.channels.find((each) => each.kind === 'im' && each.members.includes(named));
  }
  return findChannel(state, named) ?? state.channels.find((each) => `#${each.name}` === named || each.name === named);
}

/** The channel of a call as the bot may see it: a private one that it is not in does not exist for it. */
export function seen(call: Call): Channel {
  const channel = lookUp(call.core, required(call.args, 'channel'));
  if (!channel || (channel.kind !== 'public' && !botIsIn(call.core, channel)))
    throw new SlackError('channel_not_found');
  return channel;
}

/** The channel of a call that needs membership, to read or to write. */
export function joined(call: Call, extra = ''): Channel {
  const channel = seen(call);
  if (!botIsIn(call.core, channel) && !(extra && call.core.settings.scopes.includes(extra))) {
    throw new SlackError('not_in_channel');
  }
  return channel;
}

/** A channel to write in: also not archived. */
export function writable(call: Call): Channel {
  const channel = seen(call);
  if (channel.archived) throw new SlackError('is_archived');
  return joined(call, 'chat:write.public');
}

/** `channels:history` for a public channel, and so on; all four where the channel is not known. */
export function channelScopes(right: 'history' | 'read') {
  return (call: Call): string[] => {
    const channel = lookUp(call.core, text(call.args, 'channel'));
    if (channel) return [`${HISTORY[channel.kind]}:${right}`];
    return Object.values(HISTORY).map((kind) => `${kind}:${right}`);
  };
}

/** A message by its timestamp in the call's channel. */
export function messageAt(core: Core, channel: Channel, ts: string): Message {
  const message = findMessage(core.state, channel.id, ts);
  if (!message || message.subtype === 'tombstone') throw new SlackError('message_not_found');
  return message;
}
