import type { ChecklistItem, Diagnosis } from '../../diagnosis/types.ts';
import { findRow, text } from '../../knowledge/load.ts';
import { oneLine } from '../escape.ts';
import { replyWords as w } from '../words/reply.ts';
import { quoteParts } from './answered.ts';
import { askingParts, auditParts } from './audit.ts';
import { buttonsPart } from './buttons.ts';
import { checklistParts } from './checklist.ts';
import { changesParts, docsParts, smallParts } from './small.ts';
import type { Subject } from './subject.ts';
import type { Part } from './types.ts';

/** A request ID by itself: what audit says of it comes first, and the row that this points to. */
export function lookupParts(subject: Subject): Part[] {
  const { diagnosis } = subject;
  const shown = { ...subject, diagnosis: withPointed(subject) };
  return [
    { kind: 'headline', words: headline(diagnosis) },
    ...(diagnosis.diagnostic ? [] : quoteParts(subject)),
    ...changesParts(subject),
    ...auditParts(subject),
    ...askingParts(subject),
    ...checklistParts(shown),
    ...docsParts(shown),
    ...smallParts(subject),
    buttonsPart(subject),
  ];
}

function headline({ diagnostic, requestIds, summary }: Diagnosis): string {
  const id = diagnostic?.requestId ?? requestIds[0] ?? '';
  const words = oneLine(diagnostic?.summary ?? summary);
  return id ? w.headline.request(oneLine(id), words) : words;
}

/** The row that audit points to stands first in the checklist, with its own page. */
function withPointed({ diagnosis, knowledge }: Subject): Diagnosis {
  const points = diagnosis.diagnostic?.points;
  const tables = knowledge.tables[diagnosis.edition];
  const found = points ? findRow(tables, points) : null;
  if (!points || !found) return diagnosis;
  const isIt = (item: ChecklistItem): boolean => item.section === points.section && item.row === points.row;
  const item: ChecklistItem = diagnosis.checklist.find(isIt) ?? {
    ...points,
    symptom: text(found.row.symptom, tables.edition),
    fix: text(found.row.fix, tables.edition),
    state: 'unverified',
    detail: null,
  };
  const rest = diagnosis.checklist.filter((each) => !isIt(each));
  return { ...diagnosis, ...points, docs: text(found.section.docs, tables.edition), checklist: [item, ...rest] };
}
