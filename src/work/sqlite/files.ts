import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export const storeFile = (dataDir: string): string => join(dataDir, 'caracal-help.sqlite');
const ownerFile = (dataDir: string): string => join(dataDir, 'caracal-help.owner.sqlite');

/** One script a version of the file; what stands here never changes, a new version is added at the end. */
const MIGRATIONS = [
  `CREATE TABLE jobs (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     key TEXT NOT NULL UNIQUE,
     lane TEXT NOT NULL,
     kind TEXT NOT NULL,
     body TEXT NOT NULL,
     accepted_at INTEGER NOT NULL,
     enter INTEGER NOT NULL,
     not_before INTEGER NOT NULL,
     starts INTEGER NOT NULL DEFAULT 0,
     failures INTEGER NOT NULL DEFAULT 0,
     state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'running', 'done', 'dead')),
     error TEXT,
     finished_at INTEGER
   ) STRICT;
   CREATE INDEX jobs_open ON jobs (enter, id) WHERE state IN ('pending', 'running');
   CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL;
   CREATE INDEX jobs_dead ON jobs (finished_at) WHERE state = 'dead';
   CREATE TABLE records (
     key TEXT PRIMARY KEY,
     value TEXT NOT NULL,
     changed_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX records_changed ON records (changed_at);`,
];

/** Opens the store's file for writing and brings it up to date. */
export function openData(dataDir: string): DatabaseSync {
  const db = new DatabaseSync(storeFile(dataDir), { timeout: 1000 });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  migrate(db, dataDir);
  return db;
}

function migrate(db: DatabaseSync, dataDir: string): void {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > MIGRATIONS.length) {
    throw new Error(
      `${storeFile(dataDir)} was written by a newer caracal-help (version ${version}): run that one, or set CARACAL_HELP_DATA`,
    );
  }
  for (const [index, script] of MIGRATIONS.entries()) {
    if (index < version) continue;
    db.exec(`BEGIN IMMEDIATE; ${script} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}

/** Makes the folder, or says which setting names it. */
export function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw new Error(`CARACAL_HELP_DATA: cannot make the folder ${dataDir}: ${(error as Error).message}`);
  }
}

/**
 * One process a file. The lock is a transaction on a small database beside the data, held for life: a dead process frees it
 * whatever ended it, and the data itself stays readable for `check`.
 */
export function takeOwnership(dataDir: string): DatabaseSync {
  const db = new DatabaseSync(ownerFile(dataDir), { timeout: 0 });
  try {
    db.exec('CREATE TABLE IF NOT EXISTS owner (pid INTEGER NOT NULL, since TEXT NOT NULL)');
    db.exec('BEGIN IMMEDIATE; DELETE FROM owner;');
    db.prepare('INSERT INTO owner VALUES (?, ?)').run(process.pid, new Date().toISOString());
    db.exec('COMMIT; BEGIN IMMEDIATE;');
    return db;
  } catch (error) {
    if (!isBusy(error)) {
      db.close();
      throw error;
    }
    const owner = readOwner(db);
    db.close();
    throw new Error(
      `${dataDir} is in use by another caracal-help, process ${owner?.pid ?? 'unknown'}, started ${owner?.since ?? 'at an unknown time'}: ` +
        'stop that one, set another CARACAL_HELP_DATA, or use REDIS_URL for several replicas',
    );
  }
}

const isBusy = (error: unknown): boolean => ((error as { errcode?: number }).errcode ?? 0) % 256 === 5;

function readOwner(db: DatabaseSync): { pid: number; since: string } | null {
  try {
    return (db.prepare('SELECT pid, since FROM owner').get() as { pid: number; since: string } | undefined) ?? null;
  } catch {
    return null;
  }
}
