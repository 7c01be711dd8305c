import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { regex } from '../../src/patterns/regex.ts';

test('says where it first matches, ignoring case, with its groups', () => {
  expect(regex('status (\\d{3})').exec('x Status 403 and status 500')).toEqual({
    groups: ['Status 403', '403'],
    start: 2,
    end: 12,
  });
  expect(regex('status (\\d{3})').exec('status 40')).toBeNull();
});

test('the engine counts what its automaton remembers, and can be told to forget', () => {
  const compiled = RE2JS.compile('a.{0,9}b');
  const { dfa } = compiled.re2Input;
  const before = dfa.memBudget;
  expect(compiled.test('xaxxb')).toBe(true);
  expect(dfa.memBudget).toBeLessThan(before);
  dfa.clearCache();
  expect(dfa.memBudget).toBe(before);
});

test('finds the same after it has forgotten', () => {
  const pattern = regex('(?:secret|token).{0,60}(?:denied|refused)');
  const texts = Array.from({ length: 3_000 }, (_, n) => `${n.toString(36)} token ${'x'.repeat(n % 70)}${n} denied`);
  const found = texts.map((text) => pattern.test(text));
  const expected = texts.map((text) => /(?:secret|token).{0,60}(?:denied|refused)/i.test(text));
  expect(found).toEqual(expected);
});
