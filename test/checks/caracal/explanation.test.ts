import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readExplanation, readFailure } from '../../../src/checks/caracal/explanation.ts';
import { auditFacts } from '../../../src/checks/caracal/facts.ts';
import { Explanation } from '../../../src/checks/caracal/shapes.ts';
import type { Edition } from '../../../src/knowledge/schema.ts';
import { loadRecorded } from '../../../src/sandbox/caracal/recorded.ts';

interface Case {
  id: string;
  edition: Edition;
  requestId: string;
  explain: string;
  rows: (string | null)[];
}

const file = new URL('../../fixtures/recorded-explains.ndjson', import.meta.url);
const cases = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case);
const recorded = loadRecorded();

function explanationOf(one: Case) {
  const answer = recorded.find(({ name }) => name === one.explain);
  return answer?.status === 200 ? Explanation.parse(answer.body) : null;
}

function read(body: unknown, edition: Edition = '2026.06') {
  return readExplanation(Explanation.parse(body), { zoneName: 'staging', edition, facts: auditFacts() });
}

const explained = cases.filter((one) => explanationOf(one) !== null);

test('there are explanations of both editions among the recordings', () => {
  expect(explained.filter((one) => one.edition === '2026.06').length).toBeGreaterThan(15);
  expect(explained.filter((one) => one.edition === '1.0').length).toBeGreaterThan(5);
});

test.each(explained)('$id $explain points to the row', (one) => {
  const diagnostic = read(recorded.find(({ name }) => name === one.explain)?.body, one.edition);
  const row = diagnostic.points && `${diagnostic.points.section}/${diagnostic.points.row}`;
  // Which upstream the documentation's demo is only the resource list says: see the check of the explanation.
  const rows = one.rows.map((name) => (name === 'upstream/demo-upstream-missing' ? 'upstream/dns-failure' : name));
  expect(rows).toContain(row);
  expect(diagnostic.requestId).toBe(one.requestId);
  expect(diagnostic.status).not.toBe('exchange_denied');
  expect(diagnostic.summary).toMatch(/^[A-Z].*\.$/);
  expect(diagnostic.lagMs).toBeGreaterThanOrEqual(0);
});

test('names resource, scopes and application of the decisive event, and hides the session', () => {
  const diagnostic = read(recorded.find(({ name }) => name === 'sts-403-scope-not-in-policy-explain')?.body);
  expect(diagnostic).toMatchObject({
    decision: 'deny',
    status: 'complete',
    resource: 'resource://tickets',
    scopes: ['tickets:read', 'tickets:write'],
    application: '01a20873-17e5-77cb-be8c-b43e5e98f3ef',
    lagMs: 24,
  });
  expect(diagnostic.events).toHaveLength(2);
  expect(JSON.stringify(diagnostic.policyInput)).toContain('[redacted]');
});

test('a session that 1.0 no longer hides is hidden', () => {
  const input = { context: { session_id: 'abc' }, session: { id: 'abc' }, resource: { identifier: 'resource://x' } };
  const event = { event_id: 'e', event_type: 'token_exchange', evaluation_status: 'complete', policy_input: input };
  const diagnostic = read(
    { request_id: 'r', zone_id: 'z', final_decision: 'deny', denied: [event], events: [] },
    '1.0',
  );
  expect(diagnostic.policyInput).toEqual({
    context: { session_id: '[redacted]' },
    session: { id: '[redacted]' },
    resource: { identifier: 'resource://x' },
  });
});

function events(...list: Record<string, unknown>[]) {
  const rows = list.map((event) => ({ event_type: 'token_exchange', decision: 'deny', ...event }));
  return { request_id: 'r', zone_id: 'z', final_decision: 'deny', denied: [], events: rows };
}

test('a denial that only repeats itself is told as it is', () => {
  const diagnostic = read(events({ evaluation_status: 'exchange_denied' }));
  expect(diagnostic).toMatchObject({ decision: 'deny', points: null });
});

test('a replay points to the token', () => {
  const diagnostic = read(events({ event_type: 'replay_detected', evaluation_status: 'anomaly' }));
  expect(diagnostic.points).toEqual({ section: 'gateway-403', row: 'token-freshness' });
});

test('a status that is not known is named and points nowhere', () => {
  const diagnostic = read(events({ evaluation_status: 'brand_new', metadata_json: { reason: 'why_not' } }));
  expect(diagnostic).toMatchObject({ status: 'brand_new', reasons: ['why_not'], points: null });
  expect(diagnostic.summary).toContain('brand_new');
});

test('new fields and odd values do no harm', () => {
  const odd = { evaluation_status: 'scope_mismatch', metadata_json: 7, diagnostics_json: 'x', occurred_at: null };
  expect(read(events({ ...odd, something: [] })).points).toEqual({ section: 'sts-403', row: 'scopes' });
});

test('a lag is told', () => {
  const times = { occurred_at: '2026-11-23T12:00:00.000Z', ingested_at: '2026-11-23T12:00:42.000Z' };
  expect(read(events({ evaluation_status: 'scope_mismatch', ...times })).lagMs).toBe(42_000);
});

test('what is not there and what did not answer are told apart', () => {
  const zone = { id: 'z', name: 'staging' };
  const missing = { ok: false, kind: 'not-found', code: 'request_not_found', sentence: 'Nothing.' } as const;
  expect(readFailure(missing, 'r', zone)).toMatchObject({ decision: 'not-found', summary: 'Nothing.' });
  const down = { ok: false, kind: 'timeout', code: null, sentence: 'Slow.' } as const;
  expect(readFailure(down, 'r', zone)).toMatchObject({ decision: 'unavailable', advice: null });
});
