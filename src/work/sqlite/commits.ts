import type { DatabaseSync } from 'node:sqlite';

/**
 * How a write is kept. Both survive a killed process at once; `flushed` is on disk as well when its promise resolves, so
 * that it survives a power cut.
 */
type Keep = 'flushed' | 'unflushed';

export interface Commits {
  /** Runs `write` with every other write of this turn of the event loop; resolves when they are committed. */
  write<T>(keep: Keep, write: () => T): Promise<T>;
  /** Commits what waits, now. Later writes are refused. */
  close(): void;
}

interface Waiting {
  keep: Keep;
  /** Runs the write inside the transaction; gives what is to be said when it is committed. */
  run(): () => void;
  fail(error: unknown): void;
}

/**
 * All writes of one turn of the event loop are one transaction, and so one flush: on a disk that takes 10 ms to flush, a burst
 * of events would otherwise be acknowledged seconds late.
 */
export function createCommits(db: DatabaseSync): Commits {
  let waiting: Waiting[] = [];
  let closed = false;

  const commit = (): void => {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    const said: (() => void)[] = [];
    try {
      const flush = group.some((one) => one.keep === 'flushed');
      db.exec(`PRAGMA synchronous = ${flush ? 'FULL' : 'NORMAL'}; BEGIN IMMEDIATE;`);
      for (const one of group) said.push(one.run());
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      for (const one of group) one.fail(error);
      return;
    }
    for (const say of said) say();
  };

  return {
    write<T>(keep: Keep, write: () => T): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      if (closed) {
        reject(new Error('the store is closed'));
        return promise;
      }
      const run = (): (() => void) => {
        try {
          const value = write();
          return () => resolve(value);
        } catch (error) {
          // A failed statement may have undone the others' work; what fails before it touches the file concerns nobody else.
          if ((error as { code?: string }).code === 'ERR_SQLITE_ERROR') throw error;
          return () => reject(error as Error);
        }
      };
      if (waiting.length === 0) setImmediate(commit);
      waiting.push({ keep, run, fail: reject });
      return promise;
    },
    close() {
      closed = true;
      commit();
    },
  };
}
