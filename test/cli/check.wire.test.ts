import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botScopes } from '../../src/cli/manifest.ts';

const program = new URL('../../src/caracal-help.js', import.meta.url).pathname;
const zone = '018f2b7e-4c1d-7a90-b1c2-6f0d3a5e9b10';
let folder = '';
let servers: Server[] = [];
let asked: string[] = [];

interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** A stand-in that answers by path. */
async function standIn(answer: (path: string, request: IncomingMessage) => Reply | undefined): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    asked.push(`${request.method} ${request.url}`);
    const {
      status = 200,
      headers = {},
      body,
    } = answer(request.url!.split('?')[0]!, request) ?? { status: 404, body: {} };
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function slack(options: { scopes?: string[]; error?: string; app?: Reply['body'] } = {}): Promise<string> {
  return standIn((path) => {
    const headers = { 'x-oauth-scopes': (options.scopes ?? Object.keys(botScopes)).join(',') };
    if (path === '/api/auth.test') {
      return {
        headers,
        body: options.error ? { ok: false, error: options.error } : { ok: true, team: 'Acme', user: 'caracal_help' },
      };
    }
    if (path === '/api/apps.connections.open') return { body: options.app ?? { ok: true, url: 'wss://x' } };
    return undefined;
  });
}

function caracal(resources: Reply = { body: [] }, ready: Reply = { body: { ok: true } }): Promise<string> {
  return standIn((path, request) => {
    if (path === '/ready') return ready;
    if (request.headers.authorization !== 'Bearer admin-token-1')
      return { status: 401, body: { error: 'invalid_admin_token' } };
    if (path === `/v1/zones/${zone}/resources`) return resources;
    if (path === `/v1/zones/${zone}/audit`) return { body: { rows: [], next_cursor: null } };
    return undefined;
  });
}

function check(env: Record<string, string>): Promise<{ status: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [program, 'check'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH!,
      CARACAL_HELP_DATA: join(folder, 'data'),
      SLACK_SIGNING_SECRET: 'abcdef0123',
      ...env,
    },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out, err })));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caracal-help-check-'));
  asked = [];
});
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
  rmSync(folder, { recursive: true });
});

describe('caracal-help check', () => {
  it('passes when everything answers', async () => {
    const env = {
      SLACK_BOT_TOKEN: 'xoxb-good-1',
      SLACK_API_URL: `${await slack()}/api/`,
      CARACAL_API_URL: await caracal(),
      CARACAL_ZONE_ID: zone,
      CARACAL_ADMIN_TOKEN: 'admin-token-1',
    };
    const { status, out } = await check(env);
    expect(out).toMatch(/^ok {4}slack token +signed in as caracal_help in Acme$/m);
    expect(out).toMatch(/^ok {4}slack scopes +all \d+ that manifest\.yml asks for$/m);
    expect(out).toMatch(/^ok {4}slack mode +HTTP mode/m);
    expect(out).toMatch(/^ok {4}zone .* audit can be read$/m);
    expect(out).toMatch(/^ok {4}docker +not enabled/m);
    expect(out).toMatch(/^ok {4}store +.*empty/m);
    expect(status).toBe(0);
    expect(out).not.toMatch(/xoxb-good-1|admin-token-1|abcdef0123/);
    expect(asked.filter((line) => !line.includes('/api/')).every((line) => line.startsWith('GET '))).toBe(true);
  });

  it('names each missing scope and where to add it', async () => {
    const scopes = Object.keys(botScopes).filter((scope) => scope !== 'files:read' && scope !== 'commands');
    const { status, out } = await check({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_API_URL: `${await slack({ scopes })}/api/`,
    });
    expect(out).toMatch(/^FAIL {2}slack scopes +missing commands .*, files:read .*"Bot Token Scopes"/m);
    expect(status).toBe(1);
  });

  it('tries the app token in Socket Mode', async () => {
    const root = `${await slack({ app: { ok: false, error: 'not_allowed_token_type' } })}/api/`;
    const { status, out } = await check({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL: root });
    expect(out).toMatch(/^FAIL {2}slack mode +SLACK_APP_TOKEN: Slack says not_allowed_token_type/m);
    expect(status).toBe(1);
  });

  it('goes on after a failure, and names the setting of each', async () => {
    const dead = await standIn(() => undefined);
    servers.pop()!.close();
    writeFileSync(join(folder, 'token'), 'wrong-token-1');
    writeFileSync(
      join(folder, 'caracal-help.toml'),
      `[[zones]]\nid = "${zone}"\nname = "here"\napi_url = "${await caracal()}"\nadmin_token_file = "token"\nsts_url = "${dead}"\n` +
        '[docker]\nenabled = true\n',
    );
    const { status, out } = await check({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_API_URL: `${await slack({ error: 'invalid_auth' })}/api/`,
      DOCKER_HOST: 'ssh://me@host',
    });
    expect(out).toMatch(/^FAIL {2}slack token +SLACK_BOT_TOKEN: Slack says invalid_auth/m);
    expect(out).toMatch(/^FAIL {2}zone here +the API does not know the token .*zones\[0\]\.admin_token_file/m);
    expect(out).toMatch(/^FAIL {2}zone here +STS does not answer at .*; change zones\[0\]\.sts_url/m);
    expect(out).toMatch(/^note {2}zone here +no channel may see it/m);
    expect(out).toMatch(/^FAIL {2}docker +DOCKER_HOST is an ssh address/m);
    expect(out).toContain('4 checks fail.');
    expect(status).toBe(1);
  });

  it.each([
    [{ status: 403, body: { error: 'admin_token_zone_mismatch' } }, /may not read zone .*CARACAL_ADMIN_TOKEN/],
    [{ status: 404, body: { error: 'zone_not_found' } }, /has no zone .*CARACAL_ZONE_ID/],
    [{ status: 500, body: { error: 'internal_error' } }, /See CARACAL_API_URL/],
  ])('explains what the API answers: %o', async (resources, message) => {
    const { out } = await check({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_API_URL: `${await slack()}/api/`,
      CARACAL_API_URL: await caracal(resources),
      CARACAL_ZONE_ID: zone,
      CARACAL_ADMIN_TOKEN: 'admin-token-1',
    });
    expect(out).toMatch(message);
  });

  it('refuses a wrong configuration with status 2 before anything is contacted', async () => {
    writeFileSync(join(folder, 'caracal-help.toml'), 'editon = "1.0"\n');
    const { status, out, err } = await check({ SLACK_BOT_TOKEN: 'xoxp-1', SLACK_API_URL: `${await slack()}/api/` });
    expect(err).toContain('editon: is not a key; did you mean edition?');
    expect(err).toContain('SLACK_BOT_TOKEN: holds a user token');
    expect(out).toBe('');
    expect(status).toBe(2);
    expect(asked).toEqual([]);
  });
});
