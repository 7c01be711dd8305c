import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspace, type Workspace } from '../../src/sandbox/slack/workspace.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import { type Bot, startBot } from './bot.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

export type Engine = 'sqlite' | 'redis';
export type Mode = 'http' | 'socket';

/** One workspace with its bot, or its three replicas, and what they keep their work in. */
export interface Lab {
  engine: Engine;
  mode: Mode;
  workspace: Workspace;
  redis: RedisServer | null;
  /** Kills one replica at random and starts it again; resolves when it is up. */
  killOne(): Promise<void>;
  killRedis(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a lab in a folder of its own. What was started is ended again when something does not come up. */
export async function openLab(main: string, engine: Engine, mode: Mode, folder: string): Promise<Lab> {
  mkdirSync(folder, { recursive: true });
  const ends: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.reverse()) await end();
  };
  try {
    return { ...(await start(main, engine, mode, folder, ends)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  main: string,
  engine: Engine,
  mode: Mode,
  folder: string,
  ends: (() => Promise<unknown>)[],
): Promise<Omit<Lab, 'close'>> {
  const redis = engine === 'redis' ? await startRedis() : null;
  if (redis) ends.push(() => redis.stop());
  const workspace = await createWorkspace({ mode });
  ends.push(() => workspace.close());
  const balancer = await startBalancer();
  ends.push(() => balancer.close());
  await workspace.pointTo({ url: `${balancer.url}/slack/events` });
  const bots: Bot[] = [];
  const startOne = async (index: number): Promise<void> => {
    const bot = await startBot({
      main,
      cwd: folder,
      logFile: join(folder, `bot-${index}.log`),
      env: environment(workspace, mode, redis, folder),
    });
    bots[index] = bot;
    balancer.targets.add(bot.port);
  };
  ends.push(() => Promise.all(bots.map((bot) => bot.kill())));
  const replicas = engine === 'redis' ? 3 : 1;
  await Promise.all(Array.from({ length: replicas }, (_, index) => startOne(index)));
  if (mode === 'socket') await workspace.waitFor((now) => now.sockets >= replicas, 30_000);

  return {
    engine,
    mode,
    workspace,
    redis,
    // Slack redelivers for minutes; here they go by in seconds, so they must not begin before the bot can hear and store.
    async killOne() {
      await killOne(bots, balancer, startOne);
      if (mode === 'socket') await workspace.waitFor((now) => now.sockets >= replicas, 30_000);
    },
    async killRedis() {
      await redis?.kill();
      await redis?.start();
      await Promise.all(bots.map(({ port }) => isReady(port)));
    },
  };
}

async function killOne(bots: Bot[], balancer: Balancer, start: (index: number) => Promise<void>): Promise<void> {
  const index = Math.floor(Math.random() * bots.length);
  const bot = bots[index]!;
  await bot.kill();
  balancer.targets.delete(bot.port);
  await start(index);
}

const READY_MS = 30_000;
const ASK_EVERY_MS = 50;

/** Until the bot says that it reaches its store and Slack; one that was killed meanwhile is not waited for. */
async function isReady(port: number): Promise<void> {
  const until = Date.now() + READY_MS;
  while (Date.now() < until) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer === null || answer.ok) return;
    await answer.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

function environment(
  workspace: Workspace,
  mode: Mode,
  redis: RedisServer | null,
  folder: string,
): Record<string, string> {
  return {
    SLACK_API_URL: workspace.apiUrl,
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_SIGNING_SECRET: workspace.signingSecret,
    ...(mode === 'socket' ? { SLACK_APP_TOKEN: workspace.appToken } : {}),
    ...(redis ? { REDIS_URL: redis.url } : {}),
    CARACAL_HELP_DATA: join(folder, 'data'),
  };
}
