import { describe, expect, test } from 'vitest';
import { answerTo, type Labelled, labelled, rowAccepted, sectionAccepted } from './labelled.ts';

function misses(entries: readonly Labelled[], edition: 'own' | 'auto', right: typeof rowAccepted): string[] {
  return entries.flatMap((entry) => {
    const answer = answerTo(entry.text, edition === 'auto' ? 'auto' : entry.edition);
    return right(entry, answer) ? [] : [`${entry.id}: ${answer.section}/${answer.row}`];
  });
}

const share = (missed: readonly string[], entries: readonly Labelled[]): number => 1 - missed.length / entries.length;

describe.each(['pastes', 'recorded'] as const)('%s', (name) => {
  const entries = labelled(name);
  const accepted = entries.filter((entry) => entry.accept);

  test.each(['own', 'auto'] as const)(
    'edition %s: an accepted row for 98 of 100, an accepted section for 99',
    (edition) => {
      const rows = misses(accepted, edition, rowAccepted);
      const sections = misses(accepted, edition, sectionAccepted);
      expect(share(rows, accepted), rows.join('\n')).toBeGreaterThanOrEqual(0.98);
      expect(share(sections, accepted), sections.join('\n')).toBeGreaterThanOrEqual(0.99);
    },
  );

  test('never speaks up where it must not, and where it must for 99 %', () => {
    const answered = entries.map((entry) => ({ ...entry, answered: answerTo(entry.text, entry.edition).answered }));
    const loud = answered.filter((entry) => entry.unprompted === false && entry.answered);
    const must = answered.filter((entry) => entry.unprompted === true);
    const silent = must.filter((entry) => !entry.answered).map((entry) => entry.id);
    expect(loud.map((entry) => entry.id)).toEqual([]);
    expect(silent.length / must.length, silent.join(', ')).toBeLessThanOrEqual(0.01);
  });
});

test('talk and other products are left alone', () => {
  const loud = labelled('chatter').filter((entry) => answerTo(entry.text, '2026.06').answered);
  expect(loud.map((entry) => entry.text)).toEqual([]);
});
