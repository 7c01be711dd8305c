import { describe, expect, test } from 'vitest';
import { checksFor } from '../../src/checks/list.ts';
import { runChecks } from '../../src/checks/run.ts';
import { once } from '../../src/checks/shared.ts';
import type { AllowedZone, Answer, Check, CheckContext } from '../../src/checks/types.ts';
import type { Diagnostic } from '../../src/diagnosis/types.ts';
import { contextOf } from './context.ts';
import { exchange } from './texts.ts';

const ref = { section: 'sts-403', row: 'scopes' };
const limits = { eachMs: 30, allMs: 40 };

function check(id: string, run: () => Promise<Answer>, needs: Check['needs'] = ['nothing']): Check {
  return { id, rows: [ref, { section: 'elsewhere', row: 'x' }], needs, question: '?', run };
}
const found = (id: string): Answer => ({ findings: [{ check: id, ...ref, state: 'confirmed', detail: id }] });
const given = () => contextOf({ text: exchange() });

test('the list is sorted, each check once, each with a question and rows', async () => {
  const everything = { zones: [{} as AllowedZone], docker: {} as CheckContext['docker'] };
  const checks = await checksFor(everything);
  const ids = checks.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  for (const { rows, needs, question } of checks) {
    expect(rows.length).toBeGreaterThan(0);
    expect(needs.length).toBeGreaterThan(0);
    expect(question).toMatch(/^[A-Z].*\?$/);
  }
});

test('a paste alone loads no check that asks', async () => {
  const checks = await checksFor({ zones: [], docker: null });
  expect(checks.length).toBeGreaterThan(5);
  expect(checks.flatMap(({ needs }) => needs).filter((need) => need === 'zone' || need === 'docker')).toEqual([]);
});

describe('running', () => {
  test('what is slow is answered for, and comes late', async () => {
    const never = Promise.withResolvers<Answer>();
    const slow = check('slow', () => never.promise);
    const { findings, late } = await runChecks(given(), limits, [check('fast', async () => found('fast')), slow]);
    expect(findings.map(({ check: id, state, row }) => [id, state, row])).toEqual([
      ['fast', 'confirmed', 'scopes'],
      ['slow', 'unknown', 'scopes'],
    ]);
    expect(findings[1]?.detail).toContain('not answered yet');
    never.resolve(found('slow'));
    expect((await late)?.findings).toEqual(found('slow').findings);
  });

  test('an answer that came late without a finding takes the place of what was said', async () => {
    const later = Promise.withResolvers<Answer>();
    const { late } = await runChecks(given(), limits, [check('slow', () => later.promise)]);
    later.resolve({ findings: [] });
    expect((await late)?.findings).toMatchObject([{ ...ref, state: 'unknown' }]);
  });

  test('a check that throws is small print, without its secrets', async () => {
    const secret = 'cs_3R2S3n9MZwz4moVotc2rpr-uqjHYEkzDB7FlCML3zwg';
    const bad = check('bad', async () => {
      throw new Error(`no ${secret}\nsecond line`);
    });
    const { findings, late } = await runChecks(given(), limits, [bad, check('good', async () => found('good'))]);
    expect(late).toBeNull();
    expect(findings).toMatchObject([
      { check: 'bad', state: 'unknown' },
      { check: 'good', state: 'confirmed' },
    ]);
    expect(findings[0]?.detail).toMatch(/^The check bad could not be done: no \[client secret hidden\]$/);
  });

  test('a caller that has had enough gets what there is', async () => {
    const abort = new AbortController();
    const hanging = check('hanging', () => new Promise<Answer>(() => {}));
    const running = runChecks({ ...given(), signal: abort.signal }, { eachMs: 5000, allMs: 5000 }, [hanging]);
    abort.abort();
    expect((await running).findings).toMatchObject([{ state: 'unknown' }]);
  });

  test('only checks that have what they need are run', async () => {
    const ran: string[] = [];
    const needing = (need: Check['needs'][number]) =>
      check(need, async () => {
        ran.push(need);
        return { findings: [] };
      }, [need]);
    const all = (['request-id', 'zone', 'docker', 'profile', 'token', 'nothing'] as const).map(needing);
    await runChecks(given(), limits, all);
    expect(ran).toEqual(['nothing']);
  });

  test('an explanation wins over a request that was not found', async () => {
    const says = (id: string, decision: Diagnostic['decision']) =>
      check(id, async () => ({ findings: [], diagnostic: { decision, requestId: id } as Diagnostic }));
    const { diagnostic } = await runChecks(given(), limits, [says('a', 'not-found'), says('b', 'deny')]);
    expect(diagnostic?.requestId).toBe('b');
  });
});

test('what several checks want to know is asked once a run', async () => {
  const context = given();
  let asked = 0;
  const ask = () => once(context, 'key', async () => ++asked);
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  expect(await once(given(), 'key', async () => ++asked)).toBe(2);
});
