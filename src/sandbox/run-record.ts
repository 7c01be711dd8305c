import { closeSync, openSync, writeSync } from 'node:fs';
import type { Workspace } from './slack/workspace.ts';

/** Writes every line of the traffic to a file, as it comes; returns how to stop. Throws where the file cannot be made. */
export function record(workspace: Workspace, path: string): () => void {
  const file = openSync(path, 'w', 0o600);
  const stop = workspace.onTraffic((line) => void writeSync(file, `${JSON.stringify(line)}\n`));
  return () => {
    stop();
    closeSync(file);
  };
}
