import type { Store } from '../types.ts';

export async function openRedis(_options: { url: string; prefix?: string }): Promise<Store> {
  throw new Error('not built yet');
}
