import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SpawnedWorkspace, spawnWorkspace } from '../../src/sandbox/slack/spawn.ts';
import { launch, startBot } from './bot-process.ts';
import { repliesUnder } from './house.ts';
import { stsWaits } from './pastes.ts';

let workspace: SpawnedWorkspace;
const env = () => ({
  SLACK_BOT_TOKEN: workspace.botToken,
  SLACK_SIGNING_SECRET: workspace.signingSecret,
  SLACK_API_URL: workspace.apiUrl,
});

beforeAll(async () => {
  workspace = await spawnWorkspace();
});
afterAll(() => workspace.close());

describe('the start', () => {
  test('a wrong configuration: every problem, status 2, nothing contacted', async () => {
    const before = (await workspace.traffic()).length;
    const bot = launch({ ...env(), PORT: 'many' }, { toml: 'editon = "1.0"\n', files: {} });
    expect(await bot.gone).toBe(2);
    expect(bot.errors()).toContain('PORT');
    expect(bot.errors()).toContain('editon');
    expect(bot.errors()).not.toMatch(/^\s+at /m);
    expect((await workspace.traffic()).length).toBe(before);
  });

  test('a bot token that Slack refuses: one clear line, status 1', async () => {
    const bot = launch({ ...env(), SLACK_BOT_TOKEN: 'xoxb-made-up' });
    expect(await bot.gone).toBe(1);
    expect(bot.errors().trim().split('\n')).toHaveLength(1);
    expect(bot.errors()).toContain('SLACK_BOT_TOKEN');
  });

  test('in Socket Mode it is not ready before there is a socket', async () => {
    const socketMode = await spawnWorkspace({ mode: 'socket' });
    await socketMode.fault({ method: 'apps.connections.open', kind: 'hang', times: 1 });
    const bot = await startBot({
      SLACK_BOT_TOKEN: socketMode.botToken,
      SLACK_APP_TOKEN: socketMode.appToken,
      SLACK_API_URL: socketMode.apiUrl,
    });
    const ready = await fetch(`${bot.url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('not connected to Slack yet')]);
    bot.signal('SIGKILL');
    await bot.gone;
    await socketMode.close();
  });

  test('an app token that Slack refuses: one clear line that names the setting', async () => {
    const bot = launch({ ...env(), SLACK_APP_TOKEN: 'xapp-made-up' });
    expect(await bot.gone).toBe(1);
    expect(bot.errors().trim().split('\n')).toHaveLength(1);
    expect(bot.errors()).toContain('SLACK_APP_TOKEN');
  });

  test('a port that is taken: one clear line', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const bot = launch({ ...env(), PORT: String(port) });
    expect(await bot.gone).toBe(1);
    expect(bot.errors().trim().split('\n')).toHaveLength(1);
    expect(bot.errors()).toContain(String(port));
    taken.close();
  });
});

describe('the end', () => {
  test('SIGTERM: running work is finished, status 0', async () => {
    const bot = await startBot(env());
    await workspace.pointTo({ url: `${bot.url}/slack/events` });
    await workspace.fault({ method: 'chat.postMessage', kind: 'slow', ms: 400 });
    const paste = await workspace.say({ channel: 'C0HELP', user: 'U0ANA', text: stsWaits });
    await workspace.waitFor((now) => now.traffic.some((line) => line.kind === 'event' && line.ok));
    bot.signal('SIGTERM');
    expect(await bot.gone).toBe(0);
    await workspace.waitFor((now) => repliesUnder(now.messages.C0HELP, paste.ts)[0]);
  });

  test('SIGINT ends it with 0 as well', async () => {
    const bot = await startBot(env());
    bot.signal('SIGINT');
    expect(await bot.gone).toBe(0);
  });

  test('a second signal ends it at once', async () => {
    const bot = await startBot(env());
    await workspace.pointTo({ url: `${bot.url}/slack/events` });
    await workspace.fault({ method: 'chat.postMessage', kind: 'hang' });
    await workspace.say({ channel: 'C0GENERAL', user: 'U0ANA', text: stsWaits });
    await workspace.waitFor((now) => now.traffic.some((line) => line.name === 'message' && line.ok));
    bot.signal('SIGTERM');
    await bot.line((line) => line.signal === 'SIGTERM');
    bot.signal('SIGTERM');
    expect(await bot.gone).not.toBe(0);
    await workspace.clearFaults();
  });
});
