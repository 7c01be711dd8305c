import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { openStore, openStoreReadOnly } from '../../src/work/open.ts';
import { storeFile } from '../../src/work/sqlite/files.ts';
import { storeSuite } from './store-suite.ts';

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'caracal-help-'));
  folders.push(made);
  return made;
};
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});

const shared = folder();
storeSuite('SQLite', { open: () => openStore({ dataDir: shared, redisUrl: null }), stop: async () => undefined });

describe('the file of the embedded store', () => {
  const open = (dataDir: string) => openStore({ dataDir, redisUrl: null });

  test('is made with its folder, durable and at its version', async () => {
    const dataDir = join(folder(), 'deeper', 'data');
    const store = await open(dataDir);
    await store.accept({ key: 'k', lane: 'l', kind: 'k', body: null });
    await store.close();
    const db = new DatabaseSync(storeFile(dataDir));
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    db.close();
  });

  test('belongs to one process: a second one is told who has it, a killed one gives it back', async () => {
    const dataDir = folder();
    const script = join(dataDir, 'holder.ts');
    writeFileSync(
      script,
      `import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../src/work/open.ts'))};
       globalThis.store = await openStore({ dataDir: ${JSON.stringify(dataDir)}, redisUrl: null });
       await globalThis.store.accept({ key: 'k', lane: 'l', kind: 'k', body: { a: 1 } });
       process.stdout.write('open');
       setInterval(() => undefined, 60_000);`,
    );
    const holder = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    await expect(open(dataDir)).rejects.toThrow(
      new RegExp(`in use by another caracal-help, process ${holder.pid}, started \\d{4}-.*CARACAL_HELP_DATA`),
    );
    const beside = await openStoreReadOnly({ dataDir, redisUrl: null });
    expect(await beside?.stats()).toMatchObject({ pending: 1, dead: 0 });
    expect(await beside?.dead(5)).toEqual([]);
    await beside?.close();
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const store = await open(dataDir);
    expect(await store.accept({ key: 'k', lane: 'l', kind: 'k', body: null })).toBe('seen');
    expect(await store.stats()).toMatchObject({ pending: 1 });
    await store.close();
  });

  test('that is not there yet has nothing to read', async () => {
    expect(await openStoreReadOnly({ dataDir: folder(), redisUrl: null })).toBeNull();
  });

  test('of a newer version is refused', async () => {
    const dataDir = folder();
    const db = new DatabaseSync(storeFile(dataDir));
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expect(open(dataDir)).rejects.toThrow(/written by a newer caracal-help/);
  });

  test('forgets finished work and untouched records after 7 days, not what is kept', async () => {
    const dataDir = folder();
    let store = await open(dataDir);
    await store.accept({ key: 'old', lane: 'l', kind: 'k', body: { text: 'gone when done' } });
    await store.update('reply|1', () => ({ a: 1 }));
    await store.update('keep|1', () => ({ a: 1 }));
    const { promise: ran, resolve } = Promise.withResolvers<void>();
    const working = store.work(async () => resolve(), { concurrency: 1, backoffMs: [], leaseMs: 1000 });
    await ran;
    await working.stop(1000);
    await store.close();
    const db = new DatabaseSync(storeFile(dataDir));
    expect(db.prepare('SELECT body, state FROM jobs').get()).toEqual({ body: 'null', state: 'done' });
    const weekAgo = Date.now() - 7 * 24 * 3600 * 1000 - 1;
    db.exec(`UPDATE jobs SET finished_at = ${weekAgo}; UPDATE records SET changed_at = ${weekAgo};`);
    db.close();
    store = await open(dataDir);
    expect(await store.get('reply|1')).toBeNull();
    expect(await store.get('keep|1')).toEqual({ a: 1 });
    expect(await store.accept({ key: 'old', lane: 'l', kind: 'k', body: null })).toBe('new');
    await store.close();
  });

  test('in a folder that cannot be made names the setting', async () => {
    const dataDir = folder();
    writeFileSync(join(dataDir, 'file'), '');
    await expect(open(join(dataDir, 'file'))).rejects.toThrow(/CARACAL_HELP_DATA/);
  });
});
