import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Config } from '../../config/types.ts';
import type { DeadJob, ReadOnlyStore } from '../../work/types.ts';
import { fail, type Line, note, ok } from './types.ts';

/** So many dead letters are listed, the newest first. */
const LISTED = 10;

/** One dead letter: what, when, why. Nothing of what was pasted is in it. */
function letter({ kind, attempts, error, at }: DeadJob): Line {
  const when = new Date(at).toISOString().slice(0, 19);
  return note('store', `given up ${when}Z: ${kind}, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}, ${error}`);
}

async function lines(store: ReadOnlyStore, where: string): Promise<Line[]> {
  try {
    const { pending, running, scheduled, dead, oldestMs } = await store.stats();
    const old = oldestMs > 60_000 ? `, the oldest for ${Math.round(oldestMs / 1000)} s` : '';
    const found = [ok('store', `${where}: ${pending} waiting${old}, ${running} at work, ${scheduled} for later`)];
    if (dead === 0) return found;
    const letters = (await store.dead(LISTED)).map(letter);
    const more = dead > letters.length ? [note('store', `${dead - letters.length} more were given up before`)] : [];
    return [...found, ...letters, ...more];
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
  const { openStoreReadOnly, redisWarnings } = await import('../../work/open.ts');
  try {
    const store = await openStoreReadOnly(config);
    if (store !== null && config.redisUrl !== null) {
      const found = await lines(store, 'Redis');
      return [...found, ...(await redisWarnings(config.redisUrl)).map((text) => note('store', text))];
    }
    if (store === null)
      return [ok('store', `${config.dataDir}: empty, \`serve\` makes it`), ...writable(config.dataDir)];
    return [...(await lines(store, config.dataDir)), ...writable(config.dataDir)];
  } catch (error) {
    const setting = config.redisUrl === null ? 'CARACAL_HELP_DATA' : 'REDIS_URL';
    const message = (error as Error).message.split('\n')[0]!;
    return [fail('store', message.includes(setting) ? message : `${message}; see ${setting}`)];
  }
}
