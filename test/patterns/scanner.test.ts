import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildAutomaton } from '../../src/patterns/automaton.ts';
import { isPlain, requiredLiterals } from '../../src/patterns/literals.ts';
import { buildScanner, type Found } from '../../src/patterns/scanner.ts';

describe('automaton', () => {
  test('finds every literal wherever it ends, case folded, as a plain search does', () => {
    const word = fc.stringMatching(/^[abcABC]{1,5}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 8 }),
        fc.stringMatching(/^[abcdABC ]{0,60}$/),
        (literals, text) => {
          const found = new Set<string>();
          buildAutomaton(literals).scan(text, (literal, end) => found.add(`${literal}@${end}`));
          const expected = new Set<string>();
          literals.forEach((literal, index) => {
            for (let end = literal.length; end <= text.length; end++) {
              if (text.slice(end - literal.length, end).toLowerCase() === literal.toLowerCase())
                expected.add(`${index}@${end}`);
            }
          });
          expect(found).toEqual(expected);
        },
      ),
    );
  });

  test('folds letters beyond ASCII', () => {
    const ends: number[] = [];
    buildAutomaton(['größe']).scan('GRÖßE größe', (_literal, end) => ends.push(end));
    expect(ends).toEqual([5, 11]);
  });
});

describe('required literals', () => {
  test.each([
    ['port is already allocated', ['port is already allocated']],
    ['Bind for .{1,40} failed', ['bind for ']],
    ['(?:foo bar|baz qux): x', ['foo bar', 'baz qux']],
    ['abcd?ef', ['abc']],
    ['(?:maybe)?needed', ['needed']],
    ['a{2,3}bcde', ['bcde']],
    ['one long literal|another one', ['one long literal', 'another one']],
    ['x\\.caracal\\.run', ['x.caracal.run']],
    ['[abc]+', null],
    ['.*', null],
  ])('%s', (source, expected) => {
    expect(requiredLiterals(source)).toEqual(expected);
  });

  test('a pattern of literal characters only needs no engine', () => {
    expect(isPlain('policy denied')).toBe(true);
    expect(isPlain('policy denied?')).toBe(false);
  });
});

/** Found patterns with their places worked out. */
function placesOf(found: readonly Found[]) {
  return found.map(({ pattern, line, span }) => ({ pattern, line, ...span() }));
}

describe('scanner', () => {
  const sources = ['policy denied', 'bind for \\S{1,30} failed: port', 'status (\\d{3})\\b', '(?:red|green) light'];

  test('gives line and place of the first match in each line', () => {
    const lines = [
      'nothing',
      'Bind for 0.0.0.0:80 failed: port is taken',
      'x Policy Denied',
      'green light, status 403',
    ];
    expect(placesOf(buildScanner(sources).scan(lines))).toEqual([
      { pattern: 1, line: 1, start: 0, end: 32 },
      { pattern: 0, line: 2, start: 2, end: 15 },
      { pattern: 3, line: 3, start: 0, end: 11 },
      { pattern: 2, line: 3, start: 13, end: 23 },
    ]);
  });

  test('finds the same as a loop of V8 over every pattern and line', () => {
    const oracle = sources.map((source) => new RegExp(source, 'i'));
    const piece = fc.constantFrom(
      'policy denied',
      'POLICY',
      ' ',
      'status 40',
      'status 403',
      'bind for a failed: port',
      'red ',
      'light',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 6 }), { maxLength: 6 }), (parts) => {
        const lines = parts.map((part) => part.join(''));
        const found = buildScanner(sources)
          .scan(lines)
          .map((hit) => `${hit.pattern}:${hit.line}:${hit.span().start}`)
          .sort();
        const expected = lines.flatMap((line, index) =>
          oracle.flatMap((pattern, number) => {
            const match = pattern.exec(line);
            return match ? [`${number}:${index}:${match.index}`] : [];
          }),
        );
        expect(found).toEqual(expected.sort());
      }),
    );
  });

  test('looks around the literal in a line of any length', () => {
    const line = `${'x'.repeat(40_000)}status 503 ${'y'.repeat(40_000)}`;
    expect(placesOf(buildScanner(sources).scan([line]))).toEqual([{ pattern: 2, line: 0, start: 40_000, end: 40_010 }]);
  });

  test('refuses a pattern without a literal', () => {
    expect(() => buildScanner(['[a-z]+'])).toThrow('without a literal');
  });
});
