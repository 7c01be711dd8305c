import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHttp } from '../../src/slack/receiver/http.ts';
import { type House, openHouse, repliesUnder } from './house.ts';
import { stsWaits } from './pastes.ts';

const OLD_SECRET = 'the-secret-before-the-rotation';
let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse({ env: { SLACK_SIGNING_SECRET: `sandbox-signing-secret,${OLD_SECRET}` } });
  secret = house.workspace.signingSecret;
});
afterAll(() => house.close());

const now = () => Math.floor(Date.now() / 1000);
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

interface Sent {
  body: string;
  type?: string;
  at?: number;
  key?: string;
  headers?: Record<string, string>;
  method?: string;
}

async function send({ body, type = JSON_TYPE, at = now(), key = secret, headers, method = 'POST' }: Sent) {
  const signature = `v0=${createHmac('sha256', key).update(`v0:${at}:${body}`).digest('hex')}`;
  const began = performance.now();
  const response = await fetch(`${house.bot.url}/slack/events`, {
    method,
    ...(method === 'POST' ? { body } : {}),
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': signature,
      ...headers,
    },
  });
  return { status: response.status, text: await response.text(), ms: performance.now() - began };
}

const event = (fields: Record<string, unknown> = {}) =>
  JSON.stringify({
    type: 'event_callback',
    team_id: 'T0SANDBOX',
    event_id: 'Ev1',
    event: {
      type: 'message',
      channel: 'C0HELP',
      channel_type: 'channel',
      user: 'U0ANA',
      ts: '1.1',
      text: 'hi',
      ...fields,
    },
  });

describe('signatures', () => {
  test('a good one is taken; so is one with the secret before the rotation', async () => {
    expect(await send({ body: event() })).toMatchObject({ status: 200, text: '' });
    expect(await send({ body: event(), key: OLD_SECRET })).toMatchObject({ status: 200 });
  });

  test.each([
    ['forged', { key: 'guessed' }],
    ['stale', { at: now() - 301 }],
    ['from the future', { at: now() + 360 }],
    ['missing', { headers: { 'x-slack-signature': '' } }],
    ['of another version', { headers: { 'x-slack-signature': 'v1=00' } }],
    ['with a timestamp that is no number', { headers: { 'x-slack-request-timestamp': 'soon' } }],
  ])('%s: 401', async (_name, how) => {
    expect((await send({ body: event(), ...how })).status).toBe(401);
  });

  test('a little less than 300 seconds in either direction are taken', async () => {
    expect((await send({ body: event(), at: now() - 298 })).status).toBe(200);
    expect((await send({ body: event(), at: now() + 299 })).status).toBe(200);
  });
});

describe('what is not an event', () => {
  test('url_verification gives the challenge back, when it is signed', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c4' });
    expect(JSON.parse((await send({ body })).text)).toEqual({ challenge: 'c4' });
    expect((await send({ body, key: 'guessed' })).status).toBe(401);
  });

  test('ssl_check needs no signature', async () => {
    const checked = await send({ body: 'ssl_check=1&token=x', type: FORM_TYPE, key: 'none' });
    expect(checked).toMatchObject({ status: 200, text: '' });
  });

  test.each([
    ['app_rate_limited', { type: 'app_rate_limited', minute_rate_limited: 1, team_id: 'T0SANDBOX' }],
    ['an unknown envelope', { type: 'something_new', payload: {} }],
    ['an event without anything in it', { type: 'event_callback', event: { type: 'message' } }],
    ['an unknown event', { type: 'event_callback', event: { type: 'solar_eclipse' } }],
    ['no type at all', {}],
  ])('%s: 2xx at once', async (_name, body) => {
    const answered = await send({ body: JSON.stringify(body) });
    expect(answered.status).toBe(200);
    expect(answered.ms).toBeLessThan(1500);
  });

  test('an unknown interaction: 2xx at once', async () => {
    const payload = encodeURIComponent(JSON.stringify({ type: 'block_suggestion', user: { id: 'U0ANA' } }));
    expect((await send({ body: `payload=${payload}`, type: FORM_TYPE })).status).toBe(200);
  });
});

describe('bodies', () => {
  test('over 1 MB: 413', async () => {
    expect((await send({ body: event({ text: 'x'.repeat(1_100_000) }) })).status).toBe(413);
  });

  test('over 1 MB without a word of its length: 413', async () => {
    const response = await fetch(`${house.bot.url}/slack/events`, {
      method: 'POST',
      body: new Blob(['x'.repeat(1_100_000)]).stream(),
      duplex: 'half',
      headers: { 'content-type': JSON_TYPE },
    } as RequestInit);
    expect(response.status).toBe(413);
  });

  test.each([
    ['text/plain', 415],
    ['', 415],
    ['multipart/form-data', 415],
    ['application/json; charset=utf-8', 200],
  ])('content type %j: %i', async (type, status) => {
    expect((await send({ body: event(), type })).status).toBe(status);
  });

  test('a form type with a charset is taken', async () => {
    const body = 'command=%2Fcaracal-help&team_id=T0SANDBOX&text=';
    expect((await send({ body, type: `${FORM_TYPE}; charset=utf-8` })).status).toBe(200);
  });

  test('unreadable JSON: 400', async () => {
    expect((await send({ body: '{"type": ' })).status).toBe(400);
    expect((await send({ body: 'payload=%7B', type: FORM_TYPE })).status).toBe(400);
  });

  test('another method or path is not taken', async () => {
    expect((await send({ body: '', method: 'GET' })).status).toBe(405);
    expect((await fetch(`${house.bot.url}/slack`)).status).toBe(404);
  });

  test('a body that does not come is cut off', async () => {
    const slow = await startHttp({
      host: '127.0.0.1',
      port: 0,
      ops: () => false,
      slack: { signingSecrets: [secret], accept: async () => undefined, bodyMs: 100 },
      warn: () => undefined,
    });
    const socket = connect(slow.port, '127.0.0.1');
    await once(socket, 'connect');
    const head = [
      'POST /slack/events HTTP/1.1',
      'Host: x',
      'Content-Type: application/json',
      'Content-Length: 100',
      '',
      '{',
    ];
    socket.write(head.join('\r\n'));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toContain('408');
    if (!socket.closed) await once(socket, 'close');
    await slow.stop();
  });
});

describe('one piece of work', () => {
  test('a replayed body, a redelivery and the mention twin are one', async () => {
    await house.workspace.deliveryFault({ kind: 'lose' });
    const parent = await house.workspace.say({ channel: 'C0GENERAL', user: 'U0BEN', text: 'hold on' });
    const said = { channel: 'C0GENERAL', ts: parent.ts, user: 'U0BEN', text: `<@U0CARACAL> ${stsWaits}` };
    const body = event(said);
    const outcomes = await Promise.all([
      send({ body }),
      send({ body }),
      send({ body, headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } }),
      send({ body: event({ ...said, type: 'app_mention', channel_type: undefined }) }),
    ]);
    expect(outcomes.map((each) => each.status)).toEqual([200, 200, 200, 200]);
    const under = () => house.workspace.waitFor((seen) => repliesUnder(seen.messages.C0GENERAL, parent.ts)[0]);
    await under();
    await send({ body });
    const marker = await house.workspace.say({ channel: 'C0GENERAL', user: 'U0CHO', text: '@caracal-help help' });
    await house.workspace.waitFor((seen) => repliesUnder(seen.messages.C0GENERAL, marker.ts)[0]);
    const messages = await house.workspace.messages({ channel: 'C0GENERAL' });
    expect(repliesUnder(messages, parent.ts)).toHaveLength(1);
  });

  test('an event that is seen first as a retry is dealt with', async () => {
    await house.workspace.deliveryFault({ kind: 'lose' });
    const parent = await house.workspace.say({ channel: 'G0TEAM', user: 'U0BEN', text: 'hold on' });
    await send({
      body: event({ channel: 'G0TEAM', channel_type: 'group', ts: parent.ts, user: 'U0BEN', text: stsWaits }),
      headers: { 'x-slack-retry-num': '2', 'x-slack-retry-reason': 'connection_failed' },
    });
    await house.workspace.waitFor((seen) => repliesUnder(seen.messages.G0TEAM, parent.ts)[0]);
  });
});

describe('health', () => {
  test('/livez, /readyz and /metrics stand on the same port', async () => {
    expect((await fetch(`${house.bot.url}/livez`)).status).toBe(200);
    const ready = (await (await fetch(`${house.bot.url}/readyz`)).json()) as { ok: boolean; checks: object[] };
    expect(ready.ok).toBe(true);
    expect(ready.checks[0]).toEqual({ name: expect.any(String), ok: true, detail: expect.any(String) });
    const metrics = await (await fetch(`${house.bot.url}/metrics`)).text();
    expect(metrics).toContain('caracal_help_accepted_total');
  });
});
