import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { prepare } from '../../src/paste/prepare.ts';
import { read } from '../../src/paste/read.ts';
import type { Paste } from '../../src/paste/types.ts';

const { facts } = loadKnowledge();
const reading = (text: string): Paste => read(prepare(text), facts);
const factsOf = (text: string, ...keys: string[]): string[] =>
  reading(text)
    .facts.filter((fact) => keys.includes(fact.key))
    .map((fact) => `${fact.key}=${fact.value}@${fact.line}`);

const states = (text: string): string[] =>
  reading(text).evidence.flatMap((item) =>
    item.kind === 'readiness'
      ? item.services.map((state) => `${state.name} ${state.ok ? 'ok' : state.detail}@${state.line}`)
      : [],
  );

describe('readiness', () => {
  const pretty = JSON.stringify(
    {
      mode: 'ready',
      services: [
        { name: 'api', port: 3000, url: 'http://localhost:3000/ready', ok: true, detail: '200' },
        { name: 'sts', port: 8080, url: 'http://localhost:8080/ready', ok: false, detail: '503 postgres_unreachable' },
      ],
    },
    null,
    2,
  );

  test('whole: the line of a failing service is that of its detail', () => {
    expect(states(pretty)).toEqual(['api ok@8', 'sts 503 postgres_unreachable@16']);
  });

  test('minified', () => {
    expect(states(JSON.stringify(JSON.parse(pretty)))).toEqual(['api ok@1', 'sts 503 postgres_unreachable@1']);
  });

  test('cut off at the end, and at the start', () => {
    const lines = pretty.split('\n');
    expect(states(lines.slice(0, 16).join('\n'))).toEqual(['api ok@8', 'sts 503 postgres_unreachable@16']);
    expect(states(lines.slice(12).join('\n'))).toEqual(['sts 503 postgres_unreachable@4']);
  });

  test('behind the prefixes of Compose and a CI system', () => {
    const prefixed = pretty.split('\n').map((line) => `2026-06-23T09:14:07.1234567Z ci-1  | ${line}`);
    expect(states(prefixed.join('\n'))).toEqual(['api ok@8', 'sts 503 postgres_unreachable@16']);
  });

  test('as the table without --json, also with the marks of a Windows console', () => {
    const table =
      'service      port   mode    status  detail\napi           3000  ready   ✓ ok    200\nsts           8080  ready   x down  503 redis_unreachable';
    expect(states(table)).toEqual(['api ok@2', 'sts 503 redis_unreachable@3']);
  });

  test('as the list of caracal up', () => {
    expect(states('✗ runtime onboarding did not become ready: audit 503 consumer_unhealthy; gateway timeout')).toEqual([
      'audit 503 consumer_unhealthy@1',
      'gateway timeout@1',
    ]);
  });

  test('as the body of one /ready, named by the command', () => {
    expect(
      states(
        '$ curl -i $STS/ready\nHTTP/1.1 503 Service Unavailable\n\n{"ok":false,"ready":false,"reason":"redis_unreachable"}',
      ),
    ).toEqual(['sts 503 redis_unreachable@4']);
  });

  test('of another product is not read', () => {
    expect(states('{"status":"UP","components":{"db":{"status":"UP"}}}')).toEqual([]);
  });
});

describe('errors', () => {
  test('a body after a response has its status and its request ID', () => {
    const text =
      'HTTP/1.1 403 Forbidden\nX-Request-Id: 7cd49f9a-1e4f-4d7d-8584-079e6e99b95e\n\n{"error":"access_denied","error_description":"resource not configured","requestId":"7cd49f9a-1e4f-4d7d-8584-079e6e99b95e"}';
    expect(reading(text).evidence).toEqual([
      {
        kind: 'error',
        line: 4,
        status: 403,
        error: 'access_denied',
        description: 'resource not configured',
        requestId: '7cd49f9a-1e4f-4d7d-8584-079e6e99b95e',
        fromUpstream: false,
      },
    ]);
  });

  test.each([
    ['Python', "{'error': 'access_denied', 'error_description': 'policy denied', 'requestId': None}"],
    ['Node', "{\n  error: 'access_denied',\n  error_description: 'policy denied',\n}"],
    ['escaped', '"body":"{\\"error\\":\\"access_denied\\",\\"error_description\\":\\"policy denied\\"}"'],
    ['cut off', '{"error":"access_denied","error_description":"policy denied'],
    ['broken by the terminal', '{"error":"access_denied","error_description":"policy de\nnied","requestId":"x1"}'],
    ['caracal run', '{"resource":"resource://pipernet","reason":"policy denied"}'],
    ['with a reason', 'policy denied (no_rule_matched) (request_id=019ef400-6498-781f-a8e2-5d940ed90475)'],
    ['in a sentence', 'I get {"error":"access_denied","error_description":"policy denied"} all the time'],
  ])('%s', (_name, text) => {
    expect(factsOf(text, 'error.description').map((fact) => fact.split('@')[0])).toContain(
      'error.description=policy denied',
    );
  });

  test.each([
    ['{"error":"access_denied","error_description":"policy den', ['error.description=policy den@1']],
    ['{"error":"invalid_token","error_description":"missing routing…"}', ['error.description=missing routing@1']],
    ['{"error_description":"policy denied (role_sc', ['error.description=policy denied@1', 'error.reason=role_sc@1']],
  ])('a description cut off is marked as the start of one: %s', (text, facts) => {
    expect(factsOf(text, 'error.description', 'error.reason')).toEqual(facts);
    expect(reading(text).facts.find((fact) => fact.cut)?.value).toBe(facts.at(-1)?.split(/[=@]/)[1]);
  });

  test.each([
    ['error=invalid_token error_description="missing bearer token" request_id=1', 'missing bearer token'],
    ['error_description: policy denied', 'policy denied'],
    ['map[error:access_denied error_description:policy denied]', 'policy denied'],
    [',"error_description":"bearer signature invalid","requestId":"x"}', 'bearer signature invalid'],
    ['error_description":"credential expiring within pre-fli', 'credential expiring within pre-fli'],
  ])('a description without its body: %s', (text, description) => {
    expect(factsOf(text, 'error.description')).toEqual([`error.description=${description}@1`]);
  });

  test('a whole description is not', () => {
    const text = '{\n  "error": "access_denied",\n  "error_description": "policy denied"\n}';
    expect(reading(text).facts.some((fact) => fact.cut)).toBe(false);
  });

  test("a body with keys of another product's is none of Caracal's, unless the paste says so", () => {
    const text = 'GET /orders/17 404 {"error":"request_not_found","path":"/orders/17"}';
    expect(factsOf(text, 'error.code')).toEqual([]);
    expect(factsOf(`through the caracal gateway: ${text}`, 'error.code')).toEqual(['error.code=request_not_found@1']);
  });

  test('the lines of one body belong together', () => {
    const text = 'see\n{\n  "error": "access_denied",\n  "error_description": "policy denied"\n}';
    expect(reading(text).lines.map((line) => line.body)).toEqual([undefined, undefined, 2, 2, undefined]);
  });

  test('an answer of the upstream is told apart by its header', () => {
    expect(
      factsOf('HTTP/1.1 404 Not Found\nServer: nginx\nX-Caracal-Token-Expires-In: 873', 'http.status', 'http.from'),
    ).toEqual(['http.status=404@1', 'http.from=upstream@3']);
  });

  test('a client that names only status and address', () => {
    const text = "httpx.HTTPStatusError: Client error '403 Forbidden' for url 'http://localhost:8080/oauth/2/token'";
    expect(factsOf(text, 'http.status', 'request.to')).toEqual(['http.status=403@1', 'request.to=sts@1']);
  });
});

describe('commands', () => {
  test('what a Gateway request lacks, over continued lines', () => {
    expect(
      factsOf(
        '$ curl -i $GW/invoices \\\n  -H "X-Caracal-Resource: resource://billing-api"',
        'request.to',
        'request.lacks',
      ),
    ).toEqual(['request.to=gateway@1', 'request.lacks=authorization@1']);
    expect(
      factsOf('curl localhost:8081/ -H "Authorization: Bearer $TOKEN" -H "X-Caracal-Resource:"', 'request.lacks'),
    ).toEqual(['request.lacks=resource-header@1']);
  });

  test('what a token exchange asks for', () => {
    const text =
      'curl -X POST $STS/oauth/2/token -d zone_id=01a20870-7c1d-717b-b835-96cd88eced9f -d application_id=01a20870-7d0c-755a-942e-31b72369cdee -d resource=resource://billing-api --data-urlencode "scope=invoices:read invoices:write"';
    const { zones, applications, resources, scopes } = reading(text).mentions;
    expect({ zones, applications, resources, scopes }).toEqual({
      zones: ['01a20870-7c1d-717b-b835-96cd88eced9f'],
      applications: ['01a20870-7d0c-755a-942e-31b72369cdee'],
      resources: ['resource://billing-api'],
      scopes: ['invoices:read', 'invoices:write'],
    });
  });
});

describe('request IDs', () => {
  const uuid4 = '953f48f1-a09f-46b5-a170-b33839263059';
  test.each([
    [`request_id=${uuid4}`, uuid4, true],
    [`"requestId": "${uuid4}"`, uuid4, true],
    [`x-request-id: ${uuid4}`, uuid4, true],
    [`(request_id=${uuid4})`, uuid4, true],
    [`the request id is ${uuid4}`, uuid4, true],
    [`GET /v1/zones/z1/audit/by-request/${uuid4}/explain`, uuid4, true],
    ['reqId=req-1a2', 'req-1a2', true],
    ['request id my-own.id:7', 'my-own.id:7', true],
    [uuid4, uuid4, false],
  ])('%s', (text, value, named) => {
    const [id] = reading(text).requestIds;
    expect(id).toMatchObject({ value, named, truncated: false });
  });

  test('alone after a mention', () => {
    const text = '<@U0AAA111> 019f10e0-0001-7aaa-8bbb-000000000001';
    expect(reading(text).requestIds.map((id) => id.value)).toEqual(['019f10e0-0001-7aaa-8bbb-000000000001']);
  });

  test('cut off by the Console', () => {
    expect(reading('token_exchange  deny  scope_mismatch  953f48f1-a09f-46b5-a170…').requestIds[0]).toMatchObject({
      value: '953f48f1-a09f-46b5-a170',
      truncated: true,
    });
  });

  test('who mints an ID of this shape', () => {
    const shapes = [
      uuid4,
      '01a20874-1da7-7a7c-a0d8-389a4363267f',
      'request_id=req-7b9',
      `request_id=${'0af7651916cd43dd8448eb211c80319c'}`,
    ];
    expect(shapes.map((text) => reading(text).requestIds[0]?.shape)).toEqual([
      'gateway-or-api',
      'sts',
      'coordinator',
      'trace',
    ]);
  });

  test.each([
    `zone_id=${uuid4}`,
    `"application_id": "${uuid4}"`,
    `/zones/${uuid4}/agents`,
    `sid=${uuid4}`,
    'no request id at all',
    'request ids are useful',
  ])('%s is none', (text) => {
    expect(reading(text).requestIds).toEqual([]);
  });
});

describe('audit', () => {
  test('of an explanation the first denial that is not the generic one decides', () => {
    const explain = JSON.stringify({
      request_id: 'r1',
      final_decision: 'deny',
      denied: [
        { event_type: 'token_exchange', evaluation_status: 'exchange_denied', metadata: { requested: ['a'] } },
        { event_type: 'token_exchange', evaluation_status: 'scope_mismatch', metadata: { resource: 'resource://x' } },
      ],
    });
    expect(factsOf(explain, 'audit.status', 'audit.decision').map((fact) => fact.split('@')[0])).toEqual([
      'audit.decision=deny',
      'audit.status=scope_mismatch',
    ]);
  });

  test('fields in a sentence, or several on one line', () => {
    const line = 'gateway_status: 502  error_kind: transport_error  evaluation_status: upstream_error';
    for (const text of [line, 'audit says `evaluation_status`: upstream_error, error_kind=transport_error for it'])
      expect(factsOf(text, 'audit.status', 'audit.error-kind')).toEqual([
        'audit.status=upstream_error@1',
        'audit.error-kind=transport_error@1',
      ]);
    expect(factsOf('what does evaluation_status mean', 'audit.status')).toEqual([]);
  });

  test('a Gateway failure behind an allow', () => {
    const row =
      '{"event_type":"gateway_resource_request","decision":"allow","evaluation_status":"upstream_error","metadata_json":{"error_kind":"transport_error"}}';
    expect(factsOf(row, 'audit.status', 'audit.error-kind')).toEqual([
      'audit.status=upstream_error@1',
      'audit.error-kind=transport_error@1',
    ]);
  });

  test('a line of the Console and a detail page', () => {
    expect(
      factsOf(
        '2026-06-23 09:14:07  token_exchange  deny  resource_not_found  953f48f1-a09f-46b5-a170…',
        'audit.status',
      ),
    ).toEqual(['audit.status=resource_not_found@1']);
    expect(factsOf(' Evaluation Status      scope_mismatch', 'audit.status')).toEqual([
      'audit.status=scope_mismatch@1',
    ]);
  });
});

describe('long texts', () => {
  test('one error in ten thousand lines is read, with its line number', () => {
    const log = Array.from({ length: 10_000 }, (_, i) => `worker ${i} finished in ${i % 90} ms`);
    log.splice(7_000, 0, '{"error":"access_denied","error_description":"policy denied"}');
    expect(factsOf(log.join('\n'), 'error.description')).toEqual(['error.description=policy denied@7001']);
  });
});
