import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createCaracalStandIn, lateRequest } from '../../../src/sandbox/caracal/stand-in.ts';

async function get(url: string, token: string) {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('a request arrives in audit after its time', async () => {
  let clock = 0;
  const standIn = await createCaracalStandIn({ now: () => clock });
  const { id, token } = standIn.zones.staging!;
  const url = `${standIn.apiUrl}/v1/zones/${id}/audit/by-request/${lateRequest}/explain`;
  expect(await get(url, token)).toMatchObject({ status: 404, body: { error: 'request_not_found' } });
  clock = 7999;
  expect((await get(url, token)).status).toBe(404);
  clock = 8000;
  expect(await get(url, token)).toMatchObject({ status: 200, body: { request_id: lateRequest } });
  await standIn.close();
});

test('wrong tokens, verbs and paths are answered as the product does', async () => {
  const standIn = await createCaracalStandIn();
  const { id, token } = standIn.zones.staging!;
  const root = `${standIn.apiUrl}/v1/zones/${id}`;
  expect(await get(root, 'x')).toMatchObject({ status: 401, body: { error: 'invalid_admin_token' } });
  expect(await get(`${root}/nothing`, token)).toMatchObject({ status: 404, body: { error: 'Not Found' } });
  expect(await get(`${root}/authority-records`, token)).toMatchObject({ status: 404 });
  expect(await get(`${root}/audit/by-request/${'x'.repeat(200)}`, token)).toMatchObject({ status: 400 });
  expect(await get(`${standIn.apiUrl}/v1/zones`, token)).toMatchObject({ status: 403 });
  const post = await fetch(root, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  expect(post.status).toBe(404);
  expect(standIn.requests.at(-1)).toMatchObject({ method: 'POST' });
  await standIn.close();
});

test('a recorded case is served before everything else', async () => {
  const standIn = await createCaracalStandIn();
  const served = standIn.serveCase({ explain: 'api/sts-403-second-policy-set-not-loaded-explain.json' });
  const sets = `${standIn.apiUrl}/v1/zones/${served?.zone}/policy-sets`;
  expect((await get(sets, served?.token ?? '')).body).toHaveLength(2);
  standIn.serveCase(null);
  expect((await get(sets, served?.token ?? '')).body).toHaveLength(1);
  await standIn.close();
});

test('runs alone and ends with its parent', async () => {
  const child = fork(new URL('../../../src/sandbox/caracal/main.ts', import.meta.url), ['{"lateMs":0}'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  const { apiUrl, globalToken, zones } = JSON.parse(line);
  expect((await get(`${apiUrl}/v1/zones/${zones.support.id}`, globalToken)).body).toMatchObject({ name: 'support' });
  const gone = once(child, 'exit');
  child.disconnect();
  expect(await gone).toEqual([0, null]);
});
