import type { Store } from '../types.ts';
import { createCommits } from './commits.ts';
import { makeFolder, openData, takeOwnership } from './files.ts';
import { jobRows, readDead, readStats } from './jobs.ts';
import { createLanes } from './lanes.ts';
import { recordRows } from './records.ts';
import { createSlots } from './slots.ts';
import { startWorker, type Worker } from './worker.ts';

const KEEP_MS = 7 * 24 * 60 * 60 * 1000;
const PRUNE_EVERY_MS = 60 * 60 * 1000;

/**
 * The embedded store: one SQLite file under `dataDir`, one process. Rejects with a sentence that names the owner when
 * another process has it.
 */
export async function openSqlite(dataDir: string): Promise<Store> {
  makeFolder(dataDir);
  const owner = takeOwnership(dataDir);
  let db: ReturnType<typeof openData>;
  try {
    db = openData(dataDir);
  } catch (error) {
    owner.close();
    throw error;
  }
  const rows = jobRows(db);
  const records = recordRows(db);
  const slots = createSlots();
  const lanes = createLanes();
  const commits = createCommits(db);
  const workers = new Set<Worker>();

  const prune = (): void => {
    rows.prune(Date.now() - KEEP_MS);
    records.prune(Date.now() - KEEP_MS);
    slots.prune();
  };
  prune();
  const pruneLater = (): void => {
    try {
      prune();
    } catch {
      // A full or broken disk: whoever writes is told, and in an hour it is tried again. It must not end the process.
    }
  };
  const pruning = setInterval(pruneLater, PRUNE_EVERY_MS).unref();
  for (const entry of rows.unfinished()) lanes.add(entry);

  /** What SQLite says of a full or broken disk, with the setting that names the disk. */
  const named = async <T>(use: () => T | Promise<T>): Promise<T> => {
    try {
      return await use();
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_SQLITE_ERROR') throw error;
      throw new Error(`CARACAL_HELP_DATA: the store in ${dataDir} failed: ${(error as Error).message}`);
    }
  };

  return {
    async accept(job) {
      const entry = await named(() => commits.write('flushed', () => rows.insert(job, Date.now())));
      if (!entry) return 'seen';
      lanes.add(entry);
      for (const worker of workers) worker.wake();
      return 'new';
    },
    work(run, options) {
      const worker = startWorker({ rows, lanes, commits }, run, options);
      workers.add(worker);
      return {
        async stop(graceMs) {
          await worker.stop(graceMs);
          workers.delete(worker);
        },
      };
    },
    get: (key) => named(() => records.read(key)),
    update: (key, change) => named(() => commits.write('flushed', () => records.update(key, change))),
    slot: async (channel, everyMs) => slots.slot(channel, everyMs),
    hold: async (channel, until) => slots.hold(channel, until),
    claim: async (name, who, ms) => slots.claim(name, who, ms),
    release: async (name, who) => slots.release(name, who),
    stats: () => named(() => readStats(db, Date.now())),
    dead: (limit) => named(() => readDead(db, limit)),
    async ping() {
      await named(() => db.prepare('SELECT count(*) FROM records WHERE key = ?').get(''));
    },
    async close() {
      clearInterval(pruning);
      for (const worker of workers) await worker.stop(0);
      commits.close();
      db.close();
      owner.close();
    },
  };
}
