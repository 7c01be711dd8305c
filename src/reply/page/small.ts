import { oneLine } from '../escape.ts';
import { replyWords as w } from '../words/reply.ts';
import { closedNote } from './audit.ts';
import type { Subject } from './subject.ts';
import type { Part } from './types.ts';

/** What later checks changed, newest last. */
export function changesParts({ record }: Subject): Part[] {
  const changes = record?.changes ?? [];
  return changes.length > 0 ? [{ kind: 'list', title: w.changes, items: changes.map(oneLine) }] : [];
}

/** The link to the page. */
export function docsParts({ diagnosis }: Subject): Part[] {
  const { docs } = diagnosis;
  return docs
    ? [{ kind: 'line', spans: [`${w.docs}: `, { link: docs, label: oneLine(docs).replace(/^https?:\/\//, '') }] }]
    : [];
}

/** The small print: what else to know, what was looked at, why the bot spoke and how to stop it. */
export function smallParts({ diagnosis, record }: Subject): Part[] {
  const { edition, editionWhy, redacted, notes, row, diagnostic } = diagnosis;
  const lines = [
    // What audit answered, and why it was not asked, stands above.
    ...notes.filter((note) => note !== diagnostic?.summary && note !== closedNote(diagnosis)).map(oneLine),
    ...(row === null ? [] : [w.edition(edition, oneLine(editionWhy))]),
    ...(redacted > 0 ? [w.redacted(redacted)] : []),
    ...(record && !record.asked ? [w.unasked] : []),
  ];
  return lines.filter((line) => line !== '').map((line) => ({ kind: 'small', spans: [line] }));
}
