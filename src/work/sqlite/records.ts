import type { DatabaseSync } from 'node:sqlite';

/** Durable values by key. One process owns the file and statements are synchronous, so an update is serialised as it is. */
export function recordRows(db: DatabaseSync) {
  const get = db.prepare('SELECT value FROM records WHERE key = ?');
  const put = db.prepare(
    `INSERT INTO records (key, value, changed_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at`,
  );
  const drop = db.prepare('DELETE FROM records WHERE key = ?');
  const prune = db.prepare(`DELETE FROM records WHERE changed_at < ? AND key NOT GLOB 'keep|*'`);

  const read = <T>(key: string): T | null => {
    const row = get.get(key) as { value: string } | undefined;
    return row ? (JSON.parse(row.value) as T) : null;
  };

  return {
    read,
    update<T>(key: string, change: (current: T | null) => T | null): T | null {
      const current = read<T>(key);
      const next = change(current);
      if (next === current) return current;
      if (next === null) drop.run(key);
      else put.run(key, JSON.stringify(next), Date.now());
      return next;
    },
    prune: (before: number) => void prune.run(before),
  };
}
