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
    async killOne() {
      await killOne(bots, balancer, startOne);
      // Slack keeps an event for minutes; here they go by in seconds, so they must not begin before somebody can hear.
      if (mode === 'socket') await workspace.waitFor((now) => now.sockets >= replicas, 30_000);
    },
    async killRedis() {
      await redis?.kill();
      await redis?.start();
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
