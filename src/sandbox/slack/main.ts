import type { WorkspaceOptions } from './options.ts';
import { createWorkspace } from './workspace.ts';

// Runs the workspace alone: options as one JSON argument, one JSON line with the addresses, then until SIGTERM,
// SIGINT, or, started with an IPC channel, the end of the parent.
const options = JSON.parse(process.argv[2] ?? '{}') as WorkspaceOptions;
const workspace = await createWorkspace(options);
const { origin, apiUrl, controlUrl, botToken, appToken, signingSecret } = workspace;
process.stdout.write(`${JSON.stringify({ origin, apiUrl, controlUrl, botToken, appToken, signingSecret })}\n`);

let closing = false;
function stop(): void {
  if (closing) return;
  closing = true;
  if (process.connected) process.disconnect?.();
  void workspace.close();
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.once('disconnect', stop);
