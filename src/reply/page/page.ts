import type { Diagnosis } from '../../diagnosis/types.ts';
import type { Knowledge } from '../../knowledge/load.ts';
import type { ReplyRecord } from '../../work/types.ts';
import { answeredParts } from './answered.ts';
import { foldedParts } from './folded.ts';
import { lookupParts } from './lookup.ts';
import { noneParts, outsideParts, unknownParts } from './silent.ts';
import { type Subject, subjectOf } from './subject.ts';
import type { Page, Part } from './types.ts';

/** What a reply says now, whatever it is shown on. Pure: the record is everything. */
export function pageOf(record: ReplyRecord, knowledge: Knowledge): Page {
  return { reply: record.id, revision: record.revision, parts: partsOf(subjectOf(record, knowledge)) };
}

/** The parts of an answer, by what kind of answer it is. */
export function partsOf(subject: Subject): Part[] {
  const { record, diagnosis } = subject;
  if (record?.folded) return foldedParts(record, record.folded, diagnosis);
  if (record?.chosen && 'none' in record.chosen) return noneParts(subject, record, record.chosen.by);
  if (diagnosis.row === null)
    return diagnosis.outside ? outsideParts(subject, diagnosis.outside) : unknownParts(subject);
  return isLookup(diagnosis) ? lookupParts(subject) : answeredParts(subject);
}

/** Of all that was pasted only the request ID says something. */
function isLookup({ kind, row, silence }: Diagnosis): boolean {
  return kind === 'request-id' || (row === 'audit-request-id' && silence === 'request-id-only');
}
