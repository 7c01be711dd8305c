import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CaracalStandIn, createCaracalStandIn } from '../../src/sandbox/caracal/stand-in.ts';

const program = new URL('../../src/caracal-help.js', import.meta.url).pathname;
const recorded = new Map(
  readFileSync(new URL('../fixtures/recorded.ndjson', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): [string, string] => {
      const { id, text } = JSON.parse(line) as { id: string; text: string };
      return [id, text];
    }),
);

interface Output {
  section: string | null;
  row: string | null;
  answered: boolean;
  checklist: { row: string; state: string }[];
  diagnostic: { decision: string; status: string } | null;
}

let standIn: CaracalStandIn;
const folder = mkdtempSync(join(tmpdir(), 'ch-zone-'));

function configure(token: string): void {
  const { id } = standIn.zones.staging!;
  writeFileSync(join(folder, 'token'), token);
  const keys = { id, name: 'staging', api_url: standIn.apiUrl, admin_token_file: 'token' };
  const lines = Object.entries(keys).map(([key, value]) => `${key} = "${value}"`);
  writeFileSync(join(folder, 'caracal-help.toml'), `[[zones]]\n${lines.join('\n')}\n`);
}

beforeAll(async () => {
  standIn = await createCaracalStandIn({ lateMs: 0 });
});
beforeEach(() => configure(standIn.zones.staging!.token));
afterAll(async () => {
  await standIn.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(text: string, ...options: string[]): Promise<{ out: string; status: number | null }> {
  const args = [program, 'diagnose', '--verify', '--edition', '2026.06', ...options];
  const child = spawn(process.execPath, args, { cwd: folder, env: { PATH: process.env.PATH ?? '' } });
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stdin.end(text);
  return new Promise((resolve) => child.on('close', (status) => resolve({ out, status })));
}

const json = async (text: string): Promise<Output> => JSON.parse((await run(text, '--json')).out);
const screen = async (text: string): Promise<string> => (await run(text)).out.replace(/\s+/g, ' ');

const allowed = '738ef42e-37fc-4da3-a399-ae6fc1fb7fd4';
const denied = '01a20874-38b4-7c20-883b-b7883bf97a73';
const strange = JSON.stringify({
  error: 'access_denied',
  error_description: 'policy denied',
  requestId: '01a20999-0000-7000-8000-0000000000bb',
});

describe('diagnose --verify with a zone', () => {
  test('a denial that its audit does not know leaves every row open, and says so', async () => {
    const { checklist, diagnostic } = await json(strange);
    expect(new Set(checklist.map(({ state }) => state))).toEqual(new Set(['unverified']));
    expect(diagnostic?.decision).toBe('not-found');
    expect(await screen(strange)).toContain('so it may be of another stack than the one I can see');
  });

  test('a resource that is nothing like those of the zone leaves every row open; a misspelt one is found', async () => {
    const call = (resource: string) =>
      `$ curl -H "X-Caracal-Resource: ${resource}" http://localhost:8081/x\n` +
      '{"error":"access_denied","error_description":"policy denied"}\n';
    const foreign = await json(call('resource://someone-elses'));
    expect(new Set(foreign.checklist.map(({ state }) => state))).toEqual(new Set(['unverified']));
    expect(await json(call('resource://biling-apis'))).toMatchObject({ section: 'sts-403', row: 'resource-id' });
  });

  test('the recorded slip of the pen ends at its row', async () => {
    expect(await json(recorded.get('r-005') ?? '')).toMatchObject({ section: 'sts-403', row: 'resource-id' });
  });

  test('a request that was allowed: nothing is wrong, and there is nothing to do', async () => {
    expect(await json(allowed)).toMatchObject({ section: 'sts-403', row: 'audit-request-id' });
    const text = await screen(allowed);
    expect(text).toContain('nothing of Caracal’s is wrong with it');
    expect(text).not.toMatch(/Do this first|if that was not it|request ID\b.*header/);
  });

  test('a request that was denied: the fix of what audit says comes first', async () => {
    expect(await json(denied)).toMatchObject({ section: 'sts-403', row: 'audit-request-id' });
    const text = await screen(denied);
    expect(text).toContain('Do this first: Resource ID [confirmed]');
    expect(text).not.toContain('Find the request ID');
  });

  test('what is Caracal’s and on no row is looked up all the same', async () => {
    expect(await json(recorded.get('r-027') ?? '')).toMatchObject({
      section: null,
      row: null,
      answered: false,
      diagnostic: { decision: 'allow', status: 'executed' },
    });
  });

  test('what to do about a wrong token is said once', async () => {
    configure('wrong');
    for (const text of [strange, allowed]) {
      expect((await screen(text)).split('CARACAL_ADMIN_TOKEN')).toHaveLength(2);
    }
  });
});
