import { describe, expect, test } from 'vitest';
import { answerTo, labelled, rowAccepted, sectionAccepted } from './labelled.ts';

/**
 * Labelled from the product's documents by somebody who had not seen the tables, and never fitted one by one.
 * docs/accuracy.md has the figures of the first run of each.
 */
describe.each([
  ['more-pastes', 0.01],
  ['blind-1', 0.01],
  ['blind-2', 0.02],
  ['blind-3', 0.01],
] as const)('%s, for which no table was written', (name, silentAtMost) => {
  const answers = labelled(name).map((entry) => ({ entry, answer: answerTo(entry.text, entry.edition) }));
  const judged = answers.filter(({ entry }) => entry.accept);

  test('an accepted row for 95 %, an accepted section for 98 %', () => {
    const told = ({ entry, answer }: (typeof judged)[number]): string => `${entry.id}: ${answer.section}/${answer.row}`;
    const rows = judged.filter(({ entry, answer }) => !rowAccepted(entry, answer)).map(told);
    const sections = judged.filter(({ entry, answer }) => !sectionAccepted(entry, answer)).map(told);
    expect(1 - rows.length / judged.length, rows.join('\n')).toBeGreaterThanOrEqual(0.95);
    expect(1 - sections.length / judged.length, sections.join('\n')).toBeGreaterThanOrEqual(0.98);
  });

  test('silent where it must be, and hardly where it must speak', () => {
    const loud = answers.filter(({ entry, answer }) => entry.unprompted === false && answer.answered);
    expect(loud.map(({ entry }) => entry.text)).toEqual([]);
    const must = answers.filter(({ entry }) => entry.unprompted === true);
    const silent = must.filter(({ answer }) => !answer.answered).map(({ entry }) => entry.id);
    expect(silent.length / must.length, silent.join(', ')).toBeLessThanOrEqual(silentAtMost);
  });

  test('the strongest answers are right', () => {
    const sure = judged.filter(({ answer }) => answer.row !== null && answer.confidence >= 0.9);
    const wrong = sure.filter(({ entry, answer }) => !rowAccepted(entry, answer));
    expect(wrong.map(({ entry }) => entry.id)).toEqual([]);
  });
});
