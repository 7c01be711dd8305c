import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createCaracalStandIn } from '../../src/sandbox/caracal/stand-in.ts';
import { signed } from '../../src/sandbox/slack/signing.ts';
import { spawnWorkspace } from '../../src/sandbox/slack/spawn.ts';

// What the bot does under load: 200 events in one second while audit hangs, and its memory after many pastes.
//   npm run bench:load [-- --short]

const short = process.argv.includes('--short');
const pastesForMemory = short ? 1_500 : 10_000;
const channels = Array.from({ length: 40 }, (_, i) => `C0BENCH${String(i).padStart(3, '0')}`);
const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-load-'));

let serial = 0;

const workspace = await spawnWorkspace();
const caracal = await createCaracalStandIn();
caracal.setFault({ kind: 'hang' });
for (const id of channels) await workspace.addChannel({ id, name: id.toLowerCase() });
const bot = await startBot();
try {
  await burst();
  await memory();
} finally {
  bot.child.kill('SIGTERM');
  await once(bot.child, 'exit');
  await workspace.close();
  await caracal.close();
  rmSync(folder, { recursive: true, force: true });
}

async function startBot(): Promise<{ child: ChildProcess; port: number }> {
  const zone = caracal.zones.staging as { id: string; token: string };
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, '..', '..', 'src', 'caracal-help.js'), 'serve'],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        HOST: '127.0.0.1',
        PORT: '0',
        SLACK_API_URL: workspace.apiUrl,
        SLACK_BOT_TOKEN: workspace.botToken,
        SLACK_SIGNING_SECRET: workspace.signingSecret,
        CARACAL_API_URL: caracal.apiUrl,
        CARACAL_ZONE_ID: zone.id,
        CARACAL_ADMIN_TOKEN: zone.token,
        CARACAL_HELP_DATA: path.join(folder, 'data'),
      },
    },
  );
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const port = line.includes('"port"') ? JSON.parse(line).port : undefined;
    if (typeof port !== 'number') continue;
    child.stdout?.resume();
    return { child, port };
  }
  throw new Error('serve ended before it listened');
}

/** One message event as Slack delivers it; every fourth is a paste, the others are talk. */
function event(): string {
  serial++;
  const id = crypto.randomUUID();
  const text =
    serial % 4 === 0
      ? `{"error":"access_denied","error_description":"policy denied","requestId":"${id}"} caracal`
      : `talk number ${serial}, nothing to see`;
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

/** `count` deliveries spread over one second. */
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

async function burst(): Promise<void> {
  const peer = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200).end());
  });
  peer.listen(0, '127.0.0.1');
  await once(peer, 'listening');
  const peerPort = (peer.address() as AddressInfo).port;
  for (const port of [peerPort, bot.port]) await oneSecond(port, 50);
  const theirs = await oneSecond(peerPort, 200);
  const ours = await oneSecond(bot.port, 200);
  peer.close();
  const at = (list: number[], share: number): number =>
    list[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;
  const row = (name: string, list: number[]): string =>
    `${name.padEnd(34)} p50 ${at(list, 0.5).toFixed(1).padStart(7)}  p99 ${at(list, 0.99).toFixed(1).padStart(7)}  max ${at(list, 1).toFixed(1).padStart(7)}`;
  console.log('200 events in one second, acknowledged after ms, audit hangs:');
  console.log(row('bot: verified, stored, answered', ours));
  console.log(row('bare node:http server', theirs));
  console.log(`ratio p99 ${(at(ours, 0.99) / at(theirs, 0.99)).toFixed(1)}×`);
}

/** Resident memory of the bot in MB. */
function resident(): number {
  const status = readFileSync(`/proc/${bot.child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

async function settled(): Promise<void> {
  for (;;) {
    const text = await (await fetch(`http://127.0.0.1:${bot.port}/metrics`)).text();
    const states = [...text.matchAll(/^caracal_help_inbox_depth\{state="(?:pending|running)"\} (\d+)/gm)];
    const depth = states.reduce((sum, match) => sum + Number(match[1]), 0);
    if (depth === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function memory(): Promise<void> {
  const feed = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += 20)
      await Promise.all(Array.from({ length: 20 }, () => deliver(bot.port, event())));
    await settled();
  };
  caracal.setFault(null);
  await feed(500);
  const before = resident();
  await feed(pastesForMemory - 500);
  const after = resident();
  console.log(
    `memory after 500 pastes ${before.toFixed(0)} MB, after ${pastesForMemory} ${after.toFixed(0)} MB: ${(after - before).toFixed(0)} MB more`,
  );
}
