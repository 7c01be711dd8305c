import { describe, expect, test } from 'vitest';
import { text } from '../../src/knowledge/load.ts';
import { editions } from '../../src/knowledge/terms.ts';
import { answerTo, knowledge } from './labelled.ts';

describe('what somebody describes in words of their own, in any order and in more than one language', () => {
  test.each([
    [
      'audit-missing/never-reached',
      'no audit event for my agent, I think it goes straight to the billing service and not through Caracal',
    ],
    [
      'upstream/demo-upstream-missing',
      'I deleted the caracalDemoUpstream container by accident and now the demo call fails',
    ],
    ['profile/sdk-cannot-load', "CARACAL_CONFIG is set in my shell but the app I start from the IDE doesn't see it"],
    [
      'console-file-writes/client-secret-lost',
      '¿Se puede volver a ver el client secret de una aplicación en Caracal? Lo perdimos.',
    ],
    [
      'audit-missing/ingestion-lag',
      'events show up in the caracal audit page about 40 seconds after the call, is that normal?',
    ],
  ])('%s', (row, said) => {
    const answer = answerTo(said, '2026.06');
    expect(`${answer.section}/${answer.row}`).toBe(row);
    expect(answer.answered).toBe(false);
  });

  test('words of a program are no description', () => {
    const said = 'npm error 403 You do not have permission to publish "caracal-console". Are you logged in?';
    expect(answerTo(said, '1.0').row).toBeNull();
  });
});

test.each(editions)('every row of %s is found by the name that the page gives it', (edition) => {
  const lost = knowledge.tables[edition].sections.flatMap((section) =>
    section.rows.flatMap((row) => {
      const name = text(row.symptom, edition);
      const answer = answerTo(`@caracal-help ${name}?`, edition);
      return answer.section === section.id && answer.row === row.id ? [] : [`${name}: ${answer.section}/${answer.row}`];
    }),
  );
  expect(lost).toEqual([]);
});

test('a signal of one edition points to the twin of its row in the other', () => {
  const retired = answerTo(
    'x runtime config not found; caracal run needs workload identity from env/secret files.',
    '1.0',
  );
  expect(retired.section).toBe('identity');
  const recent = answerTo(
    'RuntimeError: Caracal: configure exactly one of CARACAL_APP_CLIENT_SECRET and CARACAL_BOOTSTRAP_TOKEN',
    '2026.06',
  );
  expect(recent.section).toBe('profile');
});
