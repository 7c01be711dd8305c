import { createHash } from 'node:crypto';
import type { Diagnosis } from '../../diagnosis/types.ts';
import type { Store } from '../../work/types.ts';
import { SAME_FAILURE_MS, WINDOW_MS } from '../limits.ts';

/** What the bot remembers of a channel: which failures it answered lately. No text. */
interface Recent {
  answers: { failure: string; reply: string; ts: string; at: number }[];
  /** When it spoke without being asked. */
  unasked: number[];
}

const keyOf = (team: string, channel: string): string => `channel|${team}|${channel}`;

/** Two pastes with the same mark show the same failure: same row, same finding, same requests of the same stack. */
export function failureOf(diagnosis: Diagnosis): string {
  const { section, row, summary, requestIds, mentions, evidence } = diagnosis;
  const about = [requestIds, mentions.zones, mentions.applications, mentions.resources, mentions.scopes];
  const parts = [section, row, summary, evidence[0]?.quote, ...about.map((names) => [...names].sort().join(' '))];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}

/** The reply to the same failure in this channel within ten minutes, if there is one to another message. */
export async function sameFailure(
  store: Store,
  place: { team: string; channel: string; ts: string },
  failure: string,
  now: number,
): Promise<{ reply: string; ts: string } | null> {
  const recent = await store.get<Recent>(keyOf(place.team, place.channel));
  const found = recent?.answers.find((each) => each.failure === failure && now - each.at < SAME_FAILURE_MS);
  return found && found.ts !== place.ts ? found : null;
}

/** Whether one more reply that nobody asked for would be too many in this channel. */
export async function isLoudChannel(
  store: Store,
  { team, channel }: { team: string; channel: string },
  now: number,
  most: number,
): Promise<boolean> {
  const recent = await store.get<Recent>(keyOf(team, channel));
  return (recent?.unasked ?? []).filter((at) => now - at < WINDOW_MS).length >= most;
}

/** A paste in the channel got its reply. */
export async function noteAnswer(
  store: Store,
  place: { team: string; channel: string; ts: string },
  answer: { failure: string; reply: string; asked: boolean; at: number },
): Promise<void> {
  await store.update<Recent>(keyOf(place.team, place.channel), (current) => {
    const answers = (current?.answers ?? []).filter((each) => answer.at - each.at < SAME_FAILURE_MS);
    const unasked = (current?.unasked ?? []).filter((at) => answer.at - at < WINDOW_MS);
    if (answers.some((each) => each.reply === answer.reply)) return current;
    const { failure, reply, at } = answer;
    return {
      answers: [...answers, { failure, reply, ts: place.ts, at }].slice(-100),
      unasked: answer.asked ? unasked : [...unasked, at],
    };
  });
}
