import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../src/ops/log.ts';
import type { Traffic } from '../../src/sandbox/slack/types.ts';
import { quietLogger } from '../../src/slack/receiver/logger.ts';
import { startSocket } from '../../src/slack/receiver/socket.ts';
import { startBot } from './bot-process.ts';
import { type House, openHouse, replyTo } from './house.ts';
import { policyDenied, stsWaits } from './pastes.ts';

let house: House;
let channels = 0;

beforeAll(async () => {
  house = await openHouse({ workspace: { mode: 'socket', redeliverMs: [0, 60_000, 300_000] } });
});
afterAll(() => house.close());

async function pasteIsAnswered(): Promise<void> {
  const channel = `C0SOCKET${++channels}`;
  await house.workspace.addChannel({ id: channel, name: `socket-${channels}` });
  const paste = await house.workspace.say({ channel, user: 'U0ANA', text: stsWaits });
  expect((await replyTo(house, paste, channel)).text).toContain('sts');
}

/** Sockets that were opened so far. */
const hellos = () =>
  house.workspace.now().traffic.filter((line) => line.kind === 'socket' && line.name === 'hello').length;
const nextHello = (before: number) =>
  house.workspace.waitFor(
    (now) => now.sockets > 0 && now.traffic.filter((line) => line.name === 'hello').length > before,
    15_000,
  );

const readyz = async () => {
  const response = await fetch(`${house.bot.url}/readyz`);
  return { status: response.status, body: (await response.json()) as { checks: { name: string; ok: boolean }[] } };
};

describe('over Socket Mode', () => {
  test('a paste, a command and a mention are answered; health stands on the port', async () => {
    await pasteIsAnswered();
    const ask = { channel: 'C0HELP', user: 'U0BEN', command: '/caracal-help', text: policyDenied };
    expect(await house.workspace.command(ask)).toMatchObject({ ok: true });
    await house.workspace.waitFor((now) => now.messages.C0HELP?.find((each) => each.text.includes('<@U0BEN>')));
    const { status, body } = await readyz();
    expect(status).toBe(200);
    expect(body.checks).toContainEqual({ name: 'slack', ok: true, detail: 'hello seen, pong fresh' });
    expect((await fetch(`${house.bot.url}/slack/events`, { method: 'POST' })).status).toBe(404);
  });

  test('a refresh is survived, and what came meanwhile is answered', async () => {
    const before = hellos();
    await house.workspace.disconnect({ reason: 'refresh_requested' });
    expect(await nextHello(before)).toBeTruthy();
    await pasteIsAnswered();
  });

  test('a cut line and refused upgrades are survived', async () => {
    const before = hellos();
    await house.workspace.refuseUpgrades({ times: 2 });
    await house.workspace.cutSockets();
    await nextHello(before);
    await pasteIsAnswered();
  });

  test.each(['http-500', 'ratelimited', 'reset-before', 'reset-after', 'html', 'garbage', 'hang'] as const)(
    'apps.connections.open that meets %s is survived',
    async (kind) => {
      const before = hellos();
      await house.workspace.fault({ method: 'apps.connections.open', kind, times: kind === 'hang' ? 1 : 2 });
      await house.workspace.cutSockets();
      await nextHello(before);
      await pasteIsAnswered();
    },
  );

  test('a server that is there and says nothing: /readyz is 503 within 30 s, and 200 within 10 s of its return', async () => {
    house.workspace.process.kill('SIGSTOP');
    try {
      await expect.poll(async () => (await readyz()).status, { timeout: 30_000, interval: 250 }).toBe(503);
    } finally {
      house.workspace.process.kill('SIGCONT');
    }
    await expect.poll(async () => (await readyz()).status, { timeout: 10_000 }).toBe(200);
    await pasteIsAnswered();
  }, 60_000);

  test('an outage loses nothing: what was said meanwhile is answered when the line is back, and /readyz says both', async () => {
    const channel = `C0SOCKET${++channels}`;
    await house.workspace.addChannel({ id: channel, name: `socket-${channels}` });
    // As long as twenty seconds are for people, counted in attempts: the pause grows with each refused one.
    await house.workspace.refuseUpgrades({ times: 1000 });
    const before = hellos();
    await house.workspace.cutSockets();
    await house.workspace.waitFor((now) => now.sockets === 0);
    const pastes = [];
    for (const text of [stsWaits, policyDenied]) {
      pastes.push(await house.workspace.say({ channel, user: 'U0ANA', text }));
    }
    // Each was tried twice in vain; the next redelivery is a minute away.
    const inVain = (line: Traffic) =>
      line.kind === 'event' && line.retry === 1 && !line.ok && JSON.stringify(line.request).includes(channel);
    await house.workspace.waitFor((now) => now.traffic.filter(inVain).length >= 2);
    await expect.poll(async () => (await readyz()).status, { timeout: 5_000 }).toBe(503);
    await house.workspace.refuseUpgrades({ times: 0 });
    await nextHello(before);
    await expect.poll(async () => (await readyz()).status, { timeout: 5_000 }).toBe(200);
    await house.workspace.advance({ ms: 60_000 });
    for (const paste of pastes) await replyTo(house, paste, channel);
  });

  test('Slack’s word that it leaves events out is acknowledged', async () => {
    expect(await house.workspace.rateLimitEvents()).toMatchObject({ ok: true });
    await pasteIsAnswered();
  });

  test('an envelope without an event, and nonsense, do not end the process', async () => {
    await house.workspace.sendRaw({
      text: JSON.stringify({ envelope_id: 'e1', type: 'events_api', payload: { type: 'app_rate_limited' } }),
    });
    await house.workspace.sendRaw({ text: '{"type": ' });
    await house.workspace.sendRaw({ text: JSON.stringify({ envelope_id: 'e2', type: 'something_new', payload: {} }) });
    await pasteIsAnswered();
    expect(house.bot.child.exitCode).toBeNull();
  });

  test('an app token that Slack takes back is named, and ends nothing', async () => {
    await house.workspace.fault({
      method: 'apps.connections.open',
      kind: 'error',
      error: 'token_revoked',
      times: 1000,
    });
    await house.workspace.cutSockets();
    await house.bot.line((line) => String(line.error).includes('SLACK_APP_TOKEN'));
    const { status, body } = await readyz();
    expect(status).toBe(503);
    expect(JSON.stringify(body.checks)).toContain('SLACK_APP_TOKEN was revoked');
    expect(house.bot.child.exitCode).toBeNull();
  });

  test('a stop in the middle of a reconnect ends with 0', async () => {
    await house.workspace.clearFaults();
    const second = await startBot({
      SLACK_BOT_TOKEN: house.workspace.botToken,
      SLACK_API_URL: house.workspace.apiUrl,
      SLACK_APP_TOKEN: house.workspace.appToken,
    });
    house.bot.signal('SIGTERM');
    expect(await house.bot.gone).toBe(0);
    await house.workspace.waitFor((now) => now.sockets > 0, 15_000);
    await house.workspace.refuseUpgrades({ times: 1000 });
    await house.workspace.cutSockets();
    await second.line((line) => line.msg === 'no connection to Slack over Socket Mode');
    second.signal('SIGTERM');
    expect(await second.gone).toBe(0);
  });
});

describe('the start', () => {
  const quiet = { info: () => undefined, warn: () => undefined };
  const begin = (apiUrl: string, startMs: number) =>
    startSocket({
      appToken: house.workspace.appToken,
      apiUrl,
      accept: async () => undefined,
      logger: quietLogger(createLog('silent')),
      log: quiet,
      startMs,
    });

  test('ends with one clear sentence when Slack is not to be had in time', async () => {
    await expect(begin('http://127.0.0.1:1/api/', 300)).rejects.toThrow(
      'Slack gave no Socket Mode connection within 0.3 s: check the network and SLACK_APP_TOKEN',
    );
  });

  test.each(['invalid_auth', 'not_allowed_token_type', 'missing_scope', 'account_inactive'])(
    'ends at once when Slack says %s of the app token',
    async (error) => {
      await house.workspace.clearFaults();
      await house.workspace.fault({ method: 'apps.connections.open', kind: 'error', error });
      await expect(begin(house.workspace.apiUrl, 20_000)).rejects.toThrow(/SLACK_APP_TOKEN/);
    },
  );

  test('an event that could not be stored is not acknowledged, and comes again', async () => {
    await house.workspace.clearFaults();
    await house.workspace.refuseUpgrades({ times: 0 });
    await house.workspace.setTiming({ deadlineMs: 300 });
    const taken: unknown[] = [];
    const socket = await startSocket({
      appToken: house.workspace.appToken,
      apiUrl: house.workspace.apiUrl,
      accept: async (body) => {
        taken.push(body.event_id);
        if (taken.length === 1) throw new Error('REDIS_URL: Redis did not answer');
        return undefined;
      },
      logger: quietLogger(createLog('silent')),
      log: quiet,
    });
    await house.workspace.say({ channel: 'C0HELP', user: 'U0ANA', text: 'once more' });
    await house.workspace.waitFor((now) =>
      now.traffic.find((line) => line.kind === 'event' && line.ok && line.retry === 1 && line.eventId === taken[0]),
    );
    expect(taken).toEqual([taken[0], taken[0]]);
    await socket.stop();
  });
});
