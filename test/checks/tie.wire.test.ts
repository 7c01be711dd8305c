import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { policySet } from '../../src/checks/policy-set.ts';
import { readinessLive } from '../../src/checks/readiness-live.ts';
import { resourceId } from '../../src/checks/resource-id.ts';
import { runChecks } from '../../src/checks/run.ts';
import { otherStack, strangeRequest, strangeResource, tieOf, unknownStack } from '../../src/checks/tie.ts';
import type { AllowedZone } from '../../src/checks/types.ts';
import { type CaracalStandIn, createCaracalStandIn } from '../../src/sandbox/caracal/stand-in.ts';
import { ask, contextOf, type Given, zoneOf } from './context.ts';
import { call, exchange, ids } from './texts.ts';

let standIn: CaracalStandIn;
let staging: AllowedZone;
beforeAll(async () => {
  standIn = await createCaracalStandIn({ lateMs: 0 });
  staging = zoneOf(standIn, 'staging', true);
});
afterEach(() => {
  standIn.setFault(null);
  standIn.setStack('ok');
});
afterAll(() => standIn.close());

/** Read on this machine, which sees one zone. */
const onMachine = (text: string): Given => ({ text, zones: [staging], sameMachine: true });
const strangeId = '01a20999-0000-7000-8000-0000000000bb';
const denied = (requestId?: string) =>
  JSON.stringify({ error: 'access_denied', error_description: 'policy denied', requestId });
const forResource = (resource: string) => `$ curl -H "X-Caracal-Resource: ${resource}" $GATEWAY/x\n${denied()}\n`;

describe('what ties a paste of this machine to its zone', () => {
  test.each([
    ['nothing that speaks against it', denied(), 'machine'],
    ['a request that audit knows', denied(ids.denied), 'request'],
    ['a denial that audit does not know', denied(strangeId), null],
    ['the same with a resource of the same name', call({ description: 'policy denied', requestId: strangeId }), null],
    ['the same in a bare ID', strangeId, null],
    ['the same in the zone', exchange({ description: 'policy denied' }) + denied(strangeId), 'zone'],
    ['an ID that is never in audit', denied('4bf92f3577b34da6a3ce929d0e0e4736'), 'machine'],
    ['a refusal that is never in audit', call({ description: 'missing bearer token', resource: null }), 'machine'],
    ['the question why audit has nothing', `{"error":"request_not_found"}\nrequest id: ${strangeId}`, 'machine'],
    ['a resource of the zone', forResource('resource://billing-api'), 'resource'],
    ['a resource that is misspelt', forResource('resource://biling-api'), 'machine'],
    ['a resource that nothing here is like', forResource('resource://someone-elses'), null],
  ])('%s', async (_what, text, by) => {
    expect((await tieOf(contextOf(onMachine(text))))?.by ?? null).toBe(by);
  });

  test('audit that cannot be asked says nothing against it', async () => {
    standIn.setFault({ kind: '500', path: '/audit/' });
    expect((await tieOf(contextOf(onMachine(denied(strangeId)))))?.by).toBe('machine');
  });
});

describe('a paste of another stack', () => {
  test.each([
    [denied(strangeId), strangeRequest],
    [strangeId, strangeRequest],
    [forResource('resource://someone-elses'), strangeResource('resource://someone-elses')],
  ])('%s: nothing is confirmed or ruled out, and the answer says why', async (text, why) => {
    const { findings } = await runChecks(contextOf(onMachine(text)), { eachMs: 5000, allMs: 5000 });
    const told = findings.filter(({ section, state }) => section === 'sts-403' && state !== 'unknown');
    expect(told).toEqual([]);
    expect(findings.map(({ detail }) => detail)).toContain(why);
  });

  test('read elsewhere, with nothing in it that names a stack: nobody says whose it is', async () => {
    const { findings } = await runChecks(contextOf({ text: denied(), zones: [staging] }), {
      eachMs: 5000,
      allMs: 5000,
    });
    expect(findings.filter(({ section }) => section === 'sts-403').map(({ detail }) => detail)).toContain(unknownStack);
    expect(findings.map(({ detail }) => detail)).not.toContain(otherStack);
  });

  test('a zone that could not be asked is not called another one', async () => {
    standIn.setFault({ kind: '500', path: '/applications' });
    const text = exchange().replace(`zone_id=${ids.staging}`, 'zone_id=$ZONE');
    const { findings } = await runChecks(contextOf(onMachine(text)), { eachMs: 5000, allMs: 5000 });
    const told = findings.filter(({ section }) => section === 'sts-403').map(({ detail }) => detail);
    expect(told.some((detail) => detail.startsWith('The Admin API answered with an error'))).toBe(true);
    expect(told).not.toContain(otherStack);
  });

  test('a slip of the pen is still found', async () => {
    expect(await ask(resourceId, onMachine(forResource('resource://biling-api')))).toEqual([
      'sts-403/resource-id confirmed: zone staging has no resource resource://biling-api; the nearest one is resource://billing-api',
    ]);
    expect((await ask(policySet, onMachine(forResource('resource://biling-api'))))[0]).toContain('ruled-out');
  });

  test('a stack that is down is named, for then audit may not have got the request', async () => {
    standIn.setStack('redis-down');
    const [line] = await ask(readinessLive, onMachine(denied(strangeId)));
    expect(line).toMatch(/^readiness\/service-not-ready unknown: .*Redis/);
    standIn.setStack('ok');
    expect(await ask(readinessLive, onMachine(denied(strangeId)))).toEqual([]);
  });
});
