import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { connectWorkspace, type WorkspaceClient } from './client.ts';
import type { WorkspaceOptions } from './options.ts';
import type { Addresses } from './workspace.ts';

export type SpawnedWorkspace = Omit<WorkspaceClient, 'close'> &
  Addresses & {
    process: ChildProcess;
    /** Ends the process and waits for it. */
    close(): Promise<void>;
  };

/** TypeScript runs as it stands from Node 24 on; started by an older one, the project's own is taken. */
function nodeBinary(): string {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 24 ? process.execPath : createRequire(import.meta.url).resolve('node/bin/node');
}

/** Starts the workspace in a process of its own and connects to it. Rejects when it does not come up. */
export async function spawnWorkspace(options: WorkspaceOptions = {}): Promise<SpawnedWorkspace> {
  const main = new URL(`./main.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
  const child = fork(main, [JSON.stringify(options)], {
    execPath: nodeBinary(),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const [line] = await Promise.race([
    once(lines, 'line') as Promise<string[]>,
    once(child, 'exit').then(([status]) => {
      throw new Error(`The workspace ended with status ${status} before it was up`);
    }),
  ]);
  const addresses = JSON.parse(line ?? '{}') as Addresses;
  const client = await connectWorkspace(addresses);
  const more = {
    ...addresses,
    process: child,
    async close() {
      client.close();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
  return new Proxy(client, {
    get: (target, name) => (name in more ? Reflect.get(more, name) : Reflect.get(target, name)),
  }) as unknown as SpawnedWorkspace;
}
