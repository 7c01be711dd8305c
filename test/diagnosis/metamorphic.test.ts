import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerTo, labelled, rowAccepted } from './labelled.ts';

const recognised = [...labelled('pastes'), ...labelled('recorded')]
  .map((entry) => ({ ...entry, answer: answerTo(entry.text, entry.edition) }))
  .filter((entry) => entry.answer.row !== null);

const esc = '\u001b';
const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const eachLine = (text: string, change: (line: string) => string): string => text.split('\n').map(change).join('\n');

/** What Slack, terminals, Compose, CI systems and editors do to a paste, without changing what it says. */
const changes: Record<string, (text: string) => string> = {
  'carriage returns': (text) => text.replaceAll('\n', '\r\n'),
  'colour codes': (text) => eachLine(text, (line) => `${esc}[31m${line}${esc}[0m`),
  'a time before each line': (text) => eachLine(text, (line) => `2026-06-23T09:14:07.123456Z ${line}`),
  'a CI group': (text) =>
    `##[group]Run caracal\n${eachLine(text, (line) => `2026-06-23T09:14:07.1234567Z ${line}`)}\n##[endgroup]`,
  'a fence': (text) => `\`\`\`\n${text}\n\`\`\``,
  'a fence with a label': (text) => `\`\`\`json\n${text}\n\`\`\``,
  'a quote': (text) => eachLine(text, (line) => `> ${line}`),
  'entities of Slack': escapeSlack,
  'typographic quotes': (text) => text.replaceAll(/"([^"\n]*)"/g, '“$1”').replaceAll(/'([^'\n]*)'/g, '‘$1’'),
  'the log of a step of GitHub': (text) =>
    eachLine(text, (line) => `build\tRun tests\t2026-06-23T09:14:07.1234567Z ${line}`),
  'the log of a job of GitLab': (text) => eachLine(text, (line) => `2026-06-23T09:14:07.123456Z 01O ${line}`),
  'the log of a pod': (text) =>
    eachLine(text, (line) => `[pod/caracal-gateway-6d5f/gateway] 2026-06-23T09:14:07.123456789Z stderr F ${line}`),
  indentation: (text) => eachLine(text, (line) => `    ${line}`),
  'talk around it': (text) => `hi all, this is what I get:\n\n${text}\n\nany idea?`,
  'empty lines around it': (text) => `\n\n\n${text}\n\n\n`,
  'upper case': (text) => text.toUpperCase(),
};

const structured = (text: string): boolean => text.includes('{') || text.includes('Traceback');

test.each(Object.keys(changes))('%s: the row does not change', (name) => {
  const change = changes[name] as (text: string) => string;
  const moved = recognised.flatMap((entry) => {
    // Case matters to a program's names; upper case is what a person does to a message, not to a structure.
    if (name === 'upper case' && (entry.answer.tier === 'structure' || structured(entry.text))) return [];
    const answer = answerTo(change(entry.text), entry.edition);
    const same = answer.section === entry.answer.section && answer.row === entry.answer.row;
    return same
      ? []
      : [`${entry.id}: ${entry.answer.section}/${entry.answer.row} became ${answer.section}/${answer.row}`];
  });
  expect(moved).toEqual([]);
});

const every = (width: number): RegExp => new RegExp(`(.{${width}})(?=.)`, 'g');
const upTo = (width: number): RegExp => new RegExp(`(.{1,${width}}) (?=\\S)`, 'g');

test.each([
  ['in the middle of words', 80, (text: string) => eachLine(text, (line) => line.replaceAll(every(80), '$1\n'))],
  ['in the middle of words', 60, (text: string) => eachLine(text, (line) => line.replaceAll(every(60), '$1\n'))],
  ['between words', 80, (text: string) => eachLine(text, (line) => line.replaceAll(upTo(80), '$1\n    '))],
  ['in a frame', 100, (text: string) => eachLine(text, (line) => `│ ${line.padEnd(100)} │`)],
] as const)(
  'lines broken %s at %i: an accepted row for 97 %%, and a quote that stands in its line',
  (_, __, change) => {
    const labels = [...labelled('pastes'), ...labelled('recorded')];
    const wrong = labels.flatMap((entry) => {
      const text = change(entry.text);
      const answer = answerTo(text, entry.edition);
      const lines = text.split('\n');
      for (const { line, quote } of answer.evidence.filter(
        ({ quote }) => !quote.includes('hidden]') && quote.length < 60,
      ))
        expect(lines[line - 1], `${entry.id}, line ${line}`).toContain(quote.trim());
      return rowAccepted(entry, answer) ? [] : [`${entry.id}: ${answer.section}/${answer.row}`];
    });
    expect(wrong.length / labels.length, wrong.join(', ')).toBeLessThanOrEqual(0.03);
  },
);

const word = fc.constantFrom(
  'worker',
  'started',
  'GET',
  '/index',
  '200',
  'ok',
  'cache',
  'hit',
  'took',
  '12ms',
  'user',
  'page',
  'job',
  'done',
  'queue',
  'flush',
);
const otherLog = fc.array(
  fc.array(word, { minLength: 3, maxLength: 9 }).map((words) => `10:14:07 web ${words.join(' ')}`),
  { minLength: 200, maxLength: 220 },
);

test('200 lines of other logs around it: the row, and the line that is quoted, do not change', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        ...recognised.filter((entry) => entry.answer.kind !== 'request-id' && entry.answer.tier !== 'words'),
      ),
      otherLog,
      (entry, log) => {
        const answer = answerTo([...log, entry.text, ...log].join('\n'), entry.edition);
        expect(`${entry.id} ${answer.section}/${answer.row}`).toBe(
          `${entry.id} ${entry.answer.section}/${entry.answer.row}`,
        );
        expect(answer.evidence[0]?.line).toBe((entry.answer.evidence[0]?.line ?? 0) + log.length);
      },
    ),
    { numRuns: 60 },
  );
});

test('cut off at the end of any line after the one that decided, the row does not change', () => {
  const moved = recognised.flatMap((entry) => {
    const lines = entry.text.split('\n');
    const decided = entry.answer.evidence[0]?.line ?? lines.length;
    // A command that goes on in the next line is not over at the end of this one.
    if (lines[decided - 1]?.trimEnd().endsWith('\\')) return [];
    const cut = answerTo(lines.slice(0, decided).join('\n'), entry.edition);
    return cut.row === entry.answer.row || entry.answer.evidence.length !== 1 || entry.answer.kind === 'readiness'
      ? []
      : [`${entry.id}: ${entry.answer.row} became ${cut.row}`];
  });
  expect(moved).toEqual([]);
});
