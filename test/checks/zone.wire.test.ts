import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { application } from '../../src/checks/application.ts';
import { auditDecision } from '../../src/checks/audit-decision.ts';
import { auditExplanation } from '../../src/checks/audit-explanation.ts';
import { ingestionLag } from '../../src/checks/ingestion-lag.ts';
import { policySet } from '../../src/checks/policy-set.ts';
import { profileZone } from '../../src/checks/profile-zone.ts';
import { readinessLive } from '../../src/checks/readiness-live.ts';
import { requestIdNear } from '../../src/checks/request-id-near.ts';
import { requestZone } from '../../src/checks/request-zone.ts';
import { resourceId } from '../../src/checks/resource-id.ts';
import { revocation } from '../../src/checks/revocation.ts';
import { routeBinding } from '../../src/checks/route-binding.ts';
import { runChecks } from '../../src/checks/run.ts';
import { scopes } from '../../src/checks/scopes.ts';
import { otherStack } from '../../src/checks/tie.ts';
import type { AllowedZone, Check } from '../../src/checks/types.ts';
import { upstreamEvent } from '../../src/checks/upstream-event.ts';
import { upstreamUrl } from '../../src/checks/upstream-url.ts';
import { type CaracalStandIn, createCaracalStandIn, lateRequest } from '../../src/sandbox/caracal/stand-in.ts';
import { ask, contextOf, type Given, inLines, zoneOf } from './context.ts';
import { call, exchange, ids, lookup } from './texts.ts';

let standIn: CaracalStandIn;
let staging: AllowedZone;
beforeAll(async () => {
  standIn = await createCaracalStandIn({ lateMs: 0 });
  staging = zoneOf(standIn, 'staging');
});
afterEach(() => {
  standIn.setFault(null);
  standIn.serveCase(null);
});
afterAll(() => standIn.close());

interface Told {
  check: Check;
  what: string;
  given: () => Given;
  says: (string | RegExp)[];
}

const inStaging = (text: string, more: Partial<Given> = {}): Given => ({ text, zones: [staging], ...more });
const gateway = (options: Parameters<typeof call>[0]) => inStaging(call(options), { sameMachine: true });
const profile = (application: string, resource: string) =>
  `my caracal.toml
zone_id = "${ids.staging}"
application_id = "${application}"

[[credentials]]
env = "TOKEN"
resource = "${resource}"
credential_type = "caracal_mandate"
`;
const june = {
  upstream: (description: string, resource: string, requestId = ids.nowhere) =>
    gateway({ status: '502 Bad Gateway', error: 'internal_error', description, resource, requestId }),
};

const told: Told[] = [
  {
    check: auditExplanation,
    what: 'confirmed',
    given: () => inStaging(call({ description: 'policy denied', requestId: ids.denied })),
    says: [/^sts-403\/resource-id confirmed: The resource ID is not registered/],
  },
  {
    check: auditDecision,
    what: 'confirmed by application, resource and time',
    given: () => inStaging(exchange({ resource: 'resource://biling-api', date: 'Mon, 23 Nov 2026 12:49:24 GMT' })),
    says: [/^sts-403\/resource-id confirmed: .*same application and resource: request 01a20874-38b4/],
  },
  {
    check: auditDecision,
    what: 'several that say different things are offered',
    given: () =>
      inStaging('$ caracal run -- x\n{"resource":"resource://billing-api","reason":"policy denied"}\n✗ policy denied'),
    says: [
      /^sts-403\/audit-request-id unknown: audit has denials like this one that say different things: .* send the request ID that is yours$/,
    ],
  },
  {
    check: auditDecision,
    what: 'the time alone is an offer',
    given: () => inStaging('caracal: policy denied', { sameMachine: true, now: Date.parse('2026-11-23T13:16:00Z') }),
    says: [/^sts-403\/audit-request-id unknown: only by the time, this may be/],
  },
  {
    check: auditDecision,
    what: 'none is said plainly',
    given: () => inStaging(exchange({ resource: 'resource://echo' })),
    says: ['sts-403/audit-request-id unknown: audit of zone staging has no denial that fits this paste'],
  },
  {
    check: policySet,
    what: 'confirmed: none is active',
    given: () => ({
      text: exchange({ zone: ids.pipernet, application: ids.builder }),
      zones: [zoneOf(standIn, 'pipernet-dev')],
    }),
    says: ['sts-403/active-policy-set confirmed: zone pipernet-dev has no active policy set, so everything is denied'],
  },
  {
    check: policySet,
    what: 'confirmed: active, and not what STS decides by',
    given: () => {
      standIn.serveCase({ explain: 'sts-403-second-policy-set-not-loaded-explain' });
      return inStaging(exchange());
    },
    says: [/^sts-403\/active-policy-set confirmed: .*STS has not loaded it \(waiting_for_sts\), and STS decides by/],
  },
  {
    check: policySet,
    what: 'ruled out',
    given: () => inStaging(exchange()),
    says: [/^sts-403\/active-policy-set ruled-out: .* is active, and STS has loaded it$/],
  },
  {
    check: resourceId,
    what: 'confirmed, with the nearest',
    given: () => inStaging(exchange({ resource: 'resource://biling-api' })),
    says: [
      'sts-403/resource-id confirmed: zone staging has no resource resource://biling-api; the nearest one is resource://billing-api',
    ],
  },
  {
    check: resourceId,
    what: 'confirmed: case counts',
    given: () => inStaging(exchange({ resource: 'resource://Billing-API' })),
    says: [/it is written resource:\/\/billing-api, and case counts$/],
  },
  {
    check: resourceId,
    what: 'ruled out',
    given: () => inStaging(exchange()),
    says: ['sts-403/resource-id ruled-out: zone staging has resource://billing-api'],
  },
  {
    check: scopes,
    what: 'confirmed',
    given: () => inStaging(exchange({ scope: 'invoices:delete' })),
    says: [
      /^sts-403\/scopes confirmed: resource:\/\/billing-api does not define invoices:delete; it defines invoices:read/,
    ],
  },
  {
    check: scopes,
    what: 'cannot tell what the policy allows',
    given: () => inStaging(exchange({ scope: 'invoices:read' })),
    says: [/^sts-403\/scopes unknown: .*only audit says$/],
  },
  {
    check: application,
    what: 'confirmed: not known',
    given: () =>
      inStaging(
        exchange({ application: ids.builder, status: '401 Unauthorized', description: 'invalid client credentials' }),
      ),
    says: [`sts-403/app-secret confirmed: zone staging has no application ${ids.builder}`],
  },
  {
    check: application,
    what: 'confirmed: what is left is the secret',
    given: () => inStaging(exchange({ status: '401 Unauthorized', description: 'invalid client credentials' })),
    says: [/^sts-403\/app-secret confirmed: .*so its secret is what does not fit$/],
  },
  {
    check: application,
    what: 'ruled out by a policy that was asked',
    given: () => inStaging(exchange()),
    says: [/^sts-403\/app-secret ruled-out: STS knew the application/],
  },
  {
    check: revocation,
    what: 'confirmed: the application is gone',
    given: () =>
      inStaging(
        `${call({ status: '401 Unauthorized', description: 'session revoked' })}zone_id=${ids.staging} application_id=${ids.builder}`,
      ),
    says: [/^gateway-403\/revocation confirmed: zone staging has no application .* any more$/],
  },
  {
    check: revocation,
    what: 'cannot tell',
    given: () => gateway({ status: '401 Unauthorized', error: 'invalid_token', description: 'session revoked' }),
    says: [/^gateway-403\/revocation unknown: none of the \d+ newest sessions/],
  },
  {
    check: routeBinding,
    what: 'confirmed',
    given: () => gateway({ resource: 'resource://billing' }),
    says: [/^gateway-403\/route-binding confirmed: .*the nearest one is resource:\/\/billing-api$/],
  },
  {
    check: routeBinding,
    what: 'ruled out',
    given: () => gateway({ description: 'policy denied' }),
    says: [],
  },
  {
    check: routeBinding,
    what: 'cannot tell: there is one now',
    given: () => gateway({}),
    says: [/^gateway-403\/route-binding unknown: .*try again$/],
  },
  {
    check: upstreamEvent,
    what: 'confirmed and ruled out by the Gateway itself',
    given: () => june.upstream('upstream unreachable', 'resource://payments', ids.refused),
    says: [
      'upstream/connection-refused confirmed: the Gateway could not connect to 172.18.0.9:8088, or got no answer from it',
      /^upstream\/dns-failure ruled-out/,
      /^upstream\/wrong-path ruled-out/,
    ],
  },
  {
    check: upstreamUrl,
    what: 'confirmed: localhost is the Gateway itself',
    given: () => june.upstream('upstream unreachable', 'resource://local-api'),
    says: [/^upstream\/connection-refused confirmed: .*http:\/\/localhost:9000: that is the Gateway's own container/],
  },
  {
    check: upstreamUrl,
    what: 'confirmed: the demo is not found',
    given: () => june.upstream('upstream not addressable', 'resource://billing-api'),
    says: [/^upstream\/demo-upstream-missing confirmed: .*caracalDemoUpstream/],
  },
  {
    check: upstreamUrl,
    what: 'confirmed: another name is not found',
    given: () => june.upstream('upstream not addressable', 'resource://reports'),
    says: [/^upstream\/dns-failure confirmed: .*reportsUpstream/],
  },
  {
    check: upstreamUrl,
    what: 'confirmed: https on port 80',
    given: () => june.upstream('upstream unreachable', 'resource://warehouse'),
    says: [/^upstream\/connection-refused confirmed: .*https on port 80/],
  },
  {
    check: requestIdNear,
    what: 'confirmed: one character is different',
    given: () => inStaging(lookup('1bcf629b-bcd2-427c-9bc7-011a3f7ceaf0')),
    says: [/^audit-missing\/wrong-request-id confirmed: .*has 1bcf629b-bcd2-427c-9bc7-011a3f7ceaf8, which is almost/],
  },
  {
    check: requestIdNear,
    what: 'confirmed: the whole of a cut-off one',
    given: () =>
      inStaging('caracal audit says not found for request_id 1bcf629b-bcd2-427c-9bc7…', { sameMachine: true }),
    says: [/confirmed: the whole ID is 1bcf629b-bcd2-427c-9bc7-011a3f7ceaf8, in audit of zone staging$/],
  },
  {
    check: requestIdNear,
    what: 'ruled out',
    given: () => inStaging(lookup(ids.nowhere)),
    says: [/^audit-missing\/wrong-request-id ruled-out: none of the \d+ requests/],
  },
  {
    check: requestZone,
    what: 'confirmed: it is in another zone',
    given: () => inStaging(lookup(ids.denied, ids.pipernet)),
    says: [/^audit-missing\/wrong-zone confirmed: the request is in audit of zone staging .* was asked$/],
  },
  {
    check: requestZone,
    what: 'confirmed: there is no such zone',
    given: () => {
      const id = '019ef3c2-2318-726b-b2a7-4de452e6b438';
      standIn.zones.none = { id, token: standIn.globalToken };
      return { text: lookup(ids.denied, id), zones: [zoneOf(standIn, 'none')] };
    },
    says: ['audit-missing/wrong-zone confirmed: there is no zone 019ef3c2-2318-726b-b2a7-4de452e6b438'],
  },
  {
    check: requestZone,
    what: 'ruled out',
    given: () => inStaging(lookup(ids.denied)),
    says: [/^audit-missing\/wrong-zone ruled-out/],
  },
  {
    check: requestZone,
    what: 'cannot tell: in none of the zones that may be asked',
    given: () => ({ text: lookup(ids.nowhere), zones: [staging, zoneOf(standIn, 'support')] }),
    says: [
      'audit-missing/wrong-zone unknown: none of the zones staging and support has the request; others I may not ask here',
    ],
  },
  {
    check: ingestionLag,
    what: 'confirmed: it has arrived',
    given: () => inStaging(lookup(lateRequest)),
    says: [/^audit-missing\/ingestion-lag confirmed: the request is in audit now: it arrived \d+ s after it happened/],
  },
  {
    check: ingestionLag,
    what: 'ruled out for an ID that carries its time',
    given: () => inStaging(lookup('01a20870-0000-7000-8000-000000000000')),
    says: [/^audit-missing\/ingestion-lag ruled-out/],
  },
  {
    check: profileZone,
    what: 'confirmed: another application',
    given: () => inStaging(profile(ids.builder, 'resource://billing-api')),
    says: [
      /^profile\/profile-path-wrong confirmed: the profile names application .*, which zone staging does not have$/,
    ],
  },
  {
    check: profileZone,
    what: 'confirmed: another resource, with the nearest',
    given: () => inStaging(profile(ids.agent, 'resource://bilingapi')),
    says: [/^profile\/profile-path-wrong confirmed: .*the nearest one is resource:\/\/billing-api$/],
  },
  {
    check: profileZone,
    what: 'ruled out',
    given: () => inStaging(profile(ids.agent, 'resource://billing-api')),
    says: ['profile/profile-path-wrong ruled-out: zone staging has the application and the resources of the profile'],
  },
];

describe('each check', () => {
  test.each(told)('$check.id: $what', async ({ check, given, says }) => {
    const lines = await ask(check, given());
    expect(lines).toEqual(says.map((line) => (typeof line === 'string' ? line : expect.stringMatching(line))));
  });
});

/** One paste a check that makes it ask. */
const asking = [...new Map(told.toReversed().map((one) => [one.check.id, one])).values()];

describe('of another stack', () => {
  test.each(asking)('$check.id confirms and rules out nothing', async ({ check, given }) => {
    const other = { ...given(), zones: [zoneOf(standIn, 'support')], sameMachine: false };
    const lines = await ask(check, other);
    expect(lines.filter((line) => / (?:confirmed|ruled-out): /.test(line))).toEqual([]);
    const listed = contextOf(other).diagnosis.checklist.some(({ row }) => check.rows.some((own) => own.row === row));
    const looksUp = [
      auditExplanation,
      auditDecision,
      readinessLive,
      requestZone,
      requestIdNear,
      ingestionLag,
      upstreamEvent,
    ];
    if (listed && !looksUp.includes(check)) expect(lines[0]).toContain(otherStack);
  });
});

describe('slow', () => {
  test.each(asking)('$check.id is answered for, and comes later', async ({ check, given }) => {
    const context = contextOf(given());
    standIn.setFault({ kind: 'slow', ms: 60 });
    const { findings, late } = await runChecks(context, { eachMs: 20, allMs: 20 }, [check]);
    expect(findings.every(({ state, detail }) => state === 'unknown' && detail.includes('not answered yet'))).toBe(
      true,
    );
    const came = await late;
    for (const { section, row } of findings)
      expect(came?.findings.some((one) => one.section === section && one.row === row)).toBe(true);
  });
});

describe('broken', () => {
  test.each(asking)('$check.id says why, and confirms nothing', async ({ check, given }) => {
    const context = contextOf(given());
    standIn.setFault({ kind: '500' });
    const { findings } = await runChecks(context, { eachMs: 3000, allMs: 3000 }, [check]);
    expect(inLines(findings.filter(({ state }) => state === 'confirmed' || state === 'ruled-out'))).toEqual([]);
  });
});

describe('readiness-live', () => {
  const ready = (text: string, sameMachine = false) =>
    ask(readinessLive, { text, zones: [zoneOf(standIn, 'staging', true)], sameMachine });
  afterEach(() => standIn.setStack('ok'));

  test('a dependency that is down outranks a 401 or 403', async () => {
    standIn.setStack('redis-down');
    expect(await ready(exchange())).toEqual([
      expect.stringMatching(/^readiness\/service-not-ready confirmed: .*redis_unreachable.* right now$/),
    ]);
    standIn.setStack('postgres-down');
    const text = exchange({ status: '401 Unauthorized', description: 'invalid client credentials' });
    expect((await ready(text))[0]).toMatch(/confirmed: STS .*\(postgres_unreachable\)/);
  });

  test('what audit has explained, and what the Gateway decides alone, is believed', async () => {
    standIn.setStack('redis-down');
    expect((await ready(call({ description: 'policy denied', requestId: ids.denied })))[0]).toMatch(/ unknown: /);
    const local = call({ status: '401 Unauthorized', description: 'missing bearer token', bearer: false });
    expect((await ready(local, true))[0]).toMatch(/ unknown: /);
  });

  test('all ready is ruled out; where not all can be asked nothing is said', async () => {
    expect(await ready(exchange())).toEqual([
      'readiness/service-not-ready ruled-out: the API, STS and the Gateway are ready',
    ]);
    expect(await ask(readinessLive, inStaging(exchange()))).toEqual([]);
  });

  test('who cannot be reached is no proof', async () => {
    standIn.setFault({ kind: 'down' });
    expect((await ready(exchange()))[0]).toMatch(/ unknown: The Admin API cannot be reached/);
  });
});

test('what was asked: GET alone, of the zones that are allowed and of /ready', () => {
  expect(standIn.requests.length).toBeGreaterThan(100);
  expect(new Set(standIn.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  const secret = standIn.requests.filter(({ path }) => path.includes('secret') || path.includes('/v1/admin'));
  expect(secret).toEqual([]);
});
