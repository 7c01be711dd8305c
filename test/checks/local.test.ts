import { describe, expect, test } from 'vitest';
import { fileMode } from '../../src/checks/file-mode.ts';
import { fileWrites } from '../../src/checks/file-writes.ts';
import { nearest } from '../../src/checks/nearest.ts';
import { pasteTime } from '../../src/checks/paste-time.ts';
import { profileLoader } from '../../src/checks/profile-loader.ts';
import { requestHeaders } from '../../src/checks/request-headers.ts';
import { requestIdShape } from '../../src/checks/request-id-shape.ts';
import { requestReached } from '../../src/checks/request-reached.ts';
import { tokenClaims } from '../../src/checks/token-claims.ts';
import { tokenFreshness } from '../../src/checks/token-freshness.ts';
import { ask, contextOf } from './context.ts';
import { call, ids, lookup } from './texts.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const noon = Date.parse('2026-11-23T12:00:00Z');

/** A made-up mandate: only its payload is ever looked at. */
function mandate(claims: Record<string, unknown>): string {
  return `${part({ alg: 'ES256' })}.${part({ iss: 'http://localhost:8080', zone_id: ids.staging, ...claims })}.${'x'.repeat(43)}`;
}

function withToken(claims: Record<string, unknown>, description: string, date = ''): string {
  const text = call({ status: '401 Unauthorized', error: 'invalid_token', description });
  return `export TOKEN=${mandate(claims)}\n${date === '' ? text : text.replace('X-Request-Id', `Date: ${date}\nX-Request-Id`)}`;
}

describe('token-freshness', () => {
  const expiring = 'credential expiring within pre-flight window';
  const at = 'Mon, 23 Nov 2026 12:00:00 GMT';

  test('confirmed: expired, or nearly, when it was sent', async () => {
    expect(await ask(tokenFreshness, { text: withToken({ exp: noon / 1000 - 90 }, expiring, at) })).toEqual([
      'gateway-403/token-freshness confirmed: the pasted mandate expired at 2026-11-23 11:58:30 UTC, 90 s before the answer',
    ]);
    expect(await ask(tokenFreshness, { text: withToken({ exp: noon / 1000 + 20 }, expiring, at) })).toEqual([
      'gateway-403/token-freshness confirmed: the pasted mandate had 20 s left, and the Gateway wants 35 seconds',
    ]);
  });

  test('ruled out: it was fresh', async () => {
    const text = withToken({ exp: noon / 1000 + 600 }, 'session revoked', at);
    expect((await ask(tokenFreshness, { text }))[0]).toMatch(/ruled-out: the pasted mandate is valid until/);
  });

  test('cannot tell: expired by now, nothing says when it was sent', async () => {
    const text = withToken({ exp: noon / 1000 - 3600 }, 'session revoked');
    expect((await ask(tokenFreshness, { text, now: noon }))[0]).toMatch(/unknown: .*60 min before now; whether/);
  });

  test('1.0: a mandate for another use', async () => {
    const text = withToken({ exp: noon / 1000 + 600, use: 'session' }, 'invalid subject_token', at);
    expect((await ask(tokenFreshness, { text, edition: '1.0' }))[0]).toMatch(/confirmed: .*for use "session"/);
  });
});

describe('token-claims', () => {
  test('confirmed: no mandate of Caracal', async () => {
    const text = withToken({ zone_id: undefined, iss: 'https://id.example.com' }, 'bearer signature invalid');
    expect((await ask(tokenClaims, { text }))[0]).toMatch(
      /authorization-header confirmed: .*names no zone.*id\.example\.com$/,
    );
  });

  test('another zone than the rest of the paste', async () => {
    const text = `zone_id=${ids.pipernet}\n${withToken({ exp: noon / 1000 }, 'bearer signature invalid')}`;
    expect((await ask(tokenClaims, { text }))[0]).toMatch(/confirmed: the pasted mandate is of zone/);
  });

  test('another resource than the header names', async () => {
    const text = withToken({ resource: 'resource://other' }, 'resource not configured');
    expect(await ask(tokenClaims, { text })).toEqual([
      'gateway-403/resource-header unknown: the pasted mandate is for resource://other, and the header names resource://billing-api',
    ]);
  });

  test('nothing to say of a mandate that fits', async () => {
    expect(await ask(tokenClaims, { text: withToken({}, 'resource not configured') })).toEqual([]);
  });
});

describe('request-headers', () => {
  const missing = { status: '401 Unauthorized', description: 'missing bearer token', bearer: false };

  test('confirmed', async () => {
    expect(await ask(requestHeaders, { text: call(missing) })).toEqual([
      'gateway-403/authorization-header confirmed: the pasted request has no header `Authorization: Bearer …`',
      'gateway-403/resource-header ruled-out: the pasted request names resource://billing-api',
    ]);
    const text = call({ status: '400 Bad Request', description: 'missing routing headers', resource: null });
    expect((await ask(requestHeaders, { text }))[1]).toMatch(
      /resource-header confirmed: .*no header `X-Caracal-Resource`$/,
    );
  });

  test('ruled out', async () => {
    expect(
      await ask(requestHeaders, { text: call({ status: '401 Unauthorized', description: 'session revoked' }) }),
    ).toEqual([
      'gateway-403/authorization-header ruled-out: the pasted request sends a bearer',
      'gateway-403/resource-header ruled-out: the pasted request names resource://billing-api',
    ]);
  });

  test('cannot tell: the answer is about something else', async () => {
    const text = call({ status: '401 Unauthorized', description: 'session revoked', bearer: false });
    expect((await ask(requestHeaders, { text }))[0]).toMatch(/authorization-header unknown/);
  });
});

describe('request-id-shape', () => {
  test.each([
    ['req-1a', /made by the Coordinator/],
    ['4bf92f3577b34da6a3ce929d0e0e4736', /form of a trace ID/],
  ])('confirmed: %s', async (id, words) => {
    expect((await ask(requestIdShape, { text: lookup(id) }))[0]).toMatch(words);
  });

  test('cut off by the Console', async () => {
    const text = 'caracal audit says not found for request_id 1bcf629b-bcd2-427c-9bc7…';
    expect((await ask(requestIdShape, { text }))[0]).toMatch(/confirmed: .*was cut off/);
  });

  test('cannot tell of a word that the caller chose, nothing to say of a good one', async () => {
    expect((await ask(requestIdShape, { text: lookup('my-test-0001') }))[0]).toMatch(
      /unknown: .*only if the caller sent it/,
    );
    expect(await ask(requestIdShape, { text: lookup(ids.nowhere) })).toEqual([]);
  });
});

describe('request-reached', () => {
  test('confirmed: refused before anything is written to audit', async () => {
    const context = contextOf({
      text: call({ status: '401 Unauthorized', description: 'missing bearer token', bearer: false }),
    });
    const diagnosis = { ...context.diagnosis, section: 'audit-missing', row: 'never-reached' };
    const { findings } = await requestReached.run({ ...context, diagnosis });
    expect(findings[0]).toMatchObject({ row: 'never-reached', state: 'confirmed' });
  });

  test('nothing to say of an ID alone', async () => {
    expect(await ask(requestReached, { text: lookup(ids.nowhere) })).toEqual([]);
  });
});

describe('file-mode', () => {
  const broad = (mode: string) =>
    `✗ /home/d/caracal.toml: secret file permissions are too broad: /home/d/client-secret is ${mode}`;

  test('2026.06 refuses what others may write', async () => {
    expect((await ask(fileMode, { text: broad('0o664') }))[0]).toMatch(
      /confirmed: line 1: .*mode 0664, and only its owner may write it/,
    );
    const listed = `${broad('0o664')}\n-rw-r--r-- 1 d d 46 Nov 23 12:00 /home/d/client-secret`;
    expect((await ask(fileMode, { text: listed.split('\n').toReversed().join('\n') }))[0]).toMatch(/confirmed: line 2/);
  });

  test('a mode that the edition allows is ruled out', async () => {
    const text = `Error: Caracal profile secret file permissions are too broad: x\n-rw-r--r-- 1 d d 46 Nov 23 12:00 /home/d/client-secret`;
    expect((await ask(fileMode, { text }))[0]).toMatch(/ruled-out: line 2: the mode 0644 of .* is allowed$/);
  });

  test('1.0 refuses what others may read', async () => {
    const text = `Error: Caracal: secret file must be readable only by its owner: x\n-rw-r--r-- 1 d d 46 Nov 23 12:00 /home/d/client-secret`;
    expect((await ask(fileMode, { text, edition: '1.0' }))[0]).toMatch(
      /^identity\/secret-file-rejected confirmed: line 2/,
    );
  });
});

describe('file-writes', () => {
  const view = (status: string) =>
    `First Setup Result\n   File Write\n     Status                 ${status}\n     Error                  EACCES: permission denied, mkdir '/home/d/.config/caracal'\n`;

  test('confirmed where the view says failed', async () => {
    expect(await ask(fileWrites, { text: view('failed') })).toEqual([
      'console-file-writes/files-not-written confirmed: the result view says that writing failed',
    ]);
  });
});

describe('profile-loader', () => {
  const head = `zone_id = "${ids.staging}"\napplication_id = "${ids.agent}"\n`;
  const credential = '\n[[credentials]]\nenv = "TOKEN"\nresource = "resource://pipernet"\n';
  const load = (toml: string, more = {}) => ask(profileLoader, { text: toml, ...more });

  test('a good one is ruled out', async () => {
    expect(await load(head + credential)).toEqual([
      'profile/sdk-cannot-load ruled-out: the loader takes the pasted profile: every field has the right form',
    ]);
  });

  test.each([
    [`${head}gateway_url = "localhost:8081"\n`, 'line 3: gateway_url must use http or https'],
    [`${head}sts_url = "http://localhost:8081"\n`, 'line 3: sts_url has port 8081, which is the one of gateway_url'],
    [`${head}sts_url = "sts"\n`, 'line 3: sts_url must be an absolute URL'],
    [`${head}ttl_seconds = 901\n`, 'line 3: ttl_seconds must be between 1 and 900'],
    [`${head}ttl_seconds = "900"\n`, 'line 3: ttl_seconds must be an integer'],
    [`${head}continue_on_failure = "no"\n`, 'line 3: continue_on_failure must be a boolean'],
    [
      `${head}gatewayurl = "http://localhost:8081"\n`,
      "line 3: unknown runtime config field 'gatewayurl'; gateway_url is the nearest one",
    ],
    [`application_id = "${ids.agent}"\nttl_seconds = 900\n`, 'zone_id is required'],
    [
      `${head}\n[[credentials]]\nenv = "A B"\nresource = "resource://x"\n`,
      'line 5: credentials[0].env must be a name of letters, digits and _',
    ],
    [
      `${head}\n[[credentials]]\nenv = "NODE_OPTIONS"\nresource = "resource://x"\n`,
      "line 5: credentials[0]: blocked credential env 'NODE_OPTIONS'",
    ],
    [`${head}${credential}${credential}`, "line 9: credentials[1]: duplicate credential env 'TOKEN'"],
    [`${head}\n[[credentials]]\nenv = "TOKEN"\n`, 'line 4: credentials[0].resource is required'],
    [
      `${head}${credential}credential_type = "mandate"\n`,
      'line 7: credentials[0].credential_type must be provider_token or caracal_mandate',
    ],
    [`${head}${credential}scope = "x"\n`, "line 7: credentials[0]: unknown field 'scope'"],
  ])('%j', async (toml, words) => {
    expect((await load(toml))[0]).toContain(`profile/profile-path-wrong confirmed: ${words}`);
  });

  test('a profile that is no TOML says where, and what helps', async () => {
    const [line] = await load(`zone_id = ${ids.staging}\napplication_id = "${ids.agent}"\n`);
    expect(line).toMatch(
      /^profile\/profile-path-wrong confirmed: line 1: this is no TOML: .*; put the value in quotes$/,
    );
    const windows = `${head}app_client_secret_file = "C:\\Users\\dana\\secret"\n`;
    expect((await load(windows))[0]).toMatch(/line 3: .*write backslashes of a Windows path twice/);
  });

  test('secrets: both keys, the secret instead of its path, ~', async () => {
    const both = `${head}app_client_secret = "x"\napp_client_secret_file = "~/s"\n${credential}`;
    expect((await load(both))[0]).toMatch(
      /secret-file-rejected confirmed: line 4: set only one of .*; line 4: ~ is not expanded/,
    );
    const pasted = `${head}app_client_secret_file = "cs_3R2S3n9MZwz4moVotc2rpr-uqjHYEkzDB7FlCML3zwg"\n${credential}`;
    expect((await load(pasted))[0]).toMatch(/secret-file-rejected confirmed: line 3: the client secret stands where/);
  });

  test('what only the Go SDK of 2026.06 refuses', async () => {
    const toml = `${head}continue_on_failure = false\n${credential}`;
    const text = `caracal: profile line 3 must use string values\n\n${toml}`;
    expect(await load(text)).toContainEqual(
      'profile/sdk-cannot-load confirmed: line 5: the Go SDK of 2026.06 reads only text in double quotes; delete this line',
    );
    expect((await load(text, { edition: '1.0' })).join()).not.toContain('Go SDK');
  });

  test('1.0 passes over unknown keys', async () => {
    expect(await load(`${head}something = "x"\n${credential}`, { edition: '1.0' })).toEqual([]);
    expect((await load(`${head}default_ttl_seconds = 0\n${credential}`, { edition: '1.0' }))[0]).toMatch(
      /^identity\/sdk-cannot-load confirmed: line 3: default_ttl_seconds must be a positive integer/,
    );
  });
});

test('the nearest identifier', () => {
  const known = ['resource://billing-api', 'resource://payments', 'resource://echo'];
  expect(nearest('resource://biling-api', known)).toEqual({ value: 'resource://billing-api', by: 'spelling' });
  expect(nearest('resource://Echo', known)).toEqual({ value: 'resource://echo', by: 'case' });
  expect(nearest('resource://billing', known)).toEqual({ value: 'resource://billing-api', by: 'part' });
  expect(nearest('resource://warehouse', known)).toBeNull();
});

test('when it happened', () => {
  const timeOf = (text: string) => pasteTime(contextOf({ text }).paste);
  expect(timeOf('HTTP/1.1 403 Forbidden\nDate: Mon, 23 Nov 2026 12:49:24 GMT\n')).toBe(
    Date.parse('2026-11-23T12:49:24Z'),
  );
  expect(timeOf('< date: Mon, 23 Nov 2026 12:49:24 GMT\n')).toBe(Date.parse('2026-11-23T12:49:24Z'));
  expect(timeOf('no time here')).toBeNull();
});
