import { findRow, text } from '../knowledge/load.ts';
import type { RowRef, Tables } from '../knowledge/schema.ts';
import type { Readiness } from './readiness.ts';
import type { ChecklistItem } from './types.ts';

/**
 * Every row of the section of the first row, the found ones first, then the rows found in later boundaries.
 * @param rows found rows, the likeliest first
 */
export function checklistOf(
  tables: Tables,
  rows: readonly RowRef[],
  readiness: Readiness | null = null,
): ChecklistItem[] {
  const [first] = rows;
  const section = first ? tables.sections.find((candidate) => candidate.id === first.section) : undefined;
  if (!first || !section) return [];
  const found = rows.filter((row) => row.section === section.id).map((row) => row.row);
  const rest = section.rows.map((row) => row.id).filter((id) => !found.includes(id));
  const later = rows.filter((row) => row.section !== section.id && (boundaryOf(tables, row) ?? -1) > section.boundary);
  const refs = [...[...found, ...rest].map((row) => ({ section: section.id, row })), ...later];
  return refs.map((ref) => itemOf(tables, ref, readiness)).filter((item) => item !== null);
}

function itemOf(tables: Tables, ref: RowRef, readiness: Readiness | null): ChecklistItem | null {
  const found = findRow(tables, ref);
  if (!found) return null;
  const detail =
    ref.section === 'readiness' && ref.row === 'service-not-ready' && readiness?.state
      ? `${readiness.state.name}: ${readiness.state.detail}`
      : null;
  return {
    section: ref.section,
    row: ref.row,
    symptom: text(found.row.symptom, tables.edition),
    fix: text(found.row.fix, tables.edition),
    state: 'unverified',
    detail,
  };
}

function boundaryOf(tables: Tables, ref: RowRef): number | undefined {
  return tables.sections.find((section) => section.id === ref.section)?.boundary;
}
