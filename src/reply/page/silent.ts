import type { Diagnosis } from '../../diagnosis/types.ts';
import type { ReplyRecord } from '../../work/types.ts';
import { oneLine } from '../escape.ts';
import { replyWords as w } from '../words/reply.ts';
import { quoteParts } from './answered.ts';
import { askingParts, auditParts } from './audit.ts';
import { buttonsPart } from './buttons.ts';
import { changesParts, docsParts, smallParts } from './small.ts';
import { person, type Subject } from './subject.ts';
import type { Part } from './types.ts';

const pasteInstead = (): Part[] => [
  { kind: 'list', title: w.paste.title, items: w.paste.items },
  { kind: 'small', spans: [w.paste.secrets] },
];

/** Nothing was recognised: what to paste instead. */
export function unknownParts(subject: Subject): Part[] {
  const { summary, question } = subject.diagnosis;
  return [
    { kind: 'headline', words: w.headline.unknown },
    { kind: 'line', spans: [oneLine(summary)] },
    ...(question ? [{ kind: 'line' as const, spans: [w.question(question)] }] : []),
    ...changesParts(subject),
    ...pasteInstead(),
    ...endParts(subject),
  ];
}

/** Recognised, and on no row of the page: another product, a healthy stack, or a part of Caracal that the page leaves out. */
export function outsideParts(subject: Subject, outside: NonNullable<Diagnosis['outside']>): Part[] {
  const words = { caracal: w.headline.outside, other: w.headline.other, healthy: w.headline.healthy }[outside.of];
  return [
    { kind: 'headline', words: words(oneLine(subject.diagnosis.summary).replace(/\.$/, '')) },
    ...quoteParts(subject),
    ...changesParts(subject),
    { kind: 'line', spans: [w.look(oneLine(outside.look))] },
    ...endParts(subject),
  ];
}

/** Somebody looked through the rows: none fits. */
export function noneParts(subject: Subject, record: ReplyRecord, by: string): Part[] {
  return [
    { kind: 'headline', words: w.headline.noneFits },
    { kind: 'line', spans: [person(by, record), ` ${w.noneBy}`] },
    ...quoteParts(subject),
    ...pasteInstead(),
    ...endParts(subject),
  ];
}

/** How every such reply ends: what audit said, the page, the small print, the buttons. */
function endParts(subject: Subject): Part[] {
  return [
    ...auditParts(subject),
    ...askingParts(subject),
    ...docsParts(subject),
    ...smallParts(subject),
    buttonsPart(subject, 'open'),
  ];
}
