import type { Operations } from './operations.ts';
import type { Snapshot, Traffic } from './types.ts';
import { type Look, waitUntil } from './wait.ts';
import type { Addresses } from './workspace.ts';

export interface WorkspaceClient extends Operations {
  origin: string;
  waitFor<T>(look: Look<T>, timeoutMs?: number): Promise<T>;
  /** The newest snapshot that this client has. */
  now(): Snapshot;
  onChange(listener: () => void): () => void;
  /** Stops listening; the workspace itself goes on. */
  close(): void;
}

/** Calls one operation over HTTP. Rejects with the workspace's own sentence. */
async function call(origin: string, name: string, arg: unknown): Promise<unknown> {
  const response = await fetch(`${origin}/control/${name}`, { method: 'POST', body: JSON.stringify(arg ?? {}) });
  const body = (await response.json()) as { error?: string } | null;
  if (!response.ok) throw new Error(body?.error ?? `${name} answered ${response.status}`);
  return body;
}

/** Calls back at every `change` of the workspace until the signal ends it. */
async function listen(origin: string, onChange: () => void, signal: AbortSignal): Promise<void> {
  const response = await fetch(`${origin}/control/changes`, { signal });
  for await (const _chunk of response.body ?? []) onChange();
}

/**
 * Steers a workspace that runs in another process, with the same operations and `waitFor` as in this one.
 * Keeps a copy of what can be seen, brought up to date whenever the workspace says that it changed.
 */
export async function connectWorkspace(at: Pick<Addresses, 'origin'> | string): Promise<WorkspaceClient> {
  const origin = typeof at === 'string' ? at : at.origin;
  const stop = new AbortController();
  const listeners = new Set<() => void>();
  let traffic: Traffic[] = [];
  let snapshot: Snapshot;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function fetchOnce(): Promise<void> {
    const arg = { trafficSince: traffic.at(-1)?.seq ?? 0 };
    const fresh = (await call(origin, 'snapshot', arg)) as Snapshot;
    traffic = [...traffic, ...fresh.traffic];
    snapshot = { ...fresh, traffic };
    for (const listener of [...listeners]) listener();
  }

  /** One fetch at a time; resolves to one that began after it was asked for. */
  function refresh(): Promise<void> {
    if (next) return next;
    const mine = (running ?? Promise.resolve()).then(() => {
      next = null;
      running = fetchOnce().finally(() => {
        running = null;
      });
      return running;
    });
    next = mine;
    return mine;
  }
  // A workspace that went away shows in the next call; a background fetch has nobody to tell.
  const ignore = () => {};

  await refresh();
  listen(origin, () => refresh().catch(ignore), stop.signal).catch(ignore);

  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const own = {
    origin,
    waitFor: <T>(look: Look<T>, timeoutMs = 5000) => waitUntil(look, timeoutMs, () => snapshot, subscribe),
    now: () => snapshot,
    onChange: subscribe,
    close: () => stop.abort(),
  };
  // Any other name is an operation of the workspace; `then` must stay absent, or awaiting this would call it.
  return new Proxy(own as WorkspaceClient, {
    get: (target, name) =>
      name in target || typeof name === 'symbol' || name === 'then'
        ? Reflect.get(target, name)
        : async (arg: unknown) => {
            const result = await call(origin, name, arg);
            await refresh();
            return result;
          },
  });
}
