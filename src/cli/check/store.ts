import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Config } from '../../config/types.ts';
import type { DeadJob, StoreStats } from '../../work/types.ts';
import { fail, type Line, note, ok } from './types.ts';

interface Readable {
  stats(): Promise<StoreStats>;
  dead(limit: number): Promise<DeadJob[]>;
  close(): Promise<void>;
}

async function lines(store: Readable, where: string): Promise<Line[]> {
  try {
    const { pending, running, scheduled, dead, oldestMs } = await store.stats();
    const old = oldestMs > 60_000 ? `, the oldest for ${Math.round(oldestMs / 1000)} s` : '';
    const found = [ok('store', `${where}: ${pending} waiting${old}, ${running} at work, ${scheduled} for later`)];
    if (dead > 0) {
      const [last] = await store.dead(1);
      const what = last === undefined ? '' : `; the last: ${last.kind}, ${last.attempts} attempts, ${last.error}`;
      found.push(note('store', `${dead} given up${what}`));
    }
    return found;
  } finally {
    await store.close();
  }
}

/** Whether `serve` could write its file: asked of the folder, or of the nearest one above it that exists. */
function writable(dataDir: string): Line[] {
  let folder = resolve(dataDir);
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
    return [];
  } catch {
    return [fail('store', `this user may not write to ${folder}; change CARACAL_HELP_DATA`)];
  }
}

/** The store, read beside a running bot: figures, dead letters, and for Redis how durable it is. Changes nothing. */
export async function checkStore(config: Config): Promise<Line[]> {
  const { openStore, openStoreReadOnly, redisWarnings } = await import('../../work/open.ts');
  try {
    if (config.redisUrl !== null) {
      const store = await openStore(config);
      const found = await lines(store, 'Redis');
      return [...found, ...(await redisWarnings(config.redisUrl)).map((text) => note('store', text))];
    }
    const store = await openStoreReadOnly(config.dataDir);
    if (store === null)
      return [ok('store', `${config.dataDir}: empty, \`serve\` makes it`), ...writable(config.dataDir)];
    return [...(await lines(store, config.dataDir)), ...writable(config.dataDir)];
  } catch (error) {
    const setting = config.redisUrl === null ? 'CARACAL_HELP_DATA' : 'REDIS_URL';
    const message = (error as Error).message.split('\n')[0]!;
    return [fail('store', message.includes(setting) ? message : `${message}; see ${setting}`)];
  }
}
