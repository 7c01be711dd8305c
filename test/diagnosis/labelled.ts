import { readFileSync } from 'node:fs';
import path from 'node:path';
import { examine } from '../../src/diagnosis/examine.ts';
import type { Diagnosis } from '../../src/diagnosis/types.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import type { Edition } from '../../src/knowledge/schema.ts';
import { prepare } from '../../src/paste/prepare.ts';

/** A paste with every acceptable answer; talk has none and must be left alone. */
export interface Labelled {
  id: string;
  text: string;
  edition: Edition;
  accept: (string | null)[] | null;
  unprompted: boolean | 'any';
}

const fixtures = path.join(import.meta.dirname, '..', 'fixtures');
export const knowledge = loadKnowledge();

export function labelled(
  name: 'pastes' | 'more-pastes' | 'blind-1' | 'blind-2' | 'blind-3' | 'chatter' | 'recorded',
): Labelled[] {
  const lines = readFileSync(path.join(fixtures, `${name}.ndjson`), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => ({ edition: '2026.06', accept: null, unprompted: false, ...JSON.parse(line) }));
}

export function answerTo(text: string, edition: Edition | 'auto'): Diagnosis {
  return examine(prepare(text), { knowledge, edition }).diagnosis;
}

export function rowAccepted(entry: Labelled, answer: Diagnosis): boolean {
  const name = `${answer.section}/${answer.row}`;
  return (entry.accept ?? []).some((ref) =>
    ref === null ? answer.row === null : ref === name || ref === `${answer.section}/*`,
  );
}

export function sectionAccepted(entry: Labelled, answer: Diagnosis): boolean {
  return (entry.accept ?? []).some((ref) =>
    ref === null ? answer.section === null : ref.split('/')[0] === answer.section,
  );
}
