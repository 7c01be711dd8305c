import type { Core } from '../core.ts';
import { botIsIn, emit } from '../events.ts';
import type { Channel, Json, Message } from '../types.ts';
import { required } from './arguments.ts';
import { joined, messageAt } from './channels.ts';
import { type Call, type Method, SlackError } from './types.ts';

/** Adds someone's reaction and tells the bot. Throws `already_reacted`. */
export function addReaction(core: Core, channel: Channel, message: Message, user: string, name: string): void {
  message.reactions ??= [];
  let reaction = message.reactions.find((each) => each.name === name);
  if (reaction?.users.includes(user)) throw new SlackError('already_reacted');
  if (!reaction) {
    reaction = { name, users: [], count: 0 };
    message.reactions.push(reaction);
  }
  reaction.users.push(user);
  reaction.count = reaction.users.length;
  announce(core, 'reaction_added', channel, message, user, name);
}

/** Takes someone's reaction back. Throws `no_reaction`. */
export function removeReaction(core: Core, channel: Channel, message: Message, user: string, name: string): void {
  const reaction = message.reactions?.find((each) => each.name === name);
  if (!reaction?.users.includes(user)) throw new SlackError('no_reaction');
  reaction.users = reaction.users.filter((each) => each !== user);
  reaction.count = reaction.users.length;
  message.reactions = message.reactions?.filter((each) => each.count > 0);
  if (!message.reactions?.length) delete message.reactions;
  announce(core, 'reaction_removed', channel, message, user, name);
}

function announce(core: Core, type: string, channel: Channel, message: Message, user: string, name: string): void {
  core.changed();
  if (!botIsIn(core, channel)) return;
  const item = { type: 'message', channel: channel.id, ts: message.ts };
  emit(core, { type, user, reaction: name, item, item_user: message.user, event_ts: core.nextTs() });
}

function target(call: Call): { channel: Channel; message: Message; name: string } {
  const channel = joined(call);
  const name = required(call.args, 'name');
  if (!/^[\w+-]+(::skin-tone-[2-6])?$/.test(name)) throw new SlackError('invalid_name');
  return { channel, message: messageAt(call.core, channel, required(call.args, 'timestamp')), name };
}

function get(call: Call): Json {
  const channel = joined(call);
  const message = messageAt(call.core, channel, required(call.args, 'timestamp'));
  return { type: 'message', channel: channel.id, message: structuredClone(message) };
}

export const reactionMethods: Record<string, Method> = {
  'reactions.add': {
    scopes: ['reactions:write'],
    run(call) {
      const { channel, message, name } = target(call);
      addReaction(call.core, channel, message, call.core.state.bot.userId, name);
      return {};
    },
  },
  'reactions.remove': {
    scopes: ['reactions:write'],
    run(call) {
      const { channel, message, name } = target(call);
      removeReaction(call.core, channel, message, call.core.state.bot.userId, name);
      return {};
    },
  },
  'reactions.get': { scopes: ['reactions:read'], run: get },
};
