import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createCore } from './core.ts';
import { createDeliver } from './delivery/deliver.ts';
import { postToBot } from './delivery/http.ts';
import { createSockets } from './delivery/socket.ts';
import { createOperations, type Operations } from './operations.ts';
import { settle, type WorkspaceOptions } from './options.ts';
import { createWorkspaceServer } from './server.ts';
import { snapshotOf } from './state.ts';
import type { Snapshot, Traffic } from './types.ts';
import { type Look, waitUntil } from './wait.ts';

/** What a bot needs to know to connect. */
export interface Addresses {
  origin: string;
  /** For `SLACK_API_URL`. */
  apiUrl: string;
  controlUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
}

export interface Workspace extends Operations, Addresses {
  /** Waits for something to be seen; see `waitUntil`. Default 5 s. */
  waitFor<T>(look: Look<T>, timeoutMs?: number): Promise<T>;
  /** The state as it stands, not a copy. */
  now(): Snapshot;
  /** Calls back with every new line of the log; returns how to stop. */
  onTraffic(listener: (line: Traffic) => void): () => void;
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

/**
 * Starts an embedded Slack workspace on a server of its own (127.0.0.1, any free port unless told otherwise) that an
 * unchanged bot can be pointed to. Rejects when the port is taken.
 */
export async function createWorkspace(options: WorkspaceOptions = {}): Promise<Workspace> {
  const core = createCore(settle(options));
  const { settings, state, changes } = core;
  const server = createWorkspaceServer(core, () => operations);
  const sockets = createSockets(core, server);
  const operations = createOperations(core, sockets);
  core.openSocket = sockets.open;
  core.deliver = createDeliver(core, (attempt) =>
    settings.mode === 'socket' ? sockets.send(attempt) : postToBot(core, attempt),
  );

  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  core.origin = `http://${settings.host}:${port}`;

  function subscribe<Arguments extends unknown[]>(event: string, listener: (...values: Arguments) => void) {
    changes.on(event, listener);
    return () => void changes.off(event, listener);
  }

  return {
    ...operations,
    origin: core.origin,
    apiUrl: `${core.origin}/api/`,
    controlUrl: `${core.origin}/control/`,
    botToken: settings.botToken,
    appToken: settings.appToken,
    signingSecret: settings.signingSecret,
    waitFor: (look, timeoutMs = 5000) =>
      waitUntil(
        look,
        timeoutMs,
        () => snapshotOf(state),
        (onChange) => subscribe('change', onChange),
      ),
    now: () => snapshotOf(state),
    onTraffic: (listener) => subscribe('traffic', listener),
    onChange: (listener) => subscribe('change', listener),
    async close() {
      core.clock.stop();
      sockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
