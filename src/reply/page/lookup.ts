import { isExplained } from '../../diagnosis/explained.ts';
import type { ChecklistItem, Diagnosis, Diagnostic } from '../../diagnosis/types.ts';
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
  const { diagnostic } = diagnosis;
  const top: Part[] = [
    { kind: 'headline', words: headline(diagnosis) },
    ...(diagnostic || isSaid(diagnosis) ? [] : quoteParts(subject)),
    ...changesParts(subject),
  ];
  const said = { ...subject, diagnosis: { ...diagnosis, summary: diagnostic?.summary ?? diagnosis.summary } };
  const asked = [...auditParts(said), ...askingParts(subject)];
  if (isSettled(diagnosis)) {
    const words = diagnostic?.decision === 'allow' ? throughWords(diagnostic) : null;
    const line: Part[] = words === null ? [] : [{ kind: 'line', spans: [words] }];
    const bare = { ...subject, diagnosis: { ...diagnosis, notes: [], row: null } };
    return [...top, ...line, ...asked, ...smallParts(bare), buttonsPart(subject)];
  }
  const shown = { ...subject, diagnosis: withPointed(subject) };
  const checklist = checklistParts(shown).map(inShort);
  const hasCause = isExplained(diagnostic) && diagnostic.points !== null;
  return [
    ...top,
    // Where audit named the cause, the headline has it: what to do comes before the details.
    ...(hasCause ? [...checklist, ...asked] : [...asked, ...checklist]),
    ...docsParts(shown),
    ...smallParts(subject),
    buttonsPart(subject),
  ];
}

/** The headline names the ID, and the line has nothing else. */
function isSaid({ evidence, requestIds }: Diagnosis): boolean {
  return evidence[0]?.quote === requestIds[0];
}

/** Audit knows the request, and what it says is no row's: the rows about denials would only mislead. */
function isSettled({ row, diagnostic }: Diagnosis): boolean {
  if (row !== 'audit-request-id' || !isExplained(diagnostic) || diagnostic.points !== null) return false;
  return diagnostic.decision !== 'deny' || diagnostic.advice !== null;
}

function throughWords({ status, reasons }: Diagnostic): string {
  const failed = status === 'executed' && reasons.some((reason) => Number(reason) >= 500);
  return failed ? w.audit.upstreamFailed : w.audit.through;
}

/** Nothing was pasted that the other rows could be about. */
const inShort = (part: Part): Part => (part.kind === 'items' ? { ...part, isSure: true } : part);

function headline({ diagnostic, requestIds, summary }: Diagnosis): string {
  const id = diagnostic?.requestId ?? requestIds[0] ?? '';
  const words = diagnostic ? oneLine(diagnostic.summary) : id ? w.audit.onlyAudit : oneLine(summary);
  return id ? w.headline.request(oneLine(id), words) : words;
}

/** The row that audit points to stands first in the checklist, with its own page. */
function withPointed({ diagnosis, knowledge }: Subject): Diagnosis {
  const { diagnostic } = diagnosis;
  if (!isExplained(diagnostic)) return diagnosis;
  const { points } = diagnostic;
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
