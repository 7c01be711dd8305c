import type { Finding } from '../diagnosis/types.ts';
import type { RowRef } from '../knowledge/schema.ts';
import type { AllowedZone, Check, CheckContext } from './types.ts';

export type Said = Pick<Finding, 'state' | 'detail'>;

export const confirmed = (detail: string): Said => ({ state: 'confirmed', detail });
export const ruledOut = (detail: string): Said => ({ state: 'ruled-out', detail });
export const cannotTell = (detail: string): Said => ({ state: 'unknown', detail });

export function finding(check: string, ref: RowRef, said: Said): Finding {
  return { check, section: ref.section, row: ref.row, ...said };
}

/** `section/row` as a pair. */
export function row(ref: string): RowRef {
  const [section = '', id = ''] = ref.split('/');
  return { section, row: id };
}

/** The same for every row of a check that stands on the checklist: about others nobody asked. */
export function forChecklist(check: Pick<Check, 'id' | 'rows'>, context: CheckContext, said: Said): Finding[] {
  return check.rows.filter((ref) => isListed(context, ref)).map((ref) => finding(check.id, ref, said));
}

function isListed({ diagnosis }: CheckContext, ref: RowRef): boolean {
  return diagnosis.checklist.some((item) => item.section === ref.section && item.row === ref.row);
}

/** Whether the diagnosis, or what comes after it, lies in one of these sections. */
export function isAbout({ diagnosis }: CheckContext, ...sections: string[]): boolean {
  const named = [diagnosis.section, ...diagnosis.alternatives.map((other) => other.section)];
  return named.some((section) => section !== null && sections.includes(section));
}

/** A zone in a sentence; one that was given no name is not called by its long ID. */
export function called({ id, name }: Pick<AllowedZone, 'id' | 'name'>): string {
  return name === id ? 'the zone' : `zone ${name}`;
}

/** "a", "a and b", "a, b and c" */
export function inWords(words: readonly string[]): string {
  if (words.length <= 1) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Values of a fact in the paste. */
export function factsOf({ paste }: CheckContext, key: string): string[] {
  return paste.facts.filter((fact) => fact.key === key).map((fact) => fact.value);
}
