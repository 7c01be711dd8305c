import { isExplained } from '../../diagnosis/explained.ts';
import type { ChecklistItem } from '../../diagnosis/types.ts';
import { degreeOf, replyWords as w } from '../words/reply.ts';
import { forShell, shellIn, stepsOf } from './steps.ts';
import { person, type Subject } from './subject.ts';
import type { Item, Part } from './types.ts';

/** The checklist: the first thing to do in full, the other open items, what is ruled out in one line. */
export function checklistParts(subject: Subject): Part[] {
  const { diagnosis } = subject;
  const items = diagnosis.checklist.map((item) => itemOf(item, subject)).filter((item) => !isAnswered(item, subject));
  const sorted = [
    ...items.filter(({ state }) => state === 'confirmed'),
    ...items.filter(({ state }) => state === 'unverified'),
  ];
  const out = items.filter(({ state }) => state === 'ruled-out');
  const first = firstOf(sorted, subject);
  const rest = sorted.filter((item) => item !== first);
  const anyDone = items.some(({ done }) => done !== null);
  const parts: Part[] = [];
  if (first) {
    const title = anyDone ? w.next(first.symptom) : w.first(first.symptom);
    parts.push({ kind: 'first', title, item: unrepeated(first, subject) });
  }
  if (!first && items.length > 0) parts.push({ kind: 'line', spans: [w.allDone] });
  const isSure = first?.state === 'confirmed' || (first !== null && degreeOf(diagnosis.confidence) === 'certain');
  if (rest.length > 0) parts.push({ kind: 'items', title: first ? w.others : w.checklist, items: rest, isSure });
  if (out.length > 0) parts.push({ kind: 'line', spans: [w.ruledOut(byReason(out))] });
  return parts;
}

/** The headline has said what a check found out. */
function unrepeated(item: Item, { diagnosis }: Subject): Item {
  return item.detail && diagnosis.summary.includes(item.detail) ? { ...item, detail: null } : item;
}

/** Audit was asked and knows the request: that its ID is to be found and looked up is no advice any more. */
function isAnswered({ row, state, done }: Item, { diagnosis, record }: Subject): boolean {
  if (row !== 'audit-request-id' || state !== 'unverified' || done !== null) return false;
  return isExplained(diagnosis.diagnostic) && !record?.chosen;
}

/** What is ruled out, each reason once. */
function byReason(items: readonly Item[]): string[] {
  const groups = Map.groupBy(items, ({ detail, symptom }) => detail ?? symptom);
  return [...groups.values()].map((group) => {
    const names = group.map(({ symptom }) => symptom).join(', ');
    const detail = group[0]?.detail;
    return detail ? `${names} (${detail})` : names;
  });
}

/** What was confirmed, else the row that was found, else the first that is open; nothing that is ticked off. */
function firstOf(items: readonly Item[], { diagnosis }: Subject): Item | null {
  const open = items.filter(({ done }) => done === null);
  return (
    open.find(({ state }) => state === 'confirmed') ??
    open.find(({ section, row }) => section === diagnosis.section && row === diagnosis.row) ??
    open[0] ??
    null
  );
}

function itemOf(item: ChecklistItem, { record }: Subject): Item {
  const tick = record?.ticks[`${item.section}/${item.row}`];
  const steps = forShell(stepsOf(item.fix), shellIn(record?.prepared.text ?? ''));
  const done = tick && record ? [person(tick.by, record), ', ', { date: tick.at }] : null;
  return { ...item, steps, done };
}
