import { examine } from '../../diagnosis/examine.ts';
import type { Diagnosis } from '../../diagnosis/types.ts';
import type { Knowledge } from '../../knowledge/load.ts';
import type { Edition } from '../../knowledge/schema.ts';
import { encodingOf } from '../../paste/encoding.ts';
import { prepare } from '../../paste/prepare.ts';
import type { Paste, Prepared } from '../../paste/types.ts';
import { KEPT_TEXT } from '../limits.ts';
import { joinPrepared, keptPart } from './join.ts';

/** A paste to think about: what was written, already redacted, and the bytes of files as they came. */
export interface Question {
  prepared: Prepared;
  files: Uint8Array[];
  edition: Edition | 'auto';
}

export interface Thought {
  /** What is kept with the reply. */
  prepared: Prepared;
  paste: Paste;
  diagnosis: Diagnosis;
}

/** The whole way from text to diagnosis. Files are redacted here, before anything else sees them. */
export function think(question: Question, knowledge: Knowledge): Thought {
  const files = question.files.map((bytes) => prepare(new TextDecoder(encodingOf(bytes)).decode(bytes)));
  const prepared = joinPrepared([question.prepared, ...files]);
  const { paste, diagnosis } = examine(prepared, { knowledge, edition: question.edition });
  return { prepared: keptPart(prepared, KEPT_TEXT), paste, diagnosis };
}

const EVIDENCE = 200;

/** What of a large thought comes back from the worker thread: copying all of its lines would hold the event loop. */
export function slim(thought: Thought): Thought {
  const { paste } = thought;
  const few = { text: thought.prepared.text, lines: [], facts: [], evidence: paste.evidence.slice(0, EVIDENCE) };
  return { ...thought, paste: { ...paste, ...few, requestIds: paste.requestIds.slice(0, EVIDENCE) } };
}
