import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Caracal, createCaracal } from '../../../src/checks/caracal/client.ts';
import { isId } from '../../../src/checks/caracal/id.ts';
import type { Failure } from '../../../src/checks/caracal/types.ts';
import { type CaracalStandIn, createCaracalStandIn } from '../../../src/sandbox/caracal/stand-in.ts';

let standIn: CaracalStandIn;
let caracal: Caracal;
const denied = '01a2088c-275f-7227-b608-d9eb7bf211d4';
const signal = () => new AbortController().signal;

beforeAll(async () => {
  standIn = await createCaracalStandIn();
  caracal = connect('staging');
});
afterEach(() => {
  standIn.setFault(null);
  standIn.setStack('ok');
});
afterAll(() => standIn.close());

function connect(name: string, token?: string): Caracal {
  const { apiUrl, stsUrl, gatewayUrl, zones } = standIn;
  const zone = zones[name]!;
  return createCaracal({ apiUrl: `${apiUrl}/`, zone: zone.id, adminToken: token ?? zone.token, stsUrl, gatewayUrl });
}

test('reads everything there is of a zone of either edition', async () => {
  for (const name of ['staging', 'staging-1.0']) {
    const one = connect(name);
    const answers = await Promise.all([
      one.zone(signal()),
      one.audit(signal()),
      one.audit(signal(), { decision: 'deny' }),
      one.policySets(signal()),
      one.resources(signal()),
      one.applications(signal()),
      one.sessions(signal()),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.sentence))).toEqual(answers.map(() => 'ok'));
  }
  const june = connect('staging');
  expect(await june.agentSessions(signal())).toEqual({ ok: true, value: [] });
  const records = await connect('staging-1.0').authorityRecords(signal());
  expect(records.ok && records.value[0]).toMatchObject({ status: 'active', endedAt: null });
  const sets = await june.policySets(signal());
  const activation = sets.ok ? await june.activation(sets.value[0]!.id, signal()) : null;
  expect(activation?.ok && activation.value.propagation_status).toBe('loaded');
});

test('reads an explanation, and the events of a request', async () => {
  const explanation = await caracal.explain(denied, signal());
  expect(explanation.ok && explanation.value.final_decision).toBe('deny');
  const events = await caracal.byRequest(denied, signal());
  expect(events.ok && events.value.items.length).toBe(2);
});

test('asks with GET alone, and only what is in its list', async () => {
  const before = standIn.requests.length;
  await caracal.explain(denied, signal());
  for (const bad of ['../applications', 'a/b', '..', 'a…', '', 'x'.repeat(129), 'a?b', 'a%2fb', 'a\n']) {
    expect(isId(bad)).toBe(false);
    expect(await caracal.explain(bad, signal())).toMatchObject({ ok: false, kind: 'not-found' });
  }
  expect(standIn.requests.length).toBe(before + 1);
  for (const service of caracal.services) await caracal.ready(service, signal());
  const zone = `^/v1/zones/${caracal.zoneId}`;
  const list = new RegExp(
    `(${zone}(/(audit(\\?[a-z0-9=&]*|/by-request/[A-Za-z0-9_.:-]+(/explain)?)?|policy-sets(/[0-9a-f-]+/activation-status)?|resources|applications|agent-sessions|sessions\\?limit=20|authority-records\\?limit=20))?$)|^/ready$`,
  );
  const of = standIn.requests.filter(({ path }) => path.includes(caracal.zoneId) || path === '/ready');
  expect(of.every(({ method, path }) => method === 'GET' && list.test(path))).toBe(true);
});

test('the token goes to the zone and not to /ready', async () => {
  const before = standIn.requests.length;
  for (const service of caracal.services) await caracal.ready(service, signal());
  expect(standIn.requests.slice(before).map(({ hasToken }) => hasToken)).toEqual([false, false, false]);
});

test('tells who is not ready, and why', async () => {
  standIn.setStack('redis-down');
  expect(await caracal.ready('sts', signal())).toMatchObject({ value: { ready: false, reason: 'redis_unreachable' } });
  standIn.setStack('sts-down');
  expect(await caracal.ready('sts', signal())).toMatchObject({ ok: false, kind: 'unreachable' });
  expect(await caracal.ready('gateway', signal())).toMatchObject({
    value: { ready: false, reason: 'sts_unreachable' },
  });
  expect(await caracal.ready('api', signal())).toMatchObject({ ok: true, value: { ready: true } });
});

test('refused tokens, zones and requests each say what to do', async () => {
  const wrong = await connect('staging', 'wrong').explain(denied, signal());
  expect(wrong).toMatchObject({ kind: 'unauthorized', code: 'invalid_admin_token' });
  expect(!wrong.ok && wrong.sentence).toContain('CARACAL_ADMIN_TOKEN');
  const other = await connect('support', standIn.zones.staging!.token).resources(signal());
  expect(other).toMatchObject({ kind: 'forbidden', code: 'admin_token_zone_mismatch' });
  expect(!other.ok && other.sentence).toContain('admin_token_file');
  expect(await connect('support').explain(denied, signal())).toMatchObject({
    kind: 'not-found',
    code: 'request_not_found',
  });
  const options = { apiUrl: standIn.apiUrl, zone: 'no-such-zone', adminToken: standIn.globalToken };
  expect(await createCaracal(options).zone(signal())).toMatchObject({ kind: 'not-found', code: 'zone_not_found' });
});

test.each<[Parameters<CaracalStandIn['setFault']>[0], Failure]>([
  [{ kind: 'down' }, 'unreachable'],
  [{ kind: '500' }, 'server-error'],
  [{ kind: '429' }, 'rate-limited'],
  [{ kind: 'garbage' }, 'garbage'],
  [{ kind: 'redirect' }, 'redirect'],
  [{ kind: 'too-large' }, 'too-large'],
])('%o is %s', async (fault, kind) => {
  standIn.setFault(fault);
  const answer = await caracal.explain(denied, signal());
  expect(answer).toMatchObject({ ok: false, kind });
  expect(!answer.ok && answer.sentence).toMatch(/^[A-Z].*[.]$/);
  expect(JSON.stringify(answer)).not.toContain(standIn.zones.staging!.token);
});

test('a hanging API is cut after 1.5 s, or when the caller has had enough', async () => {
  standIn.setFault({ kind: 'hang' });
  const started = performance.now();
  expect(await caracal.explain(denied, AbortSignal.timeout(100))).toMatchObject({ kind: 'timeout' });
  expect(performance.now() - started).toBeLessThan(1000);
  expect(await caracal.explain(denied, signal())).toMatchObject({ kind: 'timeout' });
  expect(performance.now() - started).toBeLessThan(2600);
});

test('an error is tried once more, a wait that is too long is not waited for', async () => {
  standIn.setFault({ kind: '500', times: 1 });
  expect(await caracal.explain(denied, signal())).toMatchObject({ ok: true });
  standIn.setFault({ kind: '429', times: 1, retryAfter: 0 });
  expect(await caracal.explain(denied, signal())).toMatchObject({ ok: true });
  const before = standIn.requests.length;
  standIn.setFault({ kind: '429', times: 1, retryAfter: 60 });
  expect(await caracal.explain(denied, signal())).toMatchObject({ kind: 'rate-limited' });
  expect(standIn.requests.length).toBe(before + 1);
});

test('nothing there at all names the setting', async () => {
  const closed = createCaracal({ apiUrl: 'http://127.0.0.1:9', zone: caracal.zoneId, adminToken: 't' });
  const answer = await closed.resources(signal());
  expect(answer).toMatchObject({ kind: 'unreachable' });
  expect(!answer.ok && answer.sentence).toContain('CARACAL_API_URL');
});
