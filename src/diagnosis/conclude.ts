import { findRow, type Knowledge, text } from '../knowledge/load.ts';
import type { Edition, RowRef, Tables } from '../knowledge/schema.ts';
import { editions } from '../knowledge/terms.ts';
import { checklistOf } from './checklist.ts';
import { isExplained } from './explained.ts';
import type { ChecklistItem, Diagnosis, Diagnostic, Finding, State } from './types.ts';

/** What checks found out, together. */
export interface Found {
  findings: readonly Finding[];
  diagnostic?: Diagnostic | undefined;
}

/** A confirmed cause was looked at, not guessed. */
const sure = 0.98;
const mostNotes = 5;

/**
 * Ranks once more with the findings of checks, which are the strongest evidence: a confirmed row comes first, readiness
 * before all others; a ruled-out row gives way to the next one. Pure; may be called again when late findings arrive.
 * @param diagnosis what the text said, or an earlier conclusion
 */
export function conclude(diagnosis: Diagnosis, found: Found, knowledge: Knowledge): Diagnosis {
  const diagnostic = found.diagnostic ?? diagnosis.diagnostic;
  const findings = merge(diagnosis.findings, withDiagnostic(found.findings, diagnostic)).filter(
    (finding) => !(diagnostic?.decision === 'allow' && isDenial(finding)),
  );
  const start: Diagnosis = { ...diagnosis, findings, diagnostic, notes: notesOf(diagnosis, findings) };
  const current = diagnosis.section && diagnosis.row ? { section: diagnosis.section, row: diagnosis.row } : null;
  const confirmed = confirmedRow(start, knowledge);
  if (current?.row === 'audit-request-id' && diagnosis.kind === 'request-id')
    return withStates(withPointed(start, confirmed, knowledge));
  if (confirmed && current && same(confirmed, current)) return withStates(confirm(start, confirmed));
  if (confirmed && (current || diagnosis.kind === 'profile' || diagnostic))
    return withStates(turn(start, confirmed, knowledge, sure));
  if (current && stateOf(findings, current) === 'ruled-out') {
    const next = nextOpen(start, current);
    if (next) return withStates(turn(start, next, knowledge, Math.min(0.6, diagnosis.confidence)));
  }
  return withStates(start);
}

/** A cause for which STS denies: of a request that it allowed, none is. */
function isDenial({ section, state }: Finding): boolean {
  return section === 'sts-403' && state === 'confirmed';
}

/** What audit says of a request is a finding about the row that it points to. */
function withDiagnostic(findings: readonly Finding[], diagnostic: Diagnostic | null): Finding[] {
  if (!isExplained(diagnostic) || !diagnostic.points) return [...findings];
  if (
    findings.some((finding) => finding.state === 'confirmed' && diagnostic.points && same(finding, diagnostic.points))
  )
    return [...findings];
  return [
    ...findings,
    { ...diagnostic.points, check: 'audit-explanation', state: 'confirmed', detail: diagnostic.summary },
  ];
}

/** A newer finding of the same check about the same row replaces the older one. */
function merge(older: readonly Finding[], newer: readonly Finding[]): Finding[] {
  const kept = older.filter((old) => !newer.some((finding) => finding.check === old.check && same(finding, old)));
  return [...kept, ...newer];
}

/** Readiness first; then what audit says of the request itself; then the order in which the text had them. */
function confirmedRow(diagnosis: Diagnosis, knowledge: Knowledge): RowRef | null {
  const rows = diagnosis.findings.filter((finding) => finding.state === 'confirmed');
  if (rows.length === 0) return null;
  const blocking = rows.filter((finding) => finding.section === 'readiness');
  const own = blocking.find((finding) => finding.section === diagnosis.section && finding.row === diagnosis.row);
  if (own ?? blocking[0]) return refOf((own ?? blocking[0]) as Finding);
  const points = diagnosis.diagnostic?.points;
  if (points && rows.some((finding) => same(finding, points))) return points;
  const said = [{ section: diagnosis.section, row: diagnosis.row }, ...diagnosis.alternatives];
  const first = said.find((ref) => rows.some((finding) => finding.section === ref.section && finding.row === ref.row));
  if (first?.section && first.row) return { section: first.section, row: first.row };
  const tables = knowledge.tables[diagnosis.edition];
  const boundary = (finding: Finding): number =>
    tables.sections.find((section) => section.id === finding.section)?.boundary ?? 1000;
  return refOf([...rows].sort((a, b) => boundary(a) - boundary(b))[0] as Finding);
}

function confirm(diagnosis: Diagnosis, row: RowRef): Diagnosis {
  const finding = diagnosis.findings.find((candidate) => candidate.state === 'confirmed' && same(candidate, row));
  return {
    ...diagnosis,
    confidence: Math.max(diagnosis.confidence, sure),
    tier: 'finding',
    question: null,
    summary: finding ? summaryWith(diagnosis, finding.detail) : diagnosis.summary,
  };
}

function summaryWith(diagnosis: Diagnosis, detail: string): string {
  if (diagnosis.section === 'readiness' && diagnosis.kind === 'readiness') return diagnosis.summary;
  const symptom = diagnosis.checklist.find(
    (item) => item.section === diagnosis.section && item.row === diagnosis.row,
  )?.symptom;
  return symptom ? `${symptom}: ${detail}` : detail;
}

/** Makes another row the first one and says what changed. */
function turn(diagnosis: Diagnosis, row: RowRef, knowledge: Knowledge, confidence: number): Diagnosis {
  const place = tablesWith(knowledge, diagnosis.edition, row);
  if (!place) return diagnosis;
  const { tables, found } = place;
  const finding = diagnosis.findings.find((candidate) => candidate.state === 'confirmed' && same(candidate, row));
  const symptom = text(found.row.symptom, tables.edition);
  const before = diagnosis.checklist[0];
  const product = text(found.row.product, tables.edition);
  const changed = before
    ? `The text alone pointed to "${before.symptom}"; ${finding ? 'a check found the cause' : 'a check ruled that out'}.`
    : null;
  const old = diagnosis.section && diagnosis.row ? [{ section: diagnosis.section, row: diagnosis.row }] : [];
  return {
    ...diagnosis,
    ...row,
    confidence,
    tier: finding ? 'finding' : diagnosis.tier,
    summary: `${symptom}: ${finding?.detail ?? 'the likeliest cause that is left'}`,
    alternatives: [
      ...old.map((ref) => ({ ...ref, confidence: Math.round((1 - confidence) * 50) / 100 })),
      ...diagnosis.alternatives.filter((ref) => !same(ref, row)),
    ].slice(0, 3),
    checklist: checklistOf(tables, [row, ...old, ...diagnosis.alternatives.filter((ref) => !same(ref, row))]),
    docs: text(found.section.docs, tables.edition),
    question: null,
    // What was quoted is why the text pointed elsewhere.
    evidence:
      before && diagnosis.section !== row.section
        ? diagnosis.evidence.map((quote) => ({ ...quote, why: `the text pointed to "${before.symptom}"` }))
        : diagnosis.evidence,
    notes: [
      ...new Set([...(changed ? [changed] : []), ...(product === '' ? [] : [product]), ...diagnosis.notes]),
    ].slice(0, mostNotes),
  };
}

function tablesWith(
  knowledge: Knowledge,
  edition: Edition,
  row: RowRef,
): { tables: Tables; found: NonNullable<ReturnType<typeof findRow>> } | null {
  for (const candidate of [edition, ...editions.filter((other) => other !== edition)]) {
    const tables = knowledge.tables[candidate];
    const found = findRow(tables, row);
    if (found) return { tables, found };
  }
  return null;
}

function nextOpen(diagnosis: Diagnosis, current: RowRef): RowRef | null {
  const rows = [...diagnosis.alternatives, ...diagnosis.checklist].map(refOf);
  return rows.find((row) => !same(row, current) && stateOf(diagnosis.findings, row) !== 'ruled-out') ?? null;
}

/** A request ID alone stays the row about request IDs; what audit points to is shown beside it. */
function withPointed(diagnosis: Diagnosis, confirmed: RowRef | null, knowledge: Knowledge): Diagnosis {
  const summary = diagnosis.diagnostic ? diagnosis.diagnostic.summary : diagnosis.summary;
  if (!confirmed || diagnosis.checklist.some((item) => same(item, confirmed))) return { ...diagnosis, summary };
  const place = tablesWith(knowledge, diagnosis.edition, confirmed);
  const item = place ? checklistOf(place.tables, [confirmed])[0] : undefined;
  return { ...diagnosis, summary, checklist: item ? [...diagnosis.checklist, item] : diagnosis.checklist };
}

/** States and details from the findings: the section's rows, then those of others; confirmed first, ruled-out ones last. */
function withStates(diagnosis: Diagnosis): Diagnosis {
  const checklist = diagnosis.checklist.map((item): ChecklistItem => {
    const state = stateOf(diagnosis.findings, item);
    const finding = diagnosis.findings.findLast((candidate) => candidate.state === state && same(candidate, item));
    return { ...item, state, detail: finding?.detail ?? item.detail };
  });
  const order: Record<State, number> = { confirmed: 0, unverified: 1, 'ruled-out': 2 };
  const top = checklist.find((item) => item.section === diagnosis.section && item.row === diagnosis.row);
  const later = (item: ChecklistItem): number => Number(item.section !== diagnosis.section);
  const rest = checklist
    .filter((item) => item !== top)
    .sort((a, b) => later(a) - later(b) || order[a.state] - order[b.state]);
  return { ...diagnosis, checklist: top ? [top, ...rest] : rest };
}

/** Confirmed by one check beats ruled out by another. */
function stateOf(findings: readonly Finding[], row: RowRef): State {
  const about = findings.filter((finding) => same(finding, row));
  if (about.some((finding) => finding.state === 'confirmed')) return 'confirmed';
  return about.some((finding) => finding.state === 'ruled-out') ? 'ruled-out' : 'unverified';
}

function notesOf(diagnosis: Diagnosis, findings: readonly Finding[]): string[] {
  const unknown = (list: readonly Finding[]): string[] =>
    list.filter((finding) => finding.state === 'unknown').map((finding) => sentence(finding.detail));
  const before = unknown(diagnosis.findings);
  const kept = diagnosis.notes.filter((note) => !before.includes(note));
  return [...new Set([...kept, ...unknown(findings)])].slice(0, mostNotes);
}

/** Names that are written small, whatever stands after them. */
const names = ['api', 'sts', 'gateway', 'audit', 'coordinator', 'caracal', 'docker'];

/** A finding is a clause that stands after a symptom; alone it becomes a sentence. */
function sentence(clause: string): string {
  const first = clause.split(' ', 1)[0] ?? '';
  const start = names.includes(first) ? clause : clause.slice(0, 1).toUpperCase() + clause.slice(1);
  return start === '' || '.?!'.includes(start.at(-1) as string) ? start : `${start}.`;
}

function refOf(ref: { section: string | null; row: string | null }): RowRef {
  return { section: ref.section ?? '', row: ref.row ?? '' };
}

function same(
  a: { section: string | null; row: string | null },
  b: { section: string | null; row: string | null },
): boolean {
  return a.section === b.section && a.row === b.row;
}
