import type { ReadOnlyStore, Store } from './types.ts';

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

/**
 * The store beside a running bot, for `check`: figures and dead letters; nothing is written. Null where no bot has run yet.
 * Rejects with a sentence when it cannot be read.
 */
export async function openStoreReadOnly(config: StoreConfig): Promise<ReadOnlyStore | null> {
  if (config.redisUrl !== null) {
    const { openRedisReadOnly } = await import('./redis/read-only.ts');
    return openRedisReadOnly(config.redisUrl);
  }
  const { openSqliteReadOnly } = await import('./sqlite/read-only.ts');
  return openSqliteReadOnly(config.dataDir);
}

/** What an operator should know of the Redis behind REDIS_URL, one sentence each, for `check`. */
export async function redisWarnings(url: string): Promise<string[]> {
  const module = await import('./redis/warnings.ts');
  return module.redisWarnings(url);
}
