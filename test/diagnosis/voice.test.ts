import { describe, expect, test } from 'vitest';
import { answerTo } from './labelled.ts';

const body = '{"error":"invalid_token","error_description":"missing routing headers"}';

const speaks = (text: string): boolean => answerTo(text, '2026.06').answered;

describe('a failure that a program printed is answered unasked', () => {
  test.each([
    [body],
    [`$ curl -i localhost:8081/\nHTTP/1.1 400 Bad Request\n\n${body}`],
    [`gateway request failed with HTTP 400: ${body}`],
    [`caracal says ${body}`],
    ['✗ docker daemon is not reachable; start Docker and ensure your user can access /var/run/docker.sock'],
    [
      'file:///app/node_modules/@caracalai/sdk/dist/index.js:90\n        throw new Error(`Caracal.fromEnv: missing CARACAL_ZONE_ID`);',
    ],
    [
      'caracal = Caracal()\n    raise RuntimeError(msg)\nRuntimeError: caracal.toml secret file is group/world writable: /a/b',
    ],
    ['const c = new Caracal()\nError: Caracal.fromEnv: missing CARACAL_ZONE_ID, CARACAL_APPLICATION_ID'],
  ])('%s', (text) => expect(speaks(text)).toBe(true));
});

describe('the same words in the mouth of a person are left alone, unless somebody asks', () => {
  test.each([
    ['the changelog says `missing routing headers` is a 400 now, we should update our docs', false],
    [`solved: ${body} meant that I forgot the header`, false],
    [`we keep seeing \`missing routing headers\` from the gateway, what do we have to change?`, true],
    [`I call the gateway with my token and get ${body}`, true],
  ])('%s', (text, expected) => expect(speaks(text)).toBe(expected));
});

describe('source code, documents, commit logs and passed tests are left alone', () => {
  test.each([
    [`mock.post("/").reply(400, '${body}');`],
    ['if (error.message === "missing routing headers") throw new HeaderError();'],
    ['case "missing routing headers", "resource not configured":'],
    ['ErrMissingRouting = errors.New("missing routing headers")'],
    ['  ✓ maps 503 sts_unreachable to NotReady'],
    ['1d2e3f4 gateway: 502 upstream not addressable for DNS failures'],
    ['[Garudex-Labs/caracal] Pull request #612 opened: fix: say missing bearer token instead of 403'],
    ['| missing routing headers | Gateway | send X-Caracal-Resource |'],
    ['  # readiness answers 503 sts_unreachable while STS rolls\n  strategy: rolling'],
    [`## Errors\nThe Gateway answers\n${body}\n## More\nRetry.`],
    ['export const fixtures = [\n  { name: "sts", ok: false, detail: "503 redis_unreachable" },\n];'],
  ])('%s', (text) => expect(speaks(text)).toBe(false));
});
