import { threadOf } from './messages.ts';
import type { Ephemeral, Message, Snapshot, Traffic } from './types.ts';

// What tests and the page look for in a snapshot, to be used inside `waitFor`.

/** The bot's replies in a thread, oldest first. */
export function botReplies(now: Snapshot, channel: string, ts: string): Message[] {
  return threadOf(now.messages[channel] ?? [], ts).filter((message) => message.bot_id === now.bot.botId);
}

/** What only `user` sees from the bot, in one channel or in all. */
export function onlyFor(now: Snapshot, user: string, channel?: string): Ephemeral[] {
  return now.ephemerals.filter(
    (each) => each.user === user && each.from === 'bot' && (!channel || each.channel === channel),
  );
}

/** The bot's calls of a Web API method, oldest first. */
export function callsOf(now: Snapshot, method: string): Traffic[] {
  return now.traffic.filter((line) => line.kind === 'api' && line.name === method);
}

/** What was sent to the bot, every attempt: events by type, commands, interactions by type. */
export function sentTo(now: Snapshot, name: string): Traffic[] {
  return now.traffic.filter((line) => line.direction === 'to-bot' && line.name === name);
}
