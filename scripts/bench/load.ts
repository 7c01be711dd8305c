import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createCaracalStandIn } from '../../src/sandbox/caracal/stand-in.ts';
import { signed } from '../../src/sandbox/slack/signing.ts';
import { spawnWorkspace } from '../../src/sandbox/slack/spawn.ts';
import { type Bot, startBot } from '../torture/bot.ts';
import { hasRedis, startRedis } from '../torture/redis-server.ts';

// What the bot does under load: 200 pastes in one second while audit hangs, with each store, and its memory after many pastes.
//   npm run bench:load [-- --short]

const short = process.argv.includes('--short');
const pastesForMemory = short ? 1_500 : 10_000;
const channels = Array.from({ length: 200 }, (_, i) => `C0BENCH${String(i).padStart(3, '0')}`);
const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-load-'));
let serial = 0;

const workspace = await spawnWorkspace();
const caracal = await createCaracalStandIn();
for (const id of channels) await workspace.addChannel({ id, name: id.toLowerCase() });
try {
  console.log('200 pastes in one second, acknowledged after ms, audit hangs:\n');
  console.log('| | p50 | p99 | longest |\n| --- | --- | --- | --- |');
  await barely();
  await withBot('sqlite', {}, burst);
  if (hasRedis) {
    const redis = await startRedis();
    await withBot('redis', { REDIS_URL: redis.url }, burst).finally(() => redis.stop());
  }
  await withBot('sqlite', {}, memory);
} finally {
  await workspace.close();
  await caracal.close();
  rmSync(folder, { recursive: true, force: true });
}

async function withBot(
  store: string,
  env: Record<string, string>,
  body: (bot: Bot, store: string) => Promise<void>,
): Promise<void> {
  const zone = caracal.zones.staging as { id: string; token: string };
  const cwd = mkdtempSync(path.join(folder, `${store}-`));
  const bot = await startBot({
    main: path.join(import.meta.dirname, '..', '..', 'src', 'caracal-help.js'),
    cwd,
    logFile: path.join(cwd, 'log'),
    env: {
      SLACK_API_URL: workspace.apiUrl,
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_SIGNING_SECRET: workspace.signingSecret,
      CARACAL_API_URL: caracal.apiUrl,
      CARACAL_ZONE_ID: zone.id,
      CARACAL_ADMIN_TOKEN: zone.token,
      CARACAL_HELP_DATA: path.join(cwd, 'data'),
      ...env,
    },
  });
  try {
    await body(bot, store);
  } finally {
    await bot.end();
  }
}

/** What a machine does that only answers, to hold the figures against. */
async function barely(): Promise<void> {
  const peer = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200).end());
  });
  peer.listen(0, '127.0.0.1');
  await once(peer, 'listening');
  const { port } = peer.address() as AddressInfo;
  await oneSecond(port, 50);
  row('a bare node:http server', await oneSecond(port, 200));
  peer.close();
}

async function burst(bot: Bot, store: string): Promise<void> {
  caracal.setFault({ kind: 'hang' });
  await oneSecond(bot.port, 50);
  await settled(bot);
  row(`the bot with ${store}: verified, stored, answered`, await oneSecond(bot.port, 200));
}

function row(name: string, times: number[]): void {
  const at = (share: number): string => times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(1);
  console.log(`| ${name} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`);
}

async function memory(bot: Bot): Promise<void> {
  const feed = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += 20)
      await Promise.all(Array.from({ length: 20 }, () => deliver(bot.port, event())));
    await settled(bot);
  };
  caracal.setFault(null);
  await feed(500);
  const before = resident(bot);
  await feed(pastesForMemory - 500);
  const after = resident(bot);
  console.log(
    `\nmemory after 500 pastes ${before.toFixed(0)} MB, after ${pastesForMemory} ${after.toFixed(0)} MB: ${(after - before).toFixed(0)} MB more`,
  );
}

/** Resident memory of the bot in MB. */
function resident(bot: Bot): number {
  const status = readFileSync(`/proc/${bot.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

async function settled(bot: Bot): Promise<void> {
  for (;;) {
    const text = await (await fetch(`http://127.0.0.1:${bot.port}/metrics`)).text();
    const states = [...text.matchAll(/^caracal_help_inbox_depth\{state="(?:pending|running)"\} (\d+)/gm)];
    const depth = states.reduce((sum, match) => sum + Number(match[1]), 0);
    if (depth === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** One paste as Slack delivers it, each with a request of its own, so that none is a repetition of another. */
function event(): string {
  serial += 1;
  const text = `{"error":"access_denied","error_description":"policy denied","requestId":"${crypto.randomUUID()}"} caracal`;
  const ts = `${Math.floor(Date.now() / 1000)}.${String(serial).padStart(6, '0')}`;
  return JSON.stringify({
    token: 'x',
    team_id: 'T0TEAM',
    api_app_id: 'A0APP',
    type: 'event_callback',
    event_id: `Ev${serial}${Date.now()}`,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [{ team_id: 'T0TEAM', user_id: 'U0BOT', is_bot: true }],
    event: {
      type: 'message',
      channel: channels[serial % channels.length],
      channel_type: 'channel',
      user: 'U0ANA',
      text,
      ts,
      event_ts: ts,
      team: 'T0TEAM',
    },
  });
}

/** Milliseconds until the answer; throws for anything but 200. */
async function deliver(port: number, body: string): Promise<number> {
  const start = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...signed(body, workspace.signingSecret) },
  });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
  return performance.now() - start;
}

/** `count` deliveries spread over one second; their times, sorted. */
async function oneSecond(port: number, count: number): Promise<number[]> {
  const start = performance.now();
  const running: Promise<number>[] = [];
  for (let i = 0; i < count; i++) {
    const due = start + (1000 * i) / count;
    while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve));
    running.push(deliver(port, event()));
  }
  return (await Promise.all(running)).sort((a, b) => a - b);
}
