import { describe, expect, it } from 'vitest';
import { renderAlone } from '../../src/reply/alone.ts';
import { commandLine } from '../../src/reply/command-line.ts';
import { toJson } from '../../src/reply/json.ts';
import { renderReply } from '../../src/reply/message.ts';
import { duration, lag } from '../../src/reply/words/reply.ts';
import { changeInWords, words } from '../../src/reply/words.ts';
import { diagnosis, diagnostic, itemsOf, knowledge, record, requestId, unknown } from './fixtures.ts';

/** Every sentence, with something in place of each parameter. */
function sentences(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(sentences);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(sentences);
  return [];
}

describe('every sentence', () => {
  it('is calm, blames nobody and promises nothing', () => {
    for (const sentence of sentences(words)) {
      expect(sentence).not.toMatch(/!(?!date)/);
      expect(sentence).not.toMatch(
        /\b(?:oops|sorry|unfortunately|your fault|you failed|you forgot|simply|obviously|just)\b/i,
      );
    }
  });
});

describe('what a later finding changed', () => {
  const before = diagnosis();

  it('is nothing when the first answer stands', () => {
    expect(changeInWords(before, { ...before, notes: ['more'] })).toBeNull();
  });

  it('is said in one sentence', () => {
    const checklist = itemsOf('sts-403').map((item) =>
      item.row === 'resource-id' ? { ...item, state: 'ruled-out' as const } : item,
    );
    const after = { ...before, row: 'scopes', diagnostic: diagnostic(), checklist };
    expect(changeInWords(before, after)).toBe(
      'Audit answered: The policy does not cover the scope data:write; it now points to “Scopes” instead of “Active policy set”; “Resource ID” is now ruled out.',
    );
  });
});

describe('audit in one sentence', () => {
  const before = diagnosis();
  const said = (more: Parameters<typeof diagnostic>[0]) =>
    changeInWords(before, { ...before, diagnostic: diagnostic(more) });

  it('says that it answered only when it did', () => {
    expect(said({})).toMatch(/^Audit answered: The policy/);
    const silent = { points: null, summary: 'The Admin API did not answer in time.' };
    expect(said({ ...silent, decision: 'unavailable' })).toBeNull();
    expect(said({ ...silent, decision: 'not-found', summary: 'Audit has nothing.' })).toBe('Audit has nothing.');
  });

  it.each(Object.entries(words.reply.audit.closed))(
    '%s: says who can change it, and names no zone',
    (_why, sentence) => {
      expect(sentence).toMatch(/^Audit was not asked: .*Whoever runs me .*configuration/);
      const { text } = renderReply(record({ asked: true, diagnosis: requestId({ notes: [sentence] }) }), knowledge);
      expect(text.split(sentence.split('`')[0]!)).toHaveLength(2);
      expect(text).not.toMatch(/on (?:the|its) way|so far|staging/);
    },
  );

  it('a refusal is forgotten when somebody who may has looked', () => {
    const notes = [words.reply.audit.closed.person];
    const { text } = renderReply(record({ diagnosis: requestId({ notes, diagnostic: diagnostic() }) }), knowledge);
    expect(text).not.toContain('was not asked');
  });
});

it.each([
  [0.97, 'Almost certainly: ', 'almost certain'],
  [0.7, 'Probably: ', 'probable'],
  [0.6, 'Possibly: ', 'a first guess'],
])('headline and small print agree at %d', (confidence, headline, sure) => {
  const { text } = renderReply(record({ diagnosis: diagnosis({ confidence }) }), knowledge);
  expect(text.startsWith(headline)).toBe(true);
  expect(text).toContain(`How sure: ${sure}, about`);
});

describe('a request ID of which audit knows', () => {
  const shown = (more: Parameters<typeof diagnostic>[0]) =>
    renderReply(record({ asked: true, diagnosis: requestId({ diagnostic: diagnostic(more) }) }), knowledge).text;

  it('nothing wrong: says so, and gives no advice', () => {
    const allowed = { decision: 'allow', status: 'executed', points: null, advice: null } as const;
    const text = shown({ ...allowed, reasons: ['200'] });
    expect(text).toContain('nothing of Caracal’s is wrong');
    expect(text).not.toMatch(/Do this first|if that was not it|Edition/);
    expect(shown({ ...allowed, reasons: ['503'] })).toContain('the upstream failed');
  });

  it('a denial with a cause: the fix of that cause comes first, and the ID need not be found', () => {
    const text = shown({});
    expect(text.indexOf('Do this first: Scopes')).toBeLessThan(text.indexOf('What audit says'));
    expect(text).toContain('Do this first: Scopes');
    expect(text).not.toContain('Audit request ID');
  });

  it('a denial that is no row’s: what audit says to do, and no other row', () => {
    const text = shown({ points: null, advice: 'Wait a minute.' });
    expect(text).toContain('What to do: Wait a minute.');
    expect(text).not.toMatch(/Do this first|if that was not it/);
  });
});

describe('nothing is said twice', () => {
  const text = (more: Parameters<typeof diagnosis>[0]) =>
    renderReply(record({ diagnosis: diagnosis(more) }), knowledge).text;
  const items = itemsOf('sts-403');

  it('one reason for several rows', () => {
    const checklist = items.map((item, index) =>
      index === 0 ? item : { ...item, state: 'ruled-out' as const, detail: 'the same reason' },
    );
    expect(text({ checklist })).toContain('Resource ID, Scopes, Audit request ID (the same reason)');
  });

  it('what the headline has of a check', () => {
    const detail = 'the zone has no policy set';
    const checklist = [{ ...items[0]!, state: 'confirmed' as const, detail }, ...items.slice(1)];
    const said = text({ tier: 'finding', summary: `Active policy set: ${detail}`, checklist });
    expect(said.split(detail)).toHaveLength(2);
  });

  it('a note that stands among what audit says', () => {
    const silent = diagnostic({ decision: 'unavailable', points: null, summary: 'The Admin API is away.' });
    const said = text({ diagnostic: silent, notes: ['The Admin API is away.'] });
    expect(said.split('The Admin API is away.')).toHaveLength(2);
  });
});

describe('short messages', () => {
  it('the line under a command says who asked and what was found', () => {
    const asker = { user: 'U1ASKER', team: 'T1' };
    expect(commandLine(asker, diagnosis()).text).toBe(
      '<@U1ASKER> asked about a paste; found: Active policy set: STS says `policy denied`. The checklist is in the thread.',
    );
    expect(commandLine(asker, requestId({ diagnostic: diagnostic() })).text).toContain(
      'asked about a request ID; found: The policy',
    );
    const line = (more: Parameters<typeof requestId>[0]) => commandLine(asker, requestId(more)).text;
    const asked = '<@U1ASKER> asked about a request ID; audit is asked about it. What it says comes in the thread.';
    expect(line({})).toBe(asked);
    expect(line({ diagnostic: diagnostic({ decision: 'unavailable' }) })).toBe(asked);
    expect(line({ diagnostic: diagnostic({ decision: 'not-found' }) })).toBe(asked);
    expect(line({ notes: [words.reply.audit.closed.channel] })).toContain('audit could not be asked. Why,');
    expect(commandLine(asker, unknown()).text).toContain('found nothing');
  });

  it('the answer for one person has no controls and says why it is for them alone', () => {
    const message = renderAlone(record({ asked: true }), knowledge, words.notMember('@caracal-help'));
    expect(JSON.stringify(message.blocks)).not.toMatch(/button|checkboxes/);
    expect(message.text).toContain('/invite @caracal-help');
    for (const { symptom } of record().diagnosis.checklist) {
      expect(message.text).toContain(symptom);
      expect(JSON.stringify(message.blocks)).toContain(symptom);
    }
  });

  it('what became ready since the first paste', () => {
    expect(words.readinessChanged(['sts'], [{ name: 'audit', detail: '503 consumer_unhealthy' }])).toBe(
      'sts is ready now; audit (503 consumer_unhealthy) is still not ready.',
    );
    expect(words.allReady(['sts', 'api'])).toBe('sts and api are ready now; every service is ready.');
  });

  it('a file that was not read', () => {
    expect(words.fileProblem('no-scope').text).toContain('files:read');
    expect(words.fileNotes(['not-text', 'not-text'], true)).toHaveLength(2);
  });
});

it.each([
  [0, '1 second'],
  [59_000, '59 seconds'],
  [12 * 60_000, '12 minutes'],
  [3_600_000, '1 hour'],
  [50 * 3_600_000, '2 days'],
])('%i ms is %s', (ms, expected) => {
  expect(duration(ms)).toBe(expected);
});

it('says how late audit was', () => {
  expect([lag(840), lag(4_000), lag(130_000)]).toEqual(['0.8 s', '4 s', '2 minutes']);
});

it('prints the fields of the published format in their order', () => {
  const json = toJson(diagnosis({ diagnostic: diagnostic() }), 'a');
  expect(Object.keys(json)).toEqual([
    'id',
    'kind',
    'answered',
    'section',
    'row',
    'confidence',
    'summary',
    'evidence',
    'alternatives',
    'requestIds',
    'checklist',
    'diagnostic',
    'redacted',
    'docs',
  ]);
  expect(json).toMatchObject({
    id: 'a',
    diagnostic: { requestId: expect.any(String), decision: 'deny', events: expect.any(Array) },
  });
});
