import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { answerTo } from './labelled.ts';

const Talk = z.strictObject({ id: z.string(), text: z.string(), kind: z.string() });

const file = path.join(import.meta.dirname, '..', 'fixtures', 'chatter-more.ndjson');
const talk = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => Talk.parse(JSON.parse(line)));

test.each(['2026.06', '1.0', 'auto'] as const)(
  'talk, other products and settled matters are left alone (%s)',
  (edition) => {
    const answered = talk
      .filter(({ text }) => answerTo(text, edition).answered)
      .map(({ id, text }) => `${id}: ${text}`);
    expect(answered).toEqual([]);
  },
);
