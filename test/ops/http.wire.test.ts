import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHealth } from '../../src/ops/health.ts';
import { createOpsHandler } from '../../src/ops/http.ts';
import { createMetrics } from '../../src/ops/metrics.ts';

const health = createHealth();
const metrics = createMetrics();
const handle = createOpsHandler({ health, metrics });
const server = createServer((request, response) => {
  if (!handle(request, response)) response.writeHead(404).end();
});
let root = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  metrics.close();
  server.close();
});

it('answers the three routes and no other', async () => {
  const off = health.add('store', () => ({ ok: true, detail: 'answers' }));
  expect((await fetch(`${root}/livez`)).status).toBe(200);
  const ready = await fetch(`${root}/readyz?verbose`);
  expect(ready.status).toBe(200);
  expect(await ready.json()).toEqual({ ok: true, checks: [{ name: 'store', ok: true, detail: 'answers' }] });
  const text = await fetch(`${root}/metrics`);
  expect(text.headers.get('content-type')).toContain('text/plain');
  expect(await text.text()).toContain('caracal_help_event_loop_delay_seconds');
  expect((await fetch(`${root}/other`)).status).toBe(404);
  expect((await fetch(`${root}/toString`)).status).toBe(404);
  expect((await fetch(`${root}/livez`, { method: 'POST', body: 'x' })).status).toBe(405);
  off();
});

it('answers 503 within a little more than a second when a check hangs', async () => {
  const off = health.add('store', () => new Promise(() => {}));
  const ready = await fetch(`${root}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toEqual({
    ok: false,
    checks: [{ name: 'store', ok: false, detail: 'no answer within 1000 ms' }],
  });
  off();
});
