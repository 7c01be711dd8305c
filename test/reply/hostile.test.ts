import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/diagnosis/types.ts';
import { renderAlone } from '../../src/reply/alone.ts';
import { commandLine } from '../../src/reply/command-line.ts';
import { toJson } from '../../src/reply/json.ts';
import { renderReply } from '../../src/reply/message.ts';
import { renderTerminal } from '../../src/reply/terminal.ts';
import { chooseView } from '../../src/reply/views/choose.ts';
import { detailsView } from '../../src/reply/views/details.ts';
import { formView } from '../../src/reply/views/form.ts';
import { policyInputView } from '../../src/reply/views/policy-input.ts';
import { changeInWords, words } from '../../src/reply/words.ts';
import { blocksTooLong, validateBlocks } from '../../src/sandbox/slack/blocks.ts';
import { validateView } from '../../src/sandbox/slack/views.ts';
import type { ReplyRecord } from '../../src/work/types.ts';
import { knowledge, record } from './fixtures.ts';

const nasty = [
  '<!channel>',
  '<@U2OTHER>',
  '<#C2|secret>',
  '@here @channel @everyone',
  '```',
  '`',
  '````',
  '<https://evil.example|https://docs.caracal.run>',
  '&lt;!channel&gt;',
  '\u0000\u0007\u001b[31m',
  '\u202e',
  '\ud800',
  '\udfff',
  '😀'.repeat(400),
  '&<>'.repeat(900),
  'x'.repeat(60_000),
  'word '.repeat(4_000),
  '\n'.repeat(500),
  '   ',
  '',
  '*bold* _it_ ~s~ :tada:',
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...nasty.filter((each) => each.length < 50)), { maxLength: 40 })
      .map((parts) => parts.join('')),
  },
);
const few = <T>(each: fc.Arbitrary<T>, maxLength = 30): fc.Arbitrary<T[]> => fc.array(each, { maxLength });
const number = fc.oneof(fc.double(), fc.integer(), fc.constant(Number.NaN));
const orNull = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(each, { nil: null });
const section = fc.oneof(fc.constantFrom('sts-403', 'readiness'), text);
const row = fc.oneof(fc.constantFrom('scopes', 'service-not-ready'), text);
const state = fc.constantFrom('confirmed' as const, 'ruled-out' as const, 'unverified' as const);

const item = fc.record({ section, row, symptom: text, fix: text, state, detail: orNull(text) });
const finding = fc.record({
  section,
  row,
  check: text,
  state: fc.constantFrom('confirmed' as const, 'unknown' as const),
  detail: text,
});
const diagnosticOf = fc.record({
  requestId: text,
  zone: text,
  zoneName: orNull(text),
  decision: fc.constantFrom(
    'allow' as const,
    'deny' as const,
    'unknown' as const,
    'not-found' as const,
    'unavailable' as const,
  ),
  status: orNull(fc.oneof(fc.constant('scope_mismatch'), text)),
  reasons: few(text),
  summary: text,
  advice: orNull(text),
  points: orNull(fc.record({ section, row })),
  resource: orNull(text),
  application: orNull(text),
  scopes: few(text),
  events: few(
    fc.record({ type: text, decision: text, status: text, at: fc.oneof(text, fc.constant('2026-06-25T09:12:01Z')) }),
  ),
  lagMs: orNull(number),
  policyInput: fc.oneof(fc.constant(null), fc.jsonValue(), text),
});

const diagnosisOf: fc.Arbitrary<Diagnosis> = fc.record({
  kind: fc.constantFrom(
    'readiness' as const,
    'error' as const,
    'request-id' as const,
    'question' as const,
    'unknown' as const,
  ),
  edition: fc.constantFrom('2026.06' as const, '1.0' as const),
  editionWhy: text,
  answered: fc.boolean(),
  silence: fc.constant(null),
  section: orNull(section),
  row: orNull(row),
  confidence: number,
  tier: fc.constantFrom('words' as const, 'exact' as const, 'finding' as const, null),
  summary: text,
  evidence: few(fc.record({ line: fc.nat(), quote: text, why: text })),
  alternatives: few(fc.record({ section, row, confidence: number })),
  requestIds: few(text),
  checklist: few(item, 60),
  diagnostic: orNull(diagnosticOf),
  redacted: fc.nat(),
  docs: orNull(fc.oneof(fc.webUrl(), text)),
  outside: orNull(
    fc.record({ id: text, of: fc.constantFrom('caracal' as const, 'other' as const, 'healthy' as const), look: text }),
  ),
  question: orNull(text),
  notes: few(text),
  findings: few(finding),
  mentions: fc.constant({ zones: [], applications: [], resources: [], scopes: [], hosts: [], times: [] }),
});

const who = fc.oneof(fc.constantFrom('U1ASKER', 'U2OTHER'), text);
const times = fc.oneof(fc.nat(), number);
const recordOf: fc.Arbitrary<ReplyRecord> = fc
  .record({
    asked: fc.boolean(),
    diagnosis: diagnosisOf,
    ticks: fc.dictionary(
      fc.constantFrom('sts-403/scopes', 'readiness/service-not-ready'),
      fc.record({ by: who, at: times }),
    ),
    solved: orNull(fc.record({ by: who, at: times })),
    chosen: orNull(
      fc.oneof(fc.record({ none: fc.constant(true as const), by: who }), fc.record({ section, row, by: who })),
    ),
    folded: fc.constantFrom(
      null,
      null,
      null,
      'solved' as const,
      'edited-into-talk' as const,
      'deleted' as const,
      'stopped' as const,
      'same' as const,
    ),
    same: fc.record({ link: text }),
    changes: few(text),
    audit: fc.record({ asked: fc.nat(9), nextAt: orNull(times) }),
    revision: fc.nat(),
    createdAt: fc.nat(),
  })
  .map((more) => record(more));

/** Who is mentioned anywhere in a value that goes to Slack. */
function mentioned(value: unknown): string[] {
  const json = JSON.stringify(value);
  return [...json.matchAll(/<@([^>|"]*)/g), ...json.matchAll(/"user_id":"([^"]*)"/g)].map((match) => match[1]!);
}

function expectHarmless(message: { text: string; blocks: unknown[] }): void {
  expect(validateBlocks(message.blocks, 'message')).toEqual([]);
  expect(blocksTooLong(message.blocks)).toBe(false);
  expect(message.text.trim()).not.toBe('');
  expect(message.text.length).toBeLessThanOrEqual(3_500);
  const json = JSON.stringify(message);
  expect(json).not.toMatch(/<!(?!date\^)/);
  expect(json).not.toMatch(/<#/);
  expect(json).not.toContain('```');
  expect(json).not.toMatch(/@(?:here|channel|everyone)\b/);
  expect(json.isWellFormed()).toBe(true);
  for (const user of mentioned(message)) expect(user).toBe('U1ASKER');
}

const runs = { numRuns: 60 };

describe('whatever a record holds', () => {
  it('the reply keeps Slack’s limits and pings nobody', () => {
    fc.assert(
      fc.property(recordOf, (each) => expectHarmless(renderReply(each, knowledge))),
      runs,
    );
  });

  it('so does the reply to one person', () => {
    fc.assert(
      fc.property(recordOf, orNull(text), (each, note) => {
        const message = renderAlone(each, knowledge, note);
        expectHarmless(message);
        expect(JSON.stringify(message.blocks)).not.toContain('action_id');
      }),
      runs,
    );
  });

  it('so do the short messages', () => {
    fc.assert(
      fc.property(diagnosisOf, text, (each, link) => {
        expectHarmless(commandLine({ user: 'U1ASKER', team: 'T1' }, each));
        expectHarmless(words.answeredAbove(each.summary, link));
      }),
      runs,
    );
  });

  it('the modals are views that Slack takes', () => {
    fc.assert(
      fc.property(recordOf, few(fc.record({ id: text, name: text }), 120), (each, zones) => {
        const views = [chooseView(each, knowledge), detailsView(each, knowledge), policyInputView(each)];
        for (const view of views) {
          expect(validateView(view, 'modal')).toEqual([]);
          expect(mentioned(view)).toEqual([]);
        }
        const form = formView({ zones: [...new Map(zones.map((zone) => [zone.id, zone])).values()], metadata: '{}' });
        expect(validateView(form, 'modal')).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('terminal, JSON and changes never fail', () => {
    fc.assert(
      fc.property(diagnosisOf, diagnosisOf, (before, after) => {
        const screen = renderTerminal(before, { color: false, columns: 80, knowledge });
        expect(screen.endsWith('\n')).toBe(true);
        expect(screen).not.toMatch(/\u001b|\u0007|\u202e/);
        toJson(before, null);
        changeInWords(before, after);
      }),
      runs,
    );
  });
});
