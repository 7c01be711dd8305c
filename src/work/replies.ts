import { createHash } from 'node:crypto';
import type { Diagnosis } from '../diagnosis/types.ts';
import type { Prepared } from '../paste/types.ts';
import type { ReplyChange } from './changes.ts';
import type { ReplyRecord, Source, Store } from './types.ts';

/** Everything a reply starts with. The post goes to `post.threadTs` under `post.channel`. */
export interface NewReply {
  id: string;
  source: Source;
  asked: boolean;
  prepared: Prepared;
  diagnosis: Diagnosis;
  post: { channel: string; threadTs: string | null };
  createdAt: number;
  /** The same failure was answered a moment before, there: this reply begins folded. */
  same?: { link: string };
}

/**
 * The id of the reply to one message. The same message always has the same id, so that a second run of the work, a twin
 * event and an edit find the reply that is there. For what is no message (a command, a form), `ts` is its trigger id.
 */
export function replyId(team: string, channel: string, ts: string): string {
  return createHash('sha256').update(`${team}|${channel}|${ts}`).digest('hex').slice(0, 24);
}

export const replyKey = (id: string): string => `reply|${id}`;

/** The reply's durable record; null when there never was one, or when it is older than 7 days. */
export function readReply(store: Store, id: string): Promise<ReplyRecord | null> {
  return store.get<ReplyRecord>(replyKey(id));
}

/**
 * Writes the intention to reply. Where the record is there already (the work runs a second time), that one stands and
 * comes back with `created: false`: post it with the outbox all the same.
 */
export async function createReply(store: Store, reply: NewReply): Promise<{ record: ReplyRecord; created: boolean }> {
  let created = false;
  const record = await store.update<ReplyRecord>(replyKey(reply.id), (current) => {
    created = current === null;
    return current ?? firstRecord(reply);
  });
  return { record: record as ReplyRecord, created };
}

/**
 * One serialised change of a reply; the revision counts up when the change can be seen. Resolves to the record as stored, or
 * null when there is none. Bring Slack in line with `outbox.deliver(id)` afterwards.
 */
export function changeReply(store: Store, id: string, change: ReplyChange): Promise<ReplyRecord | null> {
  return store.update<ReplyRecord>(replyKey(id), (current) => {
    if (current === null) return null;
    const next = change(current);
    if (next === current) return current;
    return { ...next, revision: current.revision + (isSeen(current, next) ? 1 : 0) };
  });
}

/** Whether a change can be seen in the message: when audit is asked next cannot, and needs no update in Slack. */
function isSeen(before: ReplyRecord, after: ReplyRecord): boolean {
  return (Object.keys(after) as (keyof ReplyRecord)[]).some((key) => key !== 'audit' && after[key] !== before[key]);
}

function firstRecord(reply: NewReply): ReplyRecord {
  return {
    id: reply.id,
    source: reply.source,
    asked: reply.asked,
    prepared: reply.prepared,
    diagnosis: reply.diagnosis,
    ticks: {},
    solved: null,
    chosen: null,
    folded: reply.same ? 'same' : null,
    ...(reply.same ? { same: reply.same } : {}),
    changes: [],
    post: { state: 'intended', channel: reply.post.channel, threadTs: reply.post.threadTs, ts: null, error: null },
    audit: { asked: 0, nextAt: null },
    createdAt: reply.createdAt,
    revision: 1,
    rendered: 0,
  };
}
