import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { ReadOnlyStore } from '../types.ts';
import { storeFile } from './files.ts';
import { readDead, readStats } from './jobs.ts';

/** The store beside a running bot, for `check`. Null where there is none yet. */
export async function openSqliteReadOnly(dataDir: string): Promise<ReadOnlyStore | null> {
  if (!existsSync(storeFile(dataDir))) return null;
  const db = new DatabaseSync(storeFile(dataDir), { readOnly: true, timeout: 1000 });
  return {
    stats: async () => readStats(db, Date.now()),
    dead: async (limit) => readDead(db, limit),
    close: async () => db.close(),
  };
}
