import type { RowRef } from '../../knowledge/schema.ts';
import { oneLine } from '../escape.ts';
import { degreeOf, replyWords as w } from '../words/reply.ts';
import { askingParts, auditParts } from './audit.ts';
import { buttonsPart } from './buttons.ts';
import { checklistParts } from './checklist.ts';
import { changesParts, docsParts, smallParts } from './small.ts';
import { nameOf, person, placeOf, type Subject } from './subject.ts';
import type { Part } from './types.ts';

/** The row is known: what is wrong, the line that shows it, the first thing to do; then all the rest. */
export function answeredParts(subject: Subject): Part[] {
  const { diagnosis } = subject;
  return [
    { kind: 'headline', words: headline(subject) },
    ...quoteParts(subject),
    ...changesParts(subject),
    { kind: 'small', spans: [sureness(subject)] },
    ...chosenParts(subject),
    ...(diagnosis.question ? [line(w.question(diagnosis.question))] : []),
    ...checklistParts(subject),
    ...alternativeParts(subject),
    ...auditParts(subject),
    ...askingParts(subject),
    ...docsParts(subject),
    ...smallParts(subject),
    buttonsPart(subject),
  ];
}

const line = (words: string): Part => ({ kind: 'line', spans: [words] });

function isConfirmed({ diagnosis }: Subject): boolean {
  return diagnosis.checklist.some(
    ({ section, row, state }) => section === diagnosis.section && row === diagnosis.row && state === 'confirmed',
  );
}

function isChosen({ record }: Subject): boolean {
  return record?.chosen != null && 'row' in record.chosen;
}

function headline(subject: Subject): string {
  const { diagnosis } = subject;
  const summary = oneLine(diagnosis.summary).replace(/\.$/, '');
  if (isConfirmed(subject)) return w.headline.confirmed(summary);
  if (isChosen(subject)) return w.headline.chosen(summary);
  return w.headline[degreeOf(diagnosis.confidence)](summary);
}

/** Section and row in the page's words, and how sure. */
function sureness(subject: Subject): string {
  const { section, row, confidence, tier } = subject.diagnosis;
  const place = section && row ? `${w.where(...placeOf({ section, row }, subject))}. ` : '';
  if (isChosen(subject) && !isConfirmed(subject)) return place.trim();
  return `${place}${w.sure(confidence, tier, isConfirmed(subject))}`;
}

function chosenParts(subject: Subject): Part[] {
  const { record } = subject;
  if (!record?.chosen || !isChosen(subject)) return [];
  return [{ kind: 'small', spans: [person(record.chosen.by, record), ` ${w.chosenBy}`] }];
}

/**
 * The line that decided, and why, where the headline has not said that already. What a check found out stands in the headline,
 * and may be another row than the one that the line alone spoke for.
 */
export function quoteParts({ diagnosis }: Subject): Part[] {
  const [first] = diagnosis.evidence;
  if (!first) return [];
  const isSaid = diagnosis.tier === 'finding' || diagnosis.summary.includes(first.why);
  return [{ kind: 'quote', ...first, why: isSaid ? '' : first.why }];
}

/** "Or is it …?": rows of other tables that the text would fit as well, while nothing is confirmed. */
function alternativeParts(subject: Subject): Part[] {
  const { alternatives, checklist } = subject.diagnosis;
  if (isConfirmed(subject)) return [];
  const isListed = (ref: RowRef): boolean =>
    checklist.some(({ section, row }) => section === ref.section && row === ref.row);
  const names = alternatives
    .filter((each) => !isListed(each))
    .slice(0, 2)
    .map((each) => `“${oneLine(nameOf(each, subject))}”`);
  return names.length > 0 ? [line(w.orIsIt(names))] : [];
}
