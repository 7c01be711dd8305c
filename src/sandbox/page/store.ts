import { useSyncExternalStore } from 'react';
import type { PageState } from '../run-state.ts';

// The state lives in the workspace: the page only draws it, so a reload loses nothing and two windows agree.

interface Shown {
  state: PageState | null;
  /** The sandbox does not answer. */
  lost: boolean;
  /** What could not be done, to be read out. */
  problem: string | null;
}

let shown: Shown = { state: null, lost: false, problem: null };
let fetching = false;
let again = false;
const listeners = new Set<() => void>();

function show(change: Partial<Shown>): void {
  shown = { ...shown, ...change };
  for (const listener of listeners) listener();
}

/** Fetches the state; asked again meanwhile, it does so once more. */
async function refresh(): Promise<void> {
  again = true;
  if (fetching) return;
  fetching = true;
  try {
    while (again) {
      again = false;
      const response = await fetch('/state');
      show({ state: (await response.json()) as PageState, lost: false });
    }
  } catch {
    show({ lost: true });
  } finally {
    fetching = false;
  }
}

/** Listens to the sandbox; the browser connects again by itself. */
export function connect(): () => void {
  const source = new EventSource('/changes');
  source.addEventListener('change', () => void refresh());
  source.addEventListener('error', () => show({ lost: true }));
  return () => source.close();
}

async function post(path: string, arg: unknown): Promise<unknown> {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify(arg ?? {}) });
  const body = (await response.json()) as { error?: string } | null;
  if (!response.ok) throw new Error(body?.error ?? `The sandbox answered ${response.status}`);
  return body;
}

/** Does something; what goes wrong is shown. Resolves to whether it worked. */
async function attempt(path: string, arg: unknown): Promise<boolean> {
  try {
    await post(path, arg);
    show({ problem: null });
    return true;
  } catch (error) {
    show({ problem: error instanceof Error ? error.message : String(error) });
    return false;
  }
}

/** What a person, or Slack itself, does in the workspace. */
export const act = (operation: string, arg: unknown): Promise<boolean> => attempt(`/do/${operation}`, arg);

/** What happens to the bot and to Caracal. */
export const stand = (action: string, value?: unknown): Promise<boolean> => attempt(`/stand/${action}`, { value });

export const tell = (problem: string | null): void => show({ problem });

export function useShown(): Shown {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
