import type { Store } from '../../work/types.ts';
import { ENGAGED_MESSAGES, ENGAGED_MS, WINDOW_MS } from '../limits.ts';

/** What the bot remembers of a thread in which it spoke. No text. */
export interface Thread {
  /** Its replies here, oldest first: reply id and ts of the message that each answers. */
  replies: { id: string; ts: string }[];
  spokeAt: number;
  /** Messages of people since it spoke last. */
  heard: number;
  /** Somebody said "stop": it speaks only when it is asked. */
  stopped: boolean;
  /** When it spoke here without being asked. */
  unasked: number[];
}

const FRESH: Thread = { replies: [], spokeAt: 0, heard: 0, stopped: false, unasked: [] };

export interface ThreadRef {
  team: string;
  channel: string;
  /** ts of the thread's first message. */
  root: string;
}

const keyOf = ({ team, channel, root }: ThreadRef): string => `thread|${team}|${channel}|${root}`;

/** Null: the bot has not spoken there. */
export function readThread(store: Store, ref: ThreadRef): Promise<Thread | null> {
  return store.get<Thread>(keyOf(ref));
}

/** Whether the bot listens here without being mentioned. */
export function isEngaged(thread: Thread | null, now: number): thread is Thread {
  if (thread === null || thread.stopped || thread.replies.length === 0) return false;
  return thread.heard < ENGAGED_MESSAGES && now - thread.spokeAt < ENGAGED_MS;
}

/** Whether one more reply that nobody asked for would be too many here. */
export function isLoud(thread: Thread | null, now: number, most: number): boolean {
  return (thread?.unasked ?? []).filter((at) => now - at < WINDOW_MS).length >= most;
}

/** The bot replied: it listens anew. Asked again after a "stop", it is engaged again. */
export async function noteReply(
  store: Store,
  ref: ThreadRef,
  reply: { id: string; ts: string; asked: boolean; at: number },
): Promise<void> {
  await store.update<Thread>(keyOf(ref), (current) => {
    const thread = current ?? FRESH;
    if (thread.replies.some((each) => each.id === reply.id)) return thread;
    const unasked = thread.unasked.filter((at) => reply.at - at < WINDOW_MS);
    return {
      replies: [...thread.replies, { id: reply.id, ts: reply.ts }].slice(-50),
      spokeAt: reply.at,
      heard: 0,
      stopped: reply.asked ? false : thread.stopped,
      unasked: reply.asked ? unasked : [...unasked, reply.at],
    };
  });
}

/** A person wrote something in a thread where the bot has spoken. */
export async function noteHeard(store: Store, ref: ThreadRef): Promise<void> {
  await store.update<Thread>(keyOf(ref), (current) => (current ? { ...current, heard: current.heard + 1 } : null));
}

/** From now on only when asked. */
export async function stopThread(store: Store, ref: ThreadRef): Promise<void> {
  await store.update<Thread>(keyOf(ref), (current) => ({ ...(current ?? FRESH), stopped: true }));
}
