import type { App, Logger } from '@slack/bolt';
import { SocketModeReceiver } from '@slack/bolt';
import type { Accept } from './accept.ts';
import { freshPong, type SocketClient } from './socket-client.ts';
import { badAppToken } from './socket-errors.ts';

export interface SocketOptions {
  appToken: string;
  apiUrl: string;
  accept: Accept;
  logger: Logger;
  log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
  /** Until the first hello; then it ends with a clear error. */
  startMs?: number;
}

export interface Socket {
  /** Hello seen and pong fresh. */
  health(): { ok: boolean; detail: string };
  stop(): Promise<void>;
}

const START_MS = 30_000;
const HELLO_MS = 10_000;
const PING_MS = 5_000;
const PONG_FRESH_MS = 15_000;
const WATCH_MS = 1_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
const REFUSED_PAUSE_MS = 30_000;

/**
 * Keeps one socket to Slack open. The library's own reconnecting waits five seconds each time and turns some errors into
 * unhandled rejections, so every connection is a new client of this loop.
 * Rejects when there was no hello within `startMs`, at once when Slack refuses the app token.
 */
export async function startSocket(options: SocketOptions): Promise<Socket> {
  let client: SocketClient | null = null;
  let stopped = false;
  let wake = (): void => {};
  let lost: string | null = 'not connected yet';

  async function connect(): Promise<void> {
    const receiver = new SocketModeReceiver({
      appToken: options.appToken,
      logger: options.logger,
      autoReconnectEnabled: false,
      clientPingTimeout: PING_MS,
      installerOptions: {
        clientOptions: { slackApiUrl: options.apiUrl, timeout: HELLO_MS, retryConfig: { retries: 0 } },
      },
      // Not stored, so not acknowledged: Slack delivers it again.
      processEventErrorHandler: async ({ error }) => {
        options.log.warn({ error: error.message }, 'an envelope could not be taken in');
        return false;
      },
    });
    receiver.init({
      processEvent: async (event: { body: Record<string, unknown>; ack: (answer?: unknown) => Promise<void> }) =>
        event.ack(await options.accept(event.body)),
    } as unknown as App);
    const mine = receiver.client as unknown as SocketClient;
    mine.on('ws_message', (data) => acknowledgeEmpty(mine, data));
    mine.once('disconnected', () => {
      if (client === mine) client = null;
      lost = 'disconnected';
      wake();
    });
    client = mine;
    await within(HELLO_MS, mine.start());
    if (stopped) return void close(mine);
    lost = null;
    options.log.info({}, 'connected to Slack over Socket Mode');
  }

  /** Runs until stopped: waits for the end of a connection, then makes the next one. */
  async function keep(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!stopped) {
      if (client === null) {
        try {
          await connect();
          pause = FIRST_PAUSE_MS;
        } catch (error) {
          await giveUp(error);
          const refused = badAppToken(error);
          lost = refused ?? 'Slack cannot be reached';
          options.log.warn({ error: lost }, 'no connection to Slack over Socket Mode');
          await sleep(refused ? REFUSED_PAUSE_MS : pause);
          pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        }
      } else {
        await sleep(WATCH_MS);
        if (client !== null && !freshPong(client, PONG_FRESH_MS)) await giveUp('no pong');
      }
    }
  }

  async function giveUp(_why: unknown): Promise<void> {
    const old = client;
    client = null;
    if (old) close(old);
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  await firstConnection(connect, giveUp, options.startMs ?? START_MS);
  void keep();

  return {
    health() {
      if (client === null || lost !== null) return { ok: false, detail: lost ?? 'disconnected' };
      return freshPong(client, PONG_FRESH_MS)
        ? { ok: true, detail: 'hello seen, pong fresh' }
        : { ok: false, detail: 'no pong from Slack' };
    },
    async stop() {
      stopped = true;
      await giveUp('stopped');
      wake();
    },
  };
}

/** Tries until the deadline; a refused token ends it at once. */
async function firstConnection(
  connect: () => Promise<void>,
  giveUp: (why: unknown) => Promise<void>,
  ms: number,
): Promise<void> {
  const until = Date.now() + ms;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await connect();
    } catch (error) {
      await giveUp(error);
      const refused = badAppToken(error);
      if (refused) throw new Error(refused);
      if (Date.now() + pause >= until) {
        throw new Error(
          `Slack gave no Socket Mode connection within ${ms / 1000} s: check the network and SLACK_APP_TOKEN`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no hello')), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => {});
  }
}

/**
 * An envelope whose payload has no event (`app_rate_limited`) makes the library throw before anybody could acknowledge it, and
 * Slack would deliver it again and again.
 */
function acknowledgeEmpty(client: SocketClient, data: unknown): void {
  if (typeof data !== 'string' || !data.includes('"app_rate_limited"')) return;
  try {
    const envelope = JSON.parse(data) as { envelope_id?: unknown; payload?: { event?: unknown } };
    if (typeof envelope.envelope_id === 'string' && envelope.payload?.event === undefined) {
      client.send(envelope.envelope_id).catch(() => {});
    }
  } catch {
    // Not JSON: there is nothing to acknowledge.
  }
}

/** Asked twice, the library ends a connection without waiting 30 s for the other side to agree. */
function close(client: SocketClient): void {
  client.removeAllListeners('slack_event');
  client.disconnect().catch(() => {});
  client.websocket?.disconnect();
}
