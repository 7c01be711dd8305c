import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasRedis, type RedisServer, startRedis } from '../../scripts/torture/redis-server.ts';
import { type SpawnedWorkspace, spawnWorkspace } from '../../src/sandbox/slack/spawn.ts';
import type { Message } from '../../src/sandbox/slack/types.ts';
import { type BotProcess, startBot } from './bot-process.ts';
import { repliesUnder } from './house.ts';
import { stsWaits } from './pastes.ts';

// Work whose process was killed is done by the next one, and nothing but the store tells it to: Slack sends nothing again.

let workspace: SpawnedWorkspace;
let channels = 0;

beforeAll(async () => {
  workspace = await spawnWorkspace();
});
afterAll(() => workspace.close());

const start = (more: Record<string, string>): Promise<BotProcess> =>
  startBot({
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_SIGNING_SECRET: workspace.signingSecret,
    SLACK_API_URL: workspace.apiUrl,
    ...more,
  });

async function pasteTo(bot: BotProcess): Promise<{ channel: string; ts: string }> {
  const channel = `C0TAKEN${++channels}`;
  await workspace.addChannel({ id: channel, name: `taken-${channels}` });
  await workspace.pointTo({ url: `${bot.url}/slack/events` });
  const { ts } = await workspace.say({ channel, user: 'U0ANA', text: stsWaits });
  return { channel, ts };
}

/** The bot has begun to post. */
async function posting({ channel }: { channel: string }): Promise<void> {
  await workspace.waitFor((now) =>
    now.traffic.some((line) => line.name === 'chat.postMessage' && JSON.stringify(line.request).includes(channel)),
  );
}

/** Kills the bot while it posts; the workspace has nobody to send anything to from then on. */
async function killInTheMiddle(bot: BotProcess, where: { channel: string; ts: string }): Promise<void> {
  await posting(where);
  await workspace.pointTo({ url: null });
  bot.signal('SIGKILL');
  await bot.gone;
  await workspace.clearFaults();
}

const reply = ({ channel, ts }: { channel: string; ts: string }, ms: number): Promise<Message> =>
  workspace.waitFor((now) => repliesUnder(now.messages[channel], ts)[0], ms);

describe('with the embedded store', () => {
  let data: string;
  beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), 'caracal-help-data-'));
  });
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  test('the next process takes it up at once', async () => {
    const first = await start({ CARACAL_HELP_DATA: data });
    await workspace.fault({ method: 'chat.postMessage', kind: 'hang' });
    const where = await pasteTo(first);
    await killInTheMiddle(first, where);
    const second = await start({ CARACAL_HELP_DATA: data });
    await reply(where, 10_000);
    expect(await second.stop()).toBe(0);
  });

  test('told to end while Slack hangs, it ends within ten seconds with 0; the next process does the rest', async () => {
    const first = await start({ CARACAL_HELP_DATA: data });
    await workspace.fault({ method: 'chat.postMessage', kind: 'hang', times: 1000 });
    const where = await pasteTo(first);
    await posting(where);
    await workspace.pointTo({ url: null });
    const began = Date.now();
    first.signal('SIGTERM');
    expect(await first.gone).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_500);
    await workspace.clearFaults();
    const second = await start({ CARACAL_HELP_DATA: data });
    await reply(where, 20_000);
    expect(await second.stop()).toBe(0);
  });

  test('a post that failed is tried again after a second, then after two', async () => {
    const bot = await start({ CARACAL_HELP_DATA: data });
    await workspace.fault({ method: 'chat.postMessage', kind: 'http-500', times: 2 });
    const began = Date.now();
    await reply(await pasteTo(bot), 20_000);
    expect(Date.now() - began).toBeGreaterThan(2_500);
    expect(await bot.stop()).toBe(0);
  });
});

describe.skipIf(!hasRedis)('with Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  test('another replica takes it up within seconds', async () => {
    const replicas = await Promise.all([start({ REDIS_URL: redis.url }), start({ REDIS_URL: redis.url })]);
    await workspace.fault({ method: 'chat.postMessage', kind: 'hang' });
    const where = await pasteTo(replicas[0]!);
    await workspace.waitFor((now) => now.traffic.some((line) => line.name === 'chat.postMessage'));
    await workspace.pointTo({ url: null });
    // Whichever of the two runs it: both are killed, one after the other, and one is started again.
    const third = await start({ REDIS_URL: redis.url });
    for (const bot of replicas) {
      bot.signal('SIGKILL');
      await bot.gone;
    }
    await workspace.clearFaults();
    await reply(where, 25_000);
    expect(await third.stop()).toBe(0);
  });

  test('Redis away: /readyz is 503 and nothing is acknowledged; back: 200, and nothing is lost', async () => {
    const bot = await start({ REDIS_URL: redis.url });
    const ready = async (): Promise<number> => (await fetch(`${bot.url}/readyz`)).status;
    expect(await ready()).toBe(200);
    await redis.kill();
    await expect.poll(ready, { timeout: 10_000 }).toBe(503);
    // What cannot be stored within a second is not acknowledged, so that Slack sends it again.
    const where = await pasteTo(bot);
    const refused = await workspace.waitFor((now) =>
      now.traffic.find((line) => line.kind === 'event' && JSON.stringify(line.request).includes(where.channel)),
    );
    expect(refused).toMatchObject({ ok: false, status: 500 });
    expect(refused.ms).toBeLessThan(1_500);
    await redis.start();
    await expect.poll(ready, { timeout: 10_000 }).toBe(200);
    await workspace.advance({ ms: 60_000 });
    await reply(where, 10_000);
    expect(await bot.stop()).toBe(0);
  });
});
