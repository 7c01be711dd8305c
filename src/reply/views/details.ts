import type { KnownBlock } from '@slack/types';
import type { Knowledge } from '../../knowledge/load.ts';
import type { ReplyRecord } from '../../work/types.ts';
import { callbacks } from '../actions.ts';
import { inOneLine, stateOf } from '../blocks/items.ts';
import { bullets, preformatted, richSection, richText } from '../blocks/rich.ts';
import { oneLine, rich } from '../escape.ts';
import { LIMITS, type Room, roomOf, weight } from '../limits.ts';
import { auditParts } from '../page/audit.ts';
import { stepsOf } from '../page/steps.ts';
import { nameOf, type Subject, subjectOf } from '../page/subject.ts';
import type { Modal } from '../types.ts';
import { replyWords } from '../words/reply.ts';
import { viewWords as w } from '../words/views.ts';
import { modal } from './modal.ts';

const SCALES = [1, 0.6, 0.3, 0.1];
const ITEMS = 60;

/** Everything about a reply that does not fit into it; null: the reply is no longer known. */
export function detailsView(record: ReplyRecord | null, knowledge: Knowledge): Modal {
  const frame = { callback: callbacks.details, title: w.detailsTitle };
  if (record === null) return modal(frame, [text(w.detailsGone)]);
  const subject = subjectOf(record, knowledge);
  for (const scale of SCALES) {
    const room = roomOf(scale);
    const blocks = render(subject, room);
    const note = room.wasCut ? [text(w.cut)] : [];
    if (blocks.length < LIMITS.viewBlocks && weight(blocks) <= LIMITS.viewSum)
      return modal(frame, [...blocks, ...note]);
  }
  return modal(frame, [text(w.cut)]);
}

const text = (words: string): KnownBlock => richText(richSection(rich(words)));

function render(subject: Subject, room: Room): KnownBlock[] {
  const { diagnosis } = subject;
  const title = (words: string) => richSection(rich(room(oneLine(words), 500), { bold: true }));
  const blocks: KnownBlock[] = [richText(title(diagnosis.summary))];
  const quotes = room
    .few(diagnosis.evidence, 10)
    .flatMap(({ line, quote, why }) => [
      richSection(rich(`${replyWords.quoted(line)}: ${room(oneLine(why), 300)}`)),
      preformatted(room(oneLine(quote), 600)),
    ]);
  if (quotes.length > 0) blocks.push(richText(title(w.evidenceTitle), ...quotes));
  for (const item of room.few(diagnosis.checklist, ITEMS)) {
    const steps = room.few(stepsOf(item.fix), 15).map((step) => rich(room(inOneLine(step), 800)));
    const state = richSection(rich(room(stateOf(item), 800)));
    blocks.push(richText(title(item.symptom), state, ...(steps.length > 0 ? [bullets(steps)] : [])));
  }
  for (const part of auditParts(subject)) {
    if (part.kind !== 'facts') continue;
    const lines = part.facts.map(([name, value]) => [
      ...rich(`${name}: `, { bold: true }),
      ...rich(room(value.join(''), 2_000)),
    ]);
    blocks.push(richText(title(part.title), bullets(lines)));
  }
  const notes = [
    ...diagnosis.notes,
    ...diagnosis.findings.map(({ detail }) => detail),
    ...diagnosis.alternatives.map((each) => replyWords.orIsIt([`“${nameOf(each, subject)}”`])),
    replyWords.edition(diagnosis.edition, diagnosis.editionWhy),
  ];
  const unique = [...new Set(notes.map(oneLine))].filter((note) => note !== '');
  blocks.push(richText(title(w.notesTitle), bullets(room.few(unique, 40).map((note) => rich(room(note, 800))))));
  return blocks;
}
