import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Traffic } from '../../src/sandbox/slack/types.ts';
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

  test('an error of apps.connections.open is survived', async () => {
    const before = hellos();
    await house.workspace.fault({ method: 'apps.connections.open', kind: 'http-500', times: 2 });
    await house.workspace.cutSockets();
    await nextHello(before);
    await pasteIsAnswered();
  });

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

  test('a stop in the middle of a reconnect ends with 0', async () => {
    await house.workspace.refuseUpgrades({ times: 1000 });
    await house.workspace.cutSockets();
    await house.bot.line((line) => line.msg === 'no connection to Slack over Socket Mode');
    expect((await readyz()).status).toBe(503);
    house.bot.signal('SIGTERM');
    expect(await house.bot.gone).toBe(0);
  });
});
