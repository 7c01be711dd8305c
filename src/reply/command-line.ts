import type { Diagnosis } from '../diagnosis/types.ts';
import { sentence } from './blocks/simple.ts';
import { oneLine } from './escape.ts';
import type { Message } from './types.ts';
import { messageWords as w } from './words/messages.ts';

/** The one line in the channel under a person's own command: who asked, and what was found. */
export function commandLine(asker: { user: string; team: string }, diagnosis: Diagnosis): Message {
  const { kind, summary, row, outside } = diagnosis;
  const about = kind === 'request-id' ? w.askedAbout.requestId : w.askedAbout.paste;
  const recognised = row !== null || outside !== null;
  const words = (diagnosis.diagnostic && kind === 'request-id' ? diagnosis.diagnostic.summary : summary) || summary;
  const found = recognised ? w.found(oneLine(words).slice(0, 400).replace(/\.$/, '')) : w.foundNothing;
  return sentence([{ ...asker, mention: true }, `${about}; ${found}. ${w.inThread}`]);
}
