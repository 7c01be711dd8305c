import { afterAll, describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { prepare } from '../../src/paste/prepare.ts';
import type { Prepared } from '../../src/paste/types.ts';
import { LARGE_TEXT } from '../../src/slack/limits.ts';
import { createThink } from '../../src/slack/think/think.ts';
import { type Question, think } from '../../src/slack/think/thought.ts';

const knowledge = loadKnowledge();
const onItsOwn = createThink(knowledge, []);
afterAll(() => onItsOwn.stop());

const question = (prepared: Prepared): Question => ({ prepared, files: [], edition: 'auto' });

/** Every example of the tables, repeated until it is as long as a text may be that is read beside everything else. */
const longest = knowledge.tables['2026.06'].sections
  .flatMap((section) => section.rows)
  .flatMap((row) => row.examples)
  .map(({ text }) => `${text}\n`.repeat(Math.ceil(LARGE_TEXT / (text.length + 1))).slice(0, LARGE_TEXT));

describe('reading', () => {
  test('holds the event loop for less than 25 ms, whatever kind of paste it is', () => {
    const held = longest.map((text) => {
      const prepared = prepare(text);
      // The shortest of several: what the machine does beside it is not meant.
      const times = Array.from({ length: 4 }, () => {
        const from = performance.now();
        think(question(prepared), knowledge);
        return performance.now() - from;
      });
      return { ms: Math.min(...times), text: text.slice(0, 80) };
    });
    expect(held.length).toBeGreaterThan(50);
    expect(held.filter(({ ms }) => ms >= 25)).toEqual([]);
  });

  test('lets the event loop turn between pastes that are taken up in one moment', async () => {
    let turns = 0;
    let watching = true;
    const count = (): void => {
      turns += 1;
      if (watching) setImmediate(count);
    };
    setImmediate(count);
    const seen = await Promise.all(
      longest.slice(0, 8).map(async (text) => {
        await onItsOwn(question(prepare(text)));
        return turns;
      }),
    );
    watching = false;
    expect(new Set(seen).size).toBe(8);
  });

  test('of a longer text happens in a thread: timers go on meanwhile', async () => {
    await onItsOwn.warm();
    const text = longest.join('\n').slice(0, 400_000);
    const prepared = prepare(text);
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
    }, 1);
    const { diagnosis } = await onItsOwn(question(prepared));
    clearInterval(ticking);
    expect(diagnosis.section).not.toBeNull();
    expect(ticks).toBeGreaterThan(3);
  });
});
