import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { answerTo } from './labelled.ts';

const Talk = z.strictObject({ id: z.string(), text: z.string(), kind: z.string() });

const talkOf = (name: string): z.infer<typeof Talk>[] =>
  readFileSync(path.join(import.meta.dirname, '..', 'fixtures', `${name}.ndjson`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Talk.parse(JSON.parse(line)));

test.each(['2026.06', '1.0', 'auto'] as const)(
  'talk, other products and settled matters are left alone (%s)',
  (edition) => {
    const answered = talkOf('chatter-more')
      .filter(({ text }) => answerTo(text, edition).answered)
      .map(({ id, text }) => `${id}: ${text}`);
    expect(answered).toEqual([]);
  },
);

test('of talk by somebody who had not seen the tables, a third of it treacherous, 99.5 % is left alone', () => {
  const talk = talkOf('blind-chatter');
  const answered = talk.filter(({ text }) => answerTo(text, '2026.06').answered).map(({ text }) => text);
  expect(answered.length / talk.length, answered.join('\n')).toBeLessThanOrEqual(0.005);
});
