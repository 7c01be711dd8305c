import type { NewJob, ReplyRecord } from './types.ts';

/** Audit takes a while to ingest: it is asked again this many ms after it was first asked. */
const ASK_AGAIN_MS = [2_000, 5_000, 15_000, 40_000];

/** When audit is asked for the `asked`th time again, or null when that was enough. `firstAt` is when it was first asked. */
export function nextAsk(asked: number, firstAt: number): number | null {
  const after = ASK_AGAIN_MS[asked];
  return after === undefined ? null : firstAt + after;
}

/**
 * The durable timer that asks audit again for this reply, or null when it is not to be asked (`audit.nextAt` is null).
 * Accept it in the same job that set `nextAt`; accepting it twice is one timer. Its body is `{reply: id}`.
 */
export function askAgain(record: ReplyRecord, lane: string): NewJob | null {
  const due = record.audit.nextAt;
  if (due === null) return null;
  return { key: `ask-audit|${record.id}|${due}`, lane, kind: 'ask-audit', body: { reply: record.id }, due };
}
