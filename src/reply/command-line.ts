import { isExplained } from '../diagnosis/explained.ts';
import type { Diagnosis } from '../diagnosis/types.ts';
import { sentence } from './blocks/simple.ts';
import { oneLine } from './escape.ts';
import { closedNote } from './page/audit.ts';
import type { Message, Span } from './types.ts';
import { messageWords as w } from './words/messages.ts';

/**
 * The one line in the channel under a person's own command: who asked, and what was found. It is never changed, so it says
 * nothing of audit that may be otherwise in a moment.
 */
export function commandLine(asker: { user: string; team: string }, diagnosis: Diagnosis): Message {
  const who: Span = { ...asker, mention: true };
  if (diagnosis.kind === 'request-id') {
    return sentence([who, `${w.askedAbout.requestId}; ${ofRequest(diagnosis)}`]);
  }
  const { summary, row, outside } = diagnosis;
  const found = row !== null || outside !== null ? w.found(inLine(summary)) : w.foundNothing;
  return sentence([who, `${w.askedAbout.paste}; ${found}. ${w.inThread}`]);
}

function ofRequest(diagnosis: Diagnosis): string {
  const { diagnostic } = diagnosis;
  if (isExplained(diagnostic)) return `${w.found(inLine(diagnostic.summary || diagnosis.summary))}. ${w.restInThread}`;
  return closedNote(diagnosis) === null ? w.auditIsAsked : w.auditNotAsked;
}

const inLine = (words: string): string => oneLine(words).slice(0, 400).replace(/\.$/, '');
