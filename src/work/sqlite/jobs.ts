import type { DatabaseSync } from 'node:sqlite';
import type { DeadJob, Job, NewJob, StoreStats } from '../types.ts';
import type { Entry } from './lanes.ts';

interface Row {
  id: number;
  key: string;
  lane: string;
  kind: string;
  body: string;
  accepted_at: number;
  enter: number;
  not_before: number;
  starts: number;
  failures: number;
}

/** The rows of the inbox. Statements only: who calls them says when they are committed, and whether they are flushed. */
export function jobRows(db: DatabaseSync) {
  const insert = db.prepare(
    `INSERT INTO jobs (key, lane, kind, body, accepted_at, enter, not_before) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO NOTHING`,
  );
  const unfinished = db.prepare(
    `SELECT id, lane, enter, not_before FROM jobs WHERE state IN ('pending', 'running') ORDER BY enter, id`,
  );
  const start = db.prepare(`UPDATE jobs SET state = 'running', starts = starts + 1 WHERE id = ? RETURNING *`);
  // The body goes when the work is done: only the key is needed to know a redelivery.
  const done = db.prepare(`UPDATE jobs SET state = 'done', body = 'null', error = NULL, finished_at = ? WHERE id = ?`);
  const back = db.prepare(
    `UPDATE jobs SET state = 'pending', failures = failures + 1, not_before = ?, error = ? WHERE id = ?`,
  );
  const later = db.prepare(
    `UPDATE jobs SET state = 'pending', not_before = ?, starts = starts - 1, error = ? WHERE id = ?`,
  );
  const bury = db.prepare(
    `UPDATE jobs SET state = 'dead', failures = failures + 1, error = ?, finished_at = ? WHERE id = ?`,
  );
  const prune = db.prepare(`DELETE FROM jobs WHERE finished_at < ?`);

  return {
    /** The new row's entry, or null when the key is there already. */
    insert(job: NewJob, now: number): Entry | null {
      const enter = Math.max(now, job.due ?? now);
      const made = insert.run(job.key, job.lane, job.kind, JSON.stringify(job.body ?? null), now, enter, enter);
      if (made.changes === 0) return null;
      return { id: Number(made.lastInsertRowid), lane: job.lane, enter, notBefore: enter };
    },
    /** Everything to be taken up at the start, in order. */
    unfinished(): Entry[] {
      const rows = unfinished.all() as unknown as Row[];
      return rows.map((row) => ({ id: row.id, lane: row.lane, enter: row.enter, notBefore: row.not_before }));
    },
    /** `crashes` is how often the process died while this job ran. */
    start(id: number): Job & { crashes: number } {
      const row = start.get(id) as unknown as Row;
      return {
        crashes: row.starts - 1 - row.failures,
        key: row.key,
        lane: row.lane,
        kind: row.kind,
        body: JSON.parse(row.body),
        attempt: row.failures + 1,
        acceptedAt: row.accepted_at,
        ...(row.enter > row.accepted_at ? { due: row.enter } : {}),
      };
    },
    done: (id: number, now: number) => void done.run(now, id),
    back: (id: number, notBefore: number, error: string) => void back.run(notBefore, error, id),
    later: (id: number, notBefore: number, error: string) => void later.run(notBefore, error, id),
    bury: (id: number, error: string, now: number) => void bury.run(error, now, id),
    prune: (before: number) => void prune.run(before),
  };
}

/** Also used by `check`, on a connection that only reads. */
export function readStats(db: DatabaseSync, now: number): StoreStats {
  const row = db
    .prepare(
      `SELECT count(*) FILTER (WHERE state = 'pending' AND enter <= :now) AS pending,
              count(*) FILTER (WHERE state = 'running') AS running,
              count(*) FILTER (WHERE state = 'pending' AND enter > :now) AS scheduled,
              min(CASE WHEN state = 'pending' AND enter <= :now THEN enter END) AS oldest
       FROM jobs WHERE state IN ('pending', 'running')`,
    )
    .get({ now }) as { pending: number; running: number; scheduled: number; oldest: number | null };
  const { dead } = db.prepare(`SELECT count(*) AS dead FROM jobs WHERE state = 'dead'`).get() as { dead: number };
  return {
    pending: row.pending,
    running: row.running,
    scheduled: row.scheduled,
    dead,
    oldestMs: row.oldest === null ? 0 : Math.max(0, now - row.oldest),
  };
}

/** The dead letters, newest first. */
export function readDead(db: DatabaseSync, limit: number): DeadJob[] {
  return db
    .prepare(
      `SELECT key, kind, lane, failures AS attempts, coalesce(error, '') AS error, finished_at AS at
       FROM jobs WHERE state = 'dead' ORDER BY finished_at DESC LIMIT ?`,
    )
    .all(limit)
    .map((row) => ({ ...row })) as unknown as DeadJob[];
}
