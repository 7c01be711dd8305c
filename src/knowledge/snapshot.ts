import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AuditStatus, Clue, ReadinessReason, Service } from './facts.ts';
import type { Outside, Section } from './schema.ts';

/** Tables and facts as they stand in the files, checked. */
export interface BuiltIn {
  sections: Section[];
  outside: Outside[];
  services: Service[];
  readiness: ReadinessReason[];
  audit: AuditStatus[];
  clues: Clue[];
}

interface Snapshot {
  key: string;
  builtIn: BuiltIn;
}

/**
 * Checked tables as one JSON file, because reading and checking a dozen TOML files takes longer than a diagnosis. The
 * key has name, size and time of every file: an edited table is never answered from an old snapshot.
 */
const file = path.join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'caracal-help', 'tables.json');

/** What tells one state of the files from another. */
export function stateOf(folders: readonly string[]): string {
  const names = folders.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));
  return names
    .sort()
    .map((name) => {
      const { size, mtimeMs } = statSync(name);
      return `${path.basename(name)}:${size}:${Math.floor(mtimeMs)}`;
    })
    .join(';');
}

/** The snapshot of this state, or null. */
export function readSnapshot(key: string): BuiltIn | null {
  try {
    const snapshot = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
    return snapshot.key === key ? snapshot.builtIn : null;
  } catch {
    return null;
  }
}

/** Keeps a snapshot; where that cannot be written, the next start reads the tables again. */
export function writeSnapshot(key: string, builtIn: BuiltIn): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify({ key, builtIn } satisfies Snapshot));
    renameSync(temporary, file);
  } catch {
    // A read-only installation: nothing is lost but some milliseconds.
  }
}
