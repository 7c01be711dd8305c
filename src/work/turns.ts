import { randomUUID } from 'node:crypto';
import { Later, type Store } from './types.ts';

/** A claim that is not renewed for this long belongs to a dead process. */
const CLAIM_MS = 5_000;
const RENEW_MS = 1_500;
/** Waiting that is longer than this is done in the store, so that it holds no worker. */
const PATIENCE_MS = 2_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs `body` while nobody else, on any replica, runs under the same name. Throws `Later` when it stays taken. */
export async function alone<T>(store: Store, name: string, body: () => Promise<T>): Promise<T> {
  const owner = randomUUID();
  const patience = Date.now() + PATIENCE_MS;
  while (!(await store.claim(name, owner, CLAIM_MS))) {
    if (Date.now() > patience) throw new Later(Date.now() + 500, 'another run is at this reply');
    await pause(50);
  }
  const renewing = setInterval(() => {
    store.claim(name, owner, CLAIM_MS).catch(() => undefined);
  }, RENEW_MS);
  try {
    return await body();
  } finally {
    clearInterval(renewing);
    await store.release(name, owner).catch(() => undefined);
  }
}

/** Waits for the channel's next slot. Throws `Later` where that is far off, as after a Retry-After. */
export async function channelTurn(
  store: Store,
  channel: string,
  everyMs: number,
  waited: (ms: number) => void,
): Promise<void> {
  const wait = await store.slot(channel, everyMs);
  if (wait <= 0) return;
  waited(wait);
  if (wait > PATIENCE_MS) throw new Later(Date.now() + wait, 'the channel has to wait');
  await pause(wait);
}
