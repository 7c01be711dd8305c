import type { Check, CheckContext } from './types.ts';

/**
 * The checks that may have something to look at, sorted by id. Each place that can be asked has its own list, loaded only
 * where it may be asked: a paste alone is diagnosed without any of the others.
 */
export async function checksFor({ zones, docker }: Pick<CheckContext, 'zones' | 'docker'>): Promise<Check[]> {
  const lists = await Promise.all([
    import('./list-paste.ts').then(({ pasteChecks }) => pasteChecks),
    zones.length > 0 ? import('./list-zone.ts').then(({ zoneChecks }) => zoneChecks) : [],
    docker !== null ? import('./docker/list.ts').then(({ dockerChecks }) => dockerChecks) : [],
  ]);
  return lists.flat().sort((a, b) => (a.id < b.id ? -1 : 1));
}
