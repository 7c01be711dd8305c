import { examine } from '../../src/diagnosis/examine.ts';
import type { Knowledge } from '../../src/knowledge/load.ts';
import { prepare } from '../../src/paste/prepare.ts';

/** Longer than what is read whole, so that the search for what matters in a long text is built, too. */
const longText = 60_000;

/** Diagnoses every example of the tables: patterns are compiled and the code is translated before anything is measured. */
export function warmUp(knowledge: Knowledge): void {
  const options = { knowledge, edition: 'auto' } as const;
  const texts = new Set<string>();
  for (const { sections, outside } of Object.values(knowledge.tables)) {
    const owners = [...sections.flatMap(({ rows }) => rows), ...outside];
    for (const { text } of owners.flatMap(({ examples }) => examples)) texts.add(text);
  }
  for (const text of texts) examine(prepare(text), options);
  examine(prepare([...texts].join('\n').padEnd(longText, '\nwarm')), options);
}
