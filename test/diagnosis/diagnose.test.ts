import { describe, expect, test } from 'vitest';
import { conclude } from '../../src/diagnosis/conclude.ts';
import type { Diagnostic, Finding } from '../../src/diagnosis/types.ts';
import { answerTo, knowledge } from './labelled.ts';

const status = (details: Record<string, string>): string =>
  JSON.stringify({
    mode: 'ready',
    services: Object.entries(details).map(([name, detail]) => ({
      name,
      port: 1,
      url: 'http://localhost/ready',
      ok: detail === '200',
      detail,
    })),
  });

describe('readiness names the fault behind the services', () => {
  test.each([
    [
      'Redis behind timeouts',
      {
        api: 'timeout',
        sts: '503 redis_unreachable',
        gateway: '503 redis_unreachable',
        audit: '503 consumer_unhealthy',
        coordinator: 'timeout',
      },
      'Redis',
    ],
    [
      'Redis that nobody names',
      { api: 'timeout', sts: '200', gateway: '200', audit: '503 consumer_unhealthy', coordinator: 'timeout' },
      'Redis',
    ],
    [
      'PostgreSQL',
      {
        api: 'unreachable',
        sts: '503 postgres_unreachable',
        gateway: '503 postgres_unreachable',
        audit: '503 postgres_unreachable',
        coordinator: 'unreachable',
      },
      'PostgreSQL',
    ],
    [
      'STS',
      { api: '200', sts: 'unreachable', gateway: '503 sts_unreachable', audit: '200', coordinator: '200' },
      'STS',
    ],
    ['STS that hangs', { api: '200', sts: 'timeout', gateway: 'timeout', audit: '200', coordinator: '200' }, 'STS'],
  ])('%s', (_name, details, fault) => {
    const answer = answerTo(status(details), '2026.06');
    expect(answer).toMatchObject({ kind: 'readiness', section: 'readiness', row: 'service-not-ready', answered: true });
    expect(answer.summary).toContain(fault);
  });

  test('a dependency that is down outranks a 403 in the same paste', () => {
    const paste = `{"error":"access_denied","error_description":"policy denied"}\n${status({ api: 'timeout', sts: '503 redis_unreachable', gateway: '200', audit: '200', coordinator: 'timeout' })}`;
    const answer = answerTo(paste, '2026.06');
    expect(answer.row).toBe('service-not-ready');
    expect(answer.checklist.map((item) => item.section)).toContain('sts-403');
  });

  test('healthy output is recognised and left alone', () => {
    const answer = answerTo(
      status({ api: '200', sts: '200', gateway: '200', audit: '200', coordinator: '200' }),
      '2026.06',
    );
    expect(answer).toMatchObject({ kind: 'readiness', answered: false, row: null, silence: 'healthy' });
  });
});

describe('what is not on the page', () => {
  test('a request ID alone is the row about request IDs, and no reason to speak up', () => {
    for (const text of [
      '953f48f1-a09f-46b5-a170-b33839263059',
      'request id 953f48f1-a09f-46b5-a170-b33839263059',
      'can you look up 953f48f1-a09f-46b5-a170-b33839263059?',
    ]) {
      expect(answerTo(text, '2026.06')).toMatchObject({ section: 'sts-403', row: 'audit-request-id', answered: false });
    }
    expect(answerTo('953f48f1-a09f-46b5-a170-b33839263059', '2026.06').kind).toBe('request-id');
  });

  test('a body that another product could have printed, on a line that names that product, is not ours', () => {
    const body = '{"error":"access_denied","error_description":"policy denied"}';
    for (const text of [`keycloak: ${body}`, `${body} from our okta`]) {
      const answer = answerTo(text, '2026.06');
      expect([answer.answered, answer.outside?.id]).toEqual([false, 'identity-provider']);
    }
    expect(answerTo(`keycloak works, caracal says ${body}`, '2026.06').answered).toBe(true);
    expect(answerTo(body, '2026.06').answered).toBe(true);
  });

  test('within one message the more precise line decides, however it is broken into lines', () => {
    const body = {
      error: 'credential_expired_not_renewable',
      error_description: 'provider connection for resource resource://mail is expired and could not be refreshed',
    };
    for (const indent of [0, 2])
      expect(answerTo(JSON.stringify(body, null, indent), '1.0').outside?.id).toBe('provider-credential');
  });

  test('a description that was cut off is completed where only one can be meant', () => {
    const answer = answerTo('{"error":"internal_error","error_description":"upstream unre', '2026.06');
    expect([answer.row, answer.answered]).toEqual(['connection-refused', true]);
    expect(answerTo('{"error":"internal_error","error_description":"s', '2026.06').row).toBeNull();
  });

  test('nothing is nothing', () => {
    expect(answerTo('good morning', '2026.06')).toMatchObject({
      kind: 'unknown',
      section: null,
      row: null,
      answered: false,
      outside: null,
      confidence: 0,
    });
    expect(answerTo('', '2026.06')).toMatchObject({ kind: 'unknown', row: null });
  });
});

describe('editions', () => {
  test('auto is read from what only one edition prints, and says so', () => {
    expect(answerTo('policy denied (no_rule_matched)', 'auto')).toMatchObject({
      edition: '1.0',
      editionWhy: 'read from the reason in parentheses',
    });
    expect(answerTo('caracal mode: stable (2026.06.21)\nsts 8080 ready ✗ down timeout', 'auto').edition).toBe(
      '2026.06',
    );
  });

  test('a row that exists in the other edition only is found, with a note', () => {
    const answer = answerTo(
      'Error: Caracal.fromEnv: provide CARACAL_APP_CLIENT_SECRET or CARACAL_BOOTSTRAP_TOKEN',
      '2026.06',
    );
    expect(answer.section === 'identity' ? answer.notes.join(' ') : 'edition 1.0').toContain('edition 1.0');
    const signIn = answerTo('Error 400: redirect_uri_mismatch\nlocalhost:3001', '2026.06');
    expect(signIn).toMatchObject({ section: 'console-sign-in', row: 'redirect-uri-mismatch' });
    expect(signIn.notes[0]).toContain('edition 1.0');
  });
});

describe('conclude', () => {
  const start = answerTo('{"error":"access_denied","error_description":"policy denied"}', '2026.06');
  const finding = (row: string, state: Finding['state'], section = 'sts-403'): Finding => ({
    check: `test-${row}`,
    section,
    row,
    state,
    detail: `${row} ${state}`,
  });

  test('a confirmed row comes first and the reply says what changed', () => {
    const answer = conclude(
      start,
      { findings: [finding('scopes', 'confirmed'), finding('active-policy-set', 'ruled-out')] },
      knowledge,
    );
    expect(answer).toMatchObject({ row: 'scopes', tier: 'finding' });
    expect(answer.confidence).toBeGreaterThan(0.95);
    expect(answer.checklist[0]).toMatchObject({ row: 'scopes', state: 'confirmed', detail: 'scopes confirmed' });
    expect(answer.checklist.at(-1)).toMatchObject({ row: 'active-policy-set', state: 'ruled-out' });
    expect(answer.notes.join(' ')).toContain('a check found the cause');
  });

  test('readiness that is confirmed outranks everything', () => {
    const answer = conclude(
      start,
      { findings: [finding('scopes', 'confirmed'), finding('service-not-ready', 'confirmed', 'readiness')] },
      knowledge,
    );
    expect(answer).toMatchObject({ section: 'readiness', row: 'service-not-ready' });
  });

  test('a ruled-out row gives way to the next one', () => {
    const answer = conclude(start, { findings: [finding('active-policy-set', 'ruled-out')] }, knowledge);
    expect(answer.row).not.toBe('active-policy-set');
    expect(answer.checklist.find((item) => item.row === 'active-policy-set')?.state).toBe('ruled-out');
  });

  test('what cannot be told stays open and becomes small print', () => {
    const answer = conclude(start, { findings: [finding('scopes', 'unknown')] }, knowledge);
    expect(answer).toMatchObject({ row: start.row, confidence: start.confidence });
    expect(answer.checklist.every((item) => item.state === 'unverified')).toBe(true);
    expect(answer.notes).toContain('Scopes unknown.');
  });

  test('late findings replace earlier ones of the same check', () => {
    const early = conclude(start, { findings: [finding('scopes', 'unknown')] }, knowledge);
    const late = conclude(early, { findings: [finding('scopes', 'confirmed')] }, knowledge);
    expect(late.row).toBe('scopes');
    expect(late.findings).toHaveLength(1);
    expect(late.notes).not.toContain('Scopes unknown.');
  });

  test('a request ID alone keeps its row, whatever audit says of it', () => {
    const id = '953f48f1-a09f-46b5-a170-b33839263059';
    const diagnostic: Diagnostic = {
      requestId: id,
      zone: 'z',
      zoneName: null,
      decision: 'deny',
      status: 'scope_mismatch',
      reasons: [],
      summary: 'A requested scope is not on the resource.',
      advice: null,
      points: { section: 'sts-403', row: 'scopes' },
      resource: null,
      application: null,
      scopes: [],
      events: [],
      lagMs: null,
      policyInput: null,
    };
    const answer = conclude(answerTo(id, '2026.06'), { findings: [], diagnostic }, knowledge);
    expect(answer).toMatchObject({ row: 'audit-request-id', summary: diagnostic.summary });
    expect(answer.checklist.find((item) => item.row === 'scopes')?.state).toBe('confirmed');
  });
});
