import type { Knowledge } from '../knowledge/load.ts';
import { prepare } from '../paste/prepare.ts';
import { examine } from './examine.ts';

/** Longer than what is read whole, so that the search for what matters in a long text is built, too. */
const longText = 60_000;

/**
 * Diagnoses every example of the tables, one a step: patterns are compiled and the code is translated before the first
 * paste, so that it waits for neither.
 */
export function* warmUp(knowledge: Knowledge): Generator<void> {
  const options = { knowledge, edition: 'auto' } as const;
  const texts = new Set<string>();
  for (const { sections, outside } of Object.values(knowledge.tables)) {
    const owners = [...sections.flatMap(({ rows }) => rows), ...outside];
    for (const { text } of owners.flatMap(({ examples }) => examples)) texts.add(text);
  }
  for (const text of texts) {
    examine(prepare(text), options);
    yield;
  }
  examine(prepare([...texts].join('\n').padEnd(longText, '\nwarm')), options);
}
