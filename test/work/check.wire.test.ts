import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasRedis, startRedis } from '../../scripts/torture/redis-server.ts';
import { openStore } from '../../src/work/open.ts';
import type { Store, Working } from '../../src/work/types.ts';

// `caracal-help check` beside a store that is in use.

const PROGRAM = new URL('../../src/caracal-help.js', import.meta.url).pathname;
const ends: (() => Promise<unknown> | unknown)[] = [];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'caracal-help-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

/** What `check` says of the store. */
async function check(env: Record<string, string>): Promise<string[]> {
  const child = spawn(process.execPath, [PROGRAM, 'check'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_API_URL: 'http://127.0.0.1:1/',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.includes('store'));
}

/** Opens a store with `count` poisoned pieces of work and waits until all are given up. */
async function withDeadLetters(count: number, where: { dataDir: string; redisUrl: string | null }): Promise<Store> {
  const store = await openStore(where);
  const { promise: all, resolve } = Promise.withResolvers<void>();
  let dead = 0;
  const working: Working = store.work(
    async ({ body }) => {
      throw new TypeError(`poison number ${body}`);
    },
    {
      concurrency: 1,
      backoffMs: [],
      leaseMs: 5000,
      onDead: () => {
        dead += 1;
        if (dead === count) resolve();
      },
    },
  );
  ends.push(() => store.close());
  for (let index = 1; index <= count; index += 1) {
    await store.accept({ key: `poison-${index}`, lane: 'one', kind: 'message', body: index });
  }
  await all;
  await working.stop(5000);
  return store;
}

function expectLetters(lines: string[]): void {
  const letters = lines.filter((line) => line.includes('given up 20'));
  expect(letters).toHaveLength(10);
  expect(letters[0]).toMatch(/message, 1 attempt, TypeError: poison number 12$/);
  expect(lines.some((line) => line.includes('2 more were given up before'))).toBe(true);
}

describe('check', () => {
  test('lists the dead letters of a SQLite store that another process has open, and changes nothing', async () => {
    const dataDir = join(folder, 'data');
    const store = await withDeadLetters(12, { dataDir, redisUrl: null });
    const before = await store.stats();
    const lines = await check({ CARACAL_HELP_DATA: dataDir });
    expect(lines[0]).toContain('0 waiting, 0 at work, 0 for later');
    expectLetters(lines);
    expect(await store.stats()).toEqual(before);
  });

  test.skipIf(!hasRedis)('lists those of a Redis that replicas use, without one write', async () => {
    const server = await startRedis();
    ends.push(() => server.stop());
    await withDeadLetters(12, { dataDir: folder, redisUrl: server.url });
    const redis = new Redis(server.url);
    ends.push(() => redis.disconnect());
    const writers = async (): Promise<string[]> => {
      const text = await redis.info('commandstats');
      return [
        ...text.matchAll(/^cmdstat_(set|hset|hmset|zadd|zrem|del|rpush|lpush|xadd|xtrim|pexpire):calls=(\d+)/gm),
      ].map(String);
    };
    const before = await writers();
    expectLetters(await check({ REDIS_URL: server.url }));
    expect(await writers()).toEqual(before);
  });
});
