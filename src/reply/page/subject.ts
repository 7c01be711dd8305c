import { checklistOf } from '../../diagnosis/checklist.ts';
import type { Diagnosis } from '../../diagnosis/types.ts';
import { findRow, type Knowledge, text } from '../../knowledge/load.ts';
import type { RowRef } from '../../knowledge/schema.ts';
import { editions } from '../../knowledge/terms.ts';
import type { ReplyRecord } from '../../work/types.ts';
import type { Span } from '../types.ts';

/** What one reply is about, and who sees it. The terminal has no record. */
export interface Subject {
  diagnosis: Diagnosis;
  record: ReplyRecord | null;
  knowledge: Knowledge;
}

/** The diagnosis to show: where somebody chose another row by hand, the one for that row. */
export function subjectOf(record: ReplyRecord, knowledge: Knowledge): Subject {
  const { chosen, diagnosis } = record;
  const isChosen = chosen !== null && 'row' in chosen;
  return { record, knowledge, diagnosis: isChosen ? withRow(diagnosis, chosen, knowledge) : diagnosis };
}

/** A diagnosis that names this row first. What was found out about the rows stays. */
function withRow(diagnosis: Diagnosis, ref: RowRef, knowledge: Knowledge): Diagnosis {
  if (diagnosis.section === ref.section && diagnosis.row === ref.row) return diagnosis;
  const tables = [diagnosis.edition, ...editions]
    .map((edition) => knowledge.tables[edition])
    .find((each) => findRow(each, ref));
  const found = tables ? findRow(tables, ref) : null;
  if (!tables || !found) return diagnosis;
  const known = (section: string, row: string) =>
    diagnosis.checklist.find((item) => item.section === section && item.row === row);
  const checklist = checklistOf(tables, [ref]).map((item) => known(item.section, item.row) ?? item);
  return {
    ...diagnosis,
    section: ref.section,
    row: ref.row,
    outside: null,
    summary: text(found.row.symptom, tables.edition),
    docs: text(found.section.docs, tables.edition),
    alternatives: [],
    question: null,
    checklist,
  };
}

/** "Scopes" of `sts-403/scopes`; the id where no table has it. */
export function nameOf(ref: RowRef, { diagnosis, knowledge }: Pick<Subject, 'diagnosis' | 'knowledge'>): string {
  for (const edition of [diagnosis.edition, ...editions]) {
    const found = findRow(knowledge.tables[edition], ref);
    if (found) return text(found.row.symptom, edition);
  }
  return ref.row;
}

/** "STS 403 › Scopes": section and row in the page's words. */
export function placeOf(
  ref: RowRef,
  subject: Pick<Subject, 'diagnosis' | 'knowledge'>,
): [section: string, row: string] {
  for (const edition of [subject.diagnosis.edition, ...editions]) {
    const found = findRow(subject.knowledge.tables[edition], ref);
    if (found) return [text(found.section.title, edition), text(found.row.symptom, edition)];
  }
  return [ref.section, ref.row];
}

/** A person in a reply: only who asked is mentioned. */
export function person(user: string, record: ReplyRecord): Span {
  return { user, team: record.source.team, mention: user === record.source.user };
}
