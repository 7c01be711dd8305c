import type { Store } from '../types.ts';

export async function openSqlite(_dataDir: string): Promise<Store> {
  throw new Error('not built yet');
}
