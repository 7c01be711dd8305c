import type { Diagnosis } from '../diagnosis/types.ts';
import type { RowRef } from '../knowledge/schema.ts';
import type { Prepared } from '../paste/types.ts';
import type { ReplyRecord } from './types.ts';

/** A pure change of a reply record; the same reference when there is nothing to change. */
export type ReplyChange = (record: ReplyRecord) => ReplyRecord;

const rowKey = (row: RowRef): string => `${row.section}/${row.row}`;

/** Somebody has done an item. A second tick of the same item changes nothing. */
export function tick(row: RowRef, by: string, at: number): ReplyChange {
  return (record) =>
    record.ticks[rowKey(row)] ? record : { ...record, ticks: { ...record.ticks, [rowKey(row)]: { by, at } } };
}

/** An item is open again. */
export function untick(row: RowRef): ReplyChange {
  return (record) => {
    if (!record.ticks[rowKey(row)]) return record;
    const { [rowKey(row)]: _gone, ...ticks } = record.ticks;
    return { ...record, ticks };
  };
}

/** Somebody says that it works now; the reply folds. */
export function solved(by: string, at: number): ReplyChange {
  return (record) => (record.solved ? record : { ...record, solved: { by, at }, folded: record.folded ?? 'solved' });
}

/** Solved was pressed by mistake, it came back, or somebody wants to see the whole answer to the same failure. */
export function reopened(): ReplyChange {
  return (record) => {
    const opens = record.folded === 'solved' || record.folded === 'same';
    return record.solved || opens ? { ...record, solved: null, folded: opens ? null : record.folded } : record;
  };
}

/** "That's not it": another row (with the diagnosis for it), or none of them. */
export function chosen(
  choice: (RowRef & { by: string }) | { none: true; by: string },
  rethink: (diagnosis: Diagnosis) => Diagnosis = (diagnosis) => diagnosis,
): ReplyChange {
  return (record) => ({ ...record, chosen: choice, diagnosis: rethink(record.diagnosis) });
}

/**
 * Checks answered, early or late. `rethink` sees the newest diagnosis, since another replica may have changed it;
 * `inWords` tells what changed for the reader, null when the first answer stands.
 */
export function findingsArrived(
  rethink: (diagnosis: Diagnosis) => Diagnosis,
  inWords: (before: Diagnosis, after: Diagnosis) => string | null = () => null,
): ReplyChange {
  return (record) => {
    const diagnosis = rethink(record.diagnosis);
    if (diagnosis === record.diagnosis) return record;
    const words = inWords(record.diagnosis, diagnosis);
    return { ...record, diagnosis, changes: words === null ? record.changes : [...record.changes, words] };
  };
}

/** The paste was edited: what was ticked or chosen for the old text no longer counts, unless it is the same row. */
export function edited(prepared: Prepared, diagnosis: Diagnosis): ReplyChange {
  return (record) => {
    if (record.prepared.text === prepared.text) return record;
    const same = record.diagnosis.section === diagnosis.section && record.diagnosis.row === diagnosis.row;
    return {
      ...record,
      prepared,
      diagnosis,
      ticks: same ? record.ticks : {},
      solved: same ? record.solved : null,
      chosen: same ? record.chosen : null,
      folded: same && staysFolded(record, diagnosis) ? record.folded : null,
      changes: [],
      audit: { asked: 0, nextAt: null },
    };
  };
}

/** Solved stays solved; the same failure as before is the same only as long as it reads the same. */
function staysFolded({ folded, diagnosis }: ReplyRecord, next: Diagnosis): boolean {
  return folded === 'solved' || (folded === 'same' && next.summary === diagnosis.summary);
}

/** Folds the reply to one line, or unfolds it with null. */
export function fold(why: ReplyRecord['folded']): ReplyChange {
  return (record) => (record.folded === why ? record : { ...record, folded: why });
}

/** Where the reply goes is known now: the bot's own line under a command was posted. */
export function placed(channel: string, threadTs: string | null): ReplyChange {
  return (record) =>
    record.post.state === 'posted' || (record.post.channel === channel && record.post.threadTs === threadTs)
      ? record
      : { ...record, post: { ...record.post, channel, threadTs } };
}

/** The message is posted: a short answer that stood there becomes the reply. */
export function standsAt(ts: string): ReplyChange {
  return (record) => ({ ...record, post: { ...record.post, state: 'posted', ts } });
}

/** Audit was asked (once more), or will be asked at `nextAt`. Not seen in the message, so it needs no new rendering. */
export function auditAsked(asked: number, nextAt: number | null): ReplyChange {
  return (record) =>
    record.audit.asked === asked && record.audit.nextAt === nextAt ? record : { ...record, audit: { asked, nextAt } };
}

/** Several changes as one. */
export function all(...changes: ReplyChange[]): ReplyChange {
  return (record) => changes.reduce((current, change) => change(current), record);
}
