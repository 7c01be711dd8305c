import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Job, Later, type Store, type Working, type WorkOptions } from '../../src/work/types.ts';

/** One engine under test. `reopen` is a new life of the process on the same data. */
export interface Engine {
  open(): Promise<Store>;
  stop(): Promise<void>;
}

const OPTIONS: WorkOptions = { concurrency: 4, backoffMs: [20, 20], leaseMs: 2000 };

/** Waits until `seen` has `count` entries; the test's own timeout is the end of patience. */
function gather<T>() {
  const seen: T[] = [];
  let wanted = Number.POSITIVE_INFINITY;
  let tell: () => void = () => undefined;
  return {
    seen,
    add(value: T): void {
      seen.push(value);
      if (seen.length >= wanted) tell();
    },
    async has(count: number): Promise<T[]> {
      if (seen.length >= count) return seen;
      wanted = count;
      await new Promise<void>((resolve) => {
        tell = resolve;
      });
      return seen;
    },
  };
}

/** What every store has to do, whichever engine it is. */
export function storeSuite(name: string, engine: Engine): void {
  describe(name, () => {
    let store: Store;
    const working: Working[] = [];
    let count = 0;
    /** Tests share one store, so that each one uses names of its own. */
    const fresh = (what: string): string => `${what}-${++count}`;

    beforeAll(async () => {
      store = await engine.open();
    });
    afterAll(async () => {
      for (const one of working) await one.stop(0);
      await store.close();
      await engine.stop();
    });

    async function during(
      run: (job: Job) => Promise<void>,
      options: Partial<WorkOptions>,
      body: () => Promise<void>,
    ): Promise<void> {
      const one = store.work(run, { ...OPTIONS, ...options });
      try {
        await body();
      } finally {
        await one.stop(2000);
      }
    }

    test('the same key is one piece of work, also in one moment and after it was done', async () => {
      const job = { key: fresh('key'), lane: fresh('lane'), kind: 'paste', body: { text: 'a: b | c' } };
      const answers = await Promise.all(Array.from({ length: 20 }, () => store.accept(job)));
      expect(answers.filter((answer) => answer === 'new')).toHaveLength(1);
      const ran = gather<Job>();
      await during(
        async (found) => ran.add(found),
        {},
        async () => {
          await ran.has(1);
        },
      );
      expect(await store.accept(job)).toBe('seen');
      expect(ran.seen).toHaveLength(1);
      expect(ran.seen[0]).toMatchObject({ ...job, attempt: 1 });
      expect(ran.seen[0]?.acceptedAt).toBeGreaterThan(Date.now() - 60_000);
    });

    test('a lane runs in order, one at a time; lanes run beside each other, not more than allowed', async () => {
      const lanes = [fresh('lane'), fresh('lane'), fresh('lane'), fresh('lane')];
      for (let index = 0; index < 40; index += 1) {
        await store.accept({ key: fresh('key'), lane: lanes[index % 4]!, kind: 'k', body: index });
      }
      const order = gather<Job>();
      const active = new Map<string, number>();
      let most = 0;
      let together = 0;
      await during(
        async (job) => {
          active.set(job.lane, (active.get(job.lane) ?? 0) + 1);
          together = Math.max(together, active.get(job.lane)!);
          most = Math.max(
            most,
            [...active.values()].reduce((sum, value) => sum + value, 0),
          );
          await new Promise((resolve) => setImmediate(resolve));
          active.set(job.lane, active.get(job.lane)! - 1);
          order.add(job);
        },
        { concurrency: 3 },
        async () => {
          await order.has(40);
        },
      );
      for (const lane of lanes) {
        const bodies = order.seen.filter((job) => job.lane === lane).map((job) => job.body as number);
        expect(bodies).toEqual([...bodies].sort((a, b) => a - b));
        expect(bodies).toHaveLength(10);
      }
      expect(together).toBe(1);
      expect(most).toBeLessThanOrEqual(3);
      expect(most).toBeGreaterThan(1);
    });

    test('a burst that arrives while it works leaves nothing behind', async () => {
      const ran = gather<string>();
      const burst = (lane: string) => store.accept({ key: fresh('burst'), lane, kind: 'k', body: null });
      await during(
        async (job) => ran.add(job.key),
        {},
        async () => {
          const lanes = Array.from({ length: 10 }, () => fresh('lane'));
          // Twenty at a time: a machine that is busy otherwise still takes each within its second.
          for (let part = 0; part < 10; part += 1) {
            await Promise.all(lanes.flatMap((lane) => [burst(lane), burst(lane)]));
          }
          await ran.has(200);
        },
      );
      expect(new Set(ran.seen).size).toBe(200);
      expect(await store.stats()).toMatchObject({ pending: 0, running: 0, oldestMs: 0 });
    });

    test('a failed run is tried again, then it is a dead letter, and its lane goes on', async () => {
      const lane = fresh('lane');
      const bad = fresh('bad');
      const good = fresh('good');
      await store.accept({ key: bad, lane, kind: 'poison', body: null });
      await store.accept({ key: good, lane, kind: 'k', body: null });
      const ran = gather<string>();
      const dead = gather<unknown>();
      await during(
        async (job) => {
          ran.add(`${job.key}#${job.attempt}`);
          if (job.key === bad) throw new TypeError('it does\nnot work');
        },
        { onDead: (job) => dead.add(job) },
        async () => {
          await ran.has(4);
          await dead.has(1);
        },
      );
      expect(ran.seen).toEqual([`${bad}#1`, `${bad}#2`, `${bad}#3`, `${good}#1`]);
      const letter = { key: bad, kind: 'poison', lane, attempts: 3, error: 'TypeError: it does not work' };
      expect(dead.seen).toMatchObject([letter]);
      expect((await store.dead(10))[0]).toMatchObject(letter);
      expect((await store.stats()).dead).toBeGreaterThan(0);
      expect(await store.accept({ key: bad, lane, kind: 'poison', body: null })).toBe('seen');
    });

    test('"later" is no failed attempt: the lane waits for it, other lanes go on', async () => {
      const slow = fresh('lane');
      const keys = [fresh('slow'), fresh('slow'), fresh('other')];
      const ran = gather<string>();
      let refusals = 0;
      await during(
        async (job) => {
          if (job.key === keys[0] && refusals < 5) {
            refusals += 1;
            throw new Later(Date.now() + 60, 'rate limited');
          }
          expect(job.attempt).toBe(1);
          ran.add(job.key);
        },
        {},
        async () => {
          await store.accept({ key: keys[0]!, lane: slow, kind: 'k', body: null });
          await store.accept({ key: keys[1]!, lane: slow, kind: 'k', body: null });
          await store.accept({ key: keys[2]!, lane: fresh('lane'), kind: 'k', body: null });
          await ran.has(3);
        },
      );
      expect(ran.seen).toEqual([keys[2], keys[0], keys[1]]);
    });

    test('a timer comes when it is due and holds nothing up meanwhile', async () => {
      const lane = fresh('lane');
      const timer = fresh('timer');
      const plain = fresh('plain');
      const due = Date.now() + 300;
      await store.accept({ key: timer, lane, kind: 'timer', body: null, due });
      await store.accept({ key: plain, lane, kind: 'k', body: null });
      expect((await store.stats()).scheduled).toBe(1);
      const ran = gather<{ key: string; at: number; due?: number }>();
      await during(
        async (job) => ran.add({ key: job.key, at: Date.now(), ...(job.due ? { due: job.due } : {}) }),
        {},
        async () => {
          await ran.has(2);
        },
      );
      expect(ran.seen.map((one) => one.key)).toEqual([plain, timer]);
      expect(ran.seen[1]!.at).toBeGreaterThanOrEqual(due - 5);
      expect(ran.seen[1]!.at).toBeLessThan(due + 2000);
      expect(ran.seen[1]!.due).toBe(due);
      expect((await store.stats()).scheduled).toBe(0);
    });

    test('what was accepted or scheduled before is taken up in the next life', async () => {
      const lane = fresh('lane');
      const keys = [fresh('a'), fresh('b'), fresh('timer')];
      await store.accept({ key: keys[0]!, lane, kind: 'k', body: 1 });
      await store.accept({ key: keys[1]!, lane, kind: 'k', body: 2 });
      await store.accept({ key: keys[2]!, lane, kind: 'k', body: 3, due: Date.now() + 100 });
      await store.update('survives', () => ({ value: 1 }));
      // The first life is cut off in the middle of a job.
      const cut = gather<string>();
      const first = store.work(
        (job) => {
          cut.add(job.key);
          return new Promise(() => undefined);
        },
        { ...OPTIONS, concurrency: 1 },
      );
      await cut.has(1);
      await first.stop(0);
      await store.close();
      store = await engine.open();
      const ran = gather<string>();
      await during(
        async (job) => ran.add(job.key),
        {},
        async () => {
          await ran.has(3);
        },
      );
      expect([...new Set(ran.seen)].sort()).toEqual([...keys].sort());
      expect(ran.seen.indexOf(keys[0]!)).toBeLessThan(ran.seen.indexOf(keys[1]!));
      expect(await store.get('survives')).toEqual({ value: 1 });
    }, 30_000);

    test('stopping waits for what runs and takes nothing new', async () => {
      const lane = fresh('lane');
      const started = gather<string>();
      const { promise: may, resolve: go } = Promise.withResolvers<void>();
      const one = store.work(
        async (job) => {
          started.add(job.key);
          await may;
        },
        { ...OPTIONS, concurrency: 2 },
      );
      await store.accept({ key: fresh('key'), lane, kind: 'k', body: null });
      await store.accept({ key: fresh('key'), lane, kind: 'k', body: null });
      await started.has(1);
      const stopping = one.stop(5000);
      go();
      await stopping;
      expect(started.seen).toHaveLength(1);
      const rest = gather<string>();
      await during(
        async (job) => rest.add(job.key),
        {},
        async () => {
          await rest.has(1);
        },
      );
      expect(rest.seen).not.toEqual(started.seen);
    });

    test('updates of one record count, whoever makes them', async () => {
      const key = fresh('record');
      expect(await store.get(key)).toBeNull();
      expect(await store.update(key, (current) => current)).toBeNull();
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          store.update<{ ticks: Record<string, number> }>(key, (current) => ({
            ticks: { ...current?.ticks, [`row${index}`]: 1 },
          })),
        ),
      );
      const kept = await store.get<{ ticks: Record<string, number> }>(key);
      expect(Object.keys(kept?.ticks ?? {})).toHaveLength(50);
      expect(await store.update(key, (current) => current)).toEqual(kept);
      expect(await store.update(key, () => null)).toBeNull();
      expect(await store.get(key)).toBeNull();
    });

    test('slots of one channel lie apart, those of another do not wait', async () => {
      const channel = fresh('C');
      const waits = await Promise.all([1, 2, 3].map(() => store.slot(channel, 1000)));
      waits.sort((a, b) => a - b);
      expect(waits[0]).toBeLessThan(50);
      expect(waits[1]).toBeGreaterThan(900);
      expect(waits[2]).toBeGreaterThan(1900);
      expect(await store.slot(fresh('C'), 1000)).toBe(0);
    });

    test('a held channel waits, and only that one', async () => {
      const channel = fresh('C');
      await store.hold(channel, Date.now() + 30_000);
      const wait = await store.slot(channel, 1000);
      expect(wait).toBeGreaterThan(29_000);
      expect(wait).toBeLessThanOrEqual(30_000);
      expect(await store.slot(fresh('C'), 1000)).toBe(0);
    });

    test('a claim keeps others out until it is released or over', async () => {
      const name = fresh('claim');
      expect(await store.claim(name, 'a', 60_000)).toBe(true);
      expect(await store.claim(name, 'b', 60_000)).toBe(false);
      expect(await store.claim(name, 'a', 60_000)).toBe(true);
      await store.release(name, 'b');
      expect(await store.claim(name, 'b', 60_000)).toBe(false);
      await store.release(name, 'a');
      expect(await store.claim(name, 'b', 1)).toBe(true);
      const { promise: over, resolve } = Promise.withResolvers<void>();
      setTimeout(resolve, 20);
      await over;
      expect(await store.claim(name, 'a', 1000)).toBe(true);
    });

    test('it answers when asked whether it is there', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
}
