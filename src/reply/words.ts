import type { Diagnosis } from '../diagnosis/types.ts';
import type { FileProblem } from '../slack/files.ts';
import { sentence } from './blocks/simple.ts';
import type { Message } from './types.ts';
import { fileProblems, helpWords, messageWords } from './words/messages.ts';
import { replyWords } from './words/reply.ts';
import { viewWords } from './words/views.ts';

/** Every sentence of the bot. Plain English, no blame, no exclamation marks; the sentences themselves stand in words/. */
export const words = {
  ...messageWords,
  reply: replyWords,
  views: viewWords,
  help: helpWords,
  stopped: sentence([messageWords.stopped]),
  /** Why a file could not be read, as a message of its own. */
  fileProblem: (problem: FileProblem): Message => sentence([fileProblems[problem]]),
  /** The same as notes of a reply. */
  fileNotes: (problems: readonly FileProblem[], isCut: boolean): string[] => [
    ...[...new Set(problems)].map((problem) => fileProblems[problem]),
    ...(isCut ? [messageWords.fileCut] : []),
  ],
  /** "I have answered that", with a link to the reply. */
  answeredAbove: (summary: string, link: string): Message =>
    sentence([`${messageWords.answeredAbove(summary)} (`, { link, label: messageWords.answerLink }, ')']),
};

const symptomOf = (diagnosis: Diagnosis): string | null =>
  diagnosis.checklist.find((item) => item.section === diagnosis.section && item.row === diagnosis.row)?.symptom ?? null;

/** What a later finding changed, in one sentence for the reader; null when the first answer stands. */
export function changeInWords(before: Diagnosis, after: Diagnosis): string | null {
  const parts: string[] = [];
  const [was, is] = [before.diagnostic, after.diagnostic];
  // Where audit could not be asked nothing has changed, and the facts say why.
  if (is && is.decision !== was?.decision && is.decision !== 'unavailable') {
    const summary = is.summary.replace(/\.\s*$/, '');
    parts.push(is.decision === 'not-found' ? summary : `audit answered: ${summary}`);
  }
  const moved = before.section !== after.section || before.row !== after.row;
  if (moved) {
    const [old, now] = [symptomOf(before), symptomOf(after)];
    if (now) parts.push(`it now points to “${now}”${old ? ` instead of “${old}”` : ''}`);
  }
  for (const item of after.checklist) {
    const old = before.checklist.find((each) => each.section === item.section && each.row === item.row);
    const isTop = item.section === after.section && item.row === after.row;
    if (item.state === (old?.state ?? 'unverified') || (moved && isTop)) continue;
    parts.push(`“${item.symptom}” is now ${replyWords.states[item.state].toLowerCase()}`);
  }
  return parts.length === 0
    ? null
    : `${parts
        .slice(0, 4)
        .join('; ')
        .replace(/^\w/, (first) => first.toUpperCase())}.`;
}
