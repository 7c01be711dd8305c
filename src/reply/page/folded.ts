import type { Diagnosis } from '../../diagnosis/types.ts';
import type { ReplyRecord } from '../../work/types.ts';
import { actions, replyValue } from '../actions.ts';
import { oneLine } from '../escape.ts';
import { duration, replyWords as w } from '../words/reply.ts';
import { person } from './subject.ts';
import type { Part } from './types.ts';

/** One line instead of the answer. What was deleted or edited away is not repeated. */
export function foldedParts(
  record: ReplyRecord,
  why: NonNullable<ReplyRecord['folded']>,
  diagnosis: Diagnosis,
): Part[] {
  if (why === 'deleted') return [{ kind: 'line', spans: [w.folded.deleted] }];
  if (why === 'same' && record.same) return sameParts(record, record.same.link, diagnosis);
  if (why === 'edited-into-talk') return [{ kind: 'line', spans: [w.folded.editedIntoTalk] }];
  const itWas: Part = { kind: 'small', spans: [w.folded.itWas(oneLine(diagnosis.summary))] };
  if (why === 'stopped' || !record.solved) return [{ kind: 'line', spans: [w.folded.stopped] }, itWas];
  const { by, at } = record.solved;
  const after = w.folded.after(duration(at - record.createdAt));
  return [
    { kind: 'line', spans: [w.folded.solvedBy, person(by, record), after, { date: at }, '.'] },
    itWas,
    { kind: 'buttons', buttons: [{ action: actions.reopen, label: w.buttons.reopen, value: replyValue(record.id) }] },
  ];
}

/** The same failure as a moment ago: what it is, where the answer stands, and the way to have it here. */
function sameParts(record: ReplyRecord, link: string, diagnosis: Diagnosis): Part[] {
  const summary = w.folded.same(oneLine(diagnosis.summary));
  return [
    { kind: 'line', spans: [`${summary} (`, { link, label: w.folded.sameLink }, ')'] },
    {
      kind: 'buttons',
      buttons: [{ action: actions.reopen, label: w.buttons.answerHere, value: replyValue(record.id) }],
    },
    ...(record.asked ? [] : [{ kind: 'small' as const, spans: [w.unasked] }]),
  ];
}
