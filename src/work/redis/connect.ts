import { Redis } from 'ioredis';

/** How long the first connection may take. */
const FIRST_MS = 5_000;
const COMMAND_MS = 800;
const ANSWER_MS = 1_000;

/** REDIS_URL without its password, for messages. */
function plainUrl(url: string): string {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return 'this URL';
  }
}

/**
 * The connection for everything but workers: it fails fast and never keeps a command for later. Resolves when Redis
 * has answered; rejects with a sentence that names REDIS_URL.
 */
export async function connect(url: string): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    commandTimeout: COMMAND_MS,
    connectTimeout: FIRST_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => 200,
  });
  let last: Error | null = null;
  redis.on('error', (error: Error) => {
    last = error;
  });
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(last ?? new Error(`no answer within ${FIRST_MS / 1000} s`)), FIRST_MS);
  try {
    await Promise.race([ready(redis), late]);
    return redis;
  } catch (error) {
    redis.disconnect();
    throw new Error(`REDIS_URL: cannot reach Redis at ${plainUrl(url)}: ${(last ?? (error as Error)).message}`);
  } finally {
    clearTimeout(timer);
  }
}

async function ready(redis: Redis): Promise<void> {
  const isReady = new Promise<void>((resolve) => redis.once('ready', resolve));
  // A refused first attempt rejects connect() while ioredis goes on trying: what counts is `ready`.
  redis.connect().catch(() => undefined);
  await isReady;
}

/** The connection that workers use: it waits for Redis to come back, however long that takes. */
export function connectWorker(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 200 });
  redis.on('error', () => undefined);
  return redis;
}

/** An answer within a second, or an error that names REDIS_URL. */
export async function within<T>(url: string, answer: Promise<T>, ms = ANSWER_MS): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    throw new Error(`REDIS_URL: Redis at ${plainUrl(url)} did not answer: ${(error as Error).message}`);
  } finally {
    clearTimeout(timer);
  }
}
