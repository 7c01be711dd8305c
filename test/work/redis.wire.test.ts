import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasRedis, type RedisServer, startRedis } from '../../scripts/torture/redis-server.ts';
import { openStore, redisWarnings } from '../../src/work/open.ts';
import { openRedis } from '../../src/work/redis/store.ts';
import type { Store } from '../../src/work/types.ts';
import { storeSuite } from './store-suite.ts';

if (!hasRedis) console.warn('skipped: there is no redis-server on this machine');

describe.skipIf(!hasRedis)('with a Redis of its own', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  storeSuite('Redis', {
    open: () => openRedis({ url: server.url, prefix: '{suite}' }),
    stop: async () => undefined,
  });

  describe('replicas', () => {
    test('share work, order and records', async () => {
      const replicas = await Promise.all([1, 2, 3].map(() => openRedis({ url: server.url, prefix: '{replicas}' })));
      const ran: { replica: number; lane: string; body: unknown }[] = [];
      const { promise: all, resolve } = Promise.withResolvers<void>();
      const working = replicas.map((store, replica) =>
        store.work(
          async (job) => {
            await store.update<{ sum: number }>('sum', (now) => ({ sum: (now?.sum ?? 0) + 1 }));
            ran.push({ replica, lane: job.lane, body: job.body });
            if (ran.length === 60) resolve();
          },
          { concurrency: 4, backoffMs: [], leaseMs: 5000 },
        ),
      );
      for (let index = 0; index < 60; index += 1) {
        const job = { key: `k${index}`, lane: `lane${index % 3}`, kind: 'k', body: index };
        const answers = await Promise.all(replicas.map((store) => store.accept(job)));
        expect(answers.sort()).toEqual(['new', 'seen', 'seen']);
      }
      await all;
      for (const lane of ['lane0', 'lane1', 'lane2']) {
        const bodies = ran.filter((one) => one.lane === lane).map((one) => one.body as number);
        expect(bodies).toEqual([...bodies].sort((a, b) => a - b));
      }
      expect(new Set(ran.map((one) => one.body)).size).toBe(60);
      expect(await replicas[0]!.get('sum')).toEqual({ sum: 60 });
      await Promise.all(working.map((one) => one.stop(1000)));
      await Promise.all(replicas.map((store) => store.close()));
    });
  });

  test('check is told nothing when Redis keeps what it says, and what to set when it does not', async () => {
    expect(await redisWarnings(server.url)).toEqual([]);
    const loose = await startRedis([
      '--appendonly',
      'yes',
      '--appendfsync',
      'everysec',
      '--maxmemory-policy',
      'allkeys-lru',
    ]);
    expect(await redisWarnings(loose.url)).toEqual([
      expect.stringContaining('appendfsync always'),
      expect.stringContaining('noeviction'),
    ]);
    await loose.stop();
  });
});

describe.skipIf(!hasRedis)('a Redis that goes away', () => {
  let server: RedisServer;
  let store: Store;
  beforeAll(async () => {
    server = await startRedis();
    store = await openStore({ dataDir: '/nowhere', redisUrl: server.url });
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  test('is an error within a second that names the setting, and work goes on when it is back', async () => {
    await store.accept({ key: 'before', lane: 'l', kind: 'k', body: null });
    await server.kill();
    const began = performance.now();
    await expect(store.accept({ key: 'during', lane: 'l', kind: 'k', body: null })).rejects.toThrow(/^REDIS_URL/);
    await expect(store.ping()).rejects.toThrow(/^REDIS_URL/);
    expect(performance.now() - began).toBeLessThan(2100);
    await server.start();
    const ran: string[] = [];
    const { promise: all, resolve } = Promise.withResolvers<void>();
    const working = store.work(
      async (job) => {
        ran.push(job.key);
        if (ran.length === 2) resolve();
      },
      { concurrency: 2, backoffMs: [100], leaseMs: 2000 },
    );
    const again = async (): Promise<void> => {
      try {
        await store.accept({ key: 'during', lane: 'l', kind: 'k', body: null });
      } catch {
        await new Promise((next) => setTimeout(next, 100));
        await again();
      }
    };
    await again();
    await all;
    expect(ran.sort()).toEqual(['before', 'during']);
    await working.stop(1000);
  });

  test('that was never there is refused at the start without its password', async () => {
    await expect(openRedis({ url: 'redis://:secret@127.0.0.1:1' })).rejects.toThrow(
      /^REDIS_URL: cannot reach Redis at redis:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/,
    );
  });
});
