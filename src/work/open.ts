import type { ReadOnlyStore } from './sqlite/read-only.ts';
import type { Store } from './types.ts';

export interface StoreConfig {
  /** Folder of the embedded store. */
  dataDir: string;
  /** Redis instead of the embedded store. */
  redisUrl: string | null;
}

/**
 * Opens the store: Redis where REDIS_URL is set, else SQLite under CARACAL_HELP_DATA. Only the engine that is used is
 * loaded. Rejects with one clear sentence when it cannot be opened.
 */
export async function openStore(config: StoreConfig): Promise<Store> {
  if (config.redisUrl !== null) {
    const { openRedis } = await import('./redis/store.ts');
    return openRedis({ url: config.redisUrl });
  }
  const { openSqlite } = await import('./sqlite/store.ts');
  return openSqlite(config.dataDir);
}

/** The embedded store beside a running bot, for `check`: figures and dead letters. Null where no bot has run yet. */
export async function openStoreReadOnly(dataDir: string): Promise<ReadOnlyStore | null> {
  const { openSqliteReadOnly } = await import('./sqlite/read-only.ts');
  return openSqliteReadOnly(dataDir);
}

/** What an operator should know of the Redis behind REDIS_URL, one sentence each, for `check`. */
export async function redisWarnings(url: string): Promise<string[]> {
  const module = await import('./redis/warnings.ts');
  return module.redisWarnings(url);
}
