import type { Dispatcher } from 'undici';
import { type Asked, failed } from './sentences.ts';
import type { Failed } from './types.ts';

export interface Answered {
  ok: true;
  status: number;
  body: unknown;
}

export interface Target extends Asked {
  url: string;
  /** Null: the address gets no token. */
  token: string | null;
  /** An answer of this status is read instead of being a failure: what a service says on /ready. */
  expects?: readonly number[];
}

const callMs = 1500;
const allMs = 2500;
const mostBytes = 1024 * 1024;
const userAgent = 'caracal-help';

/**
 * One GET with its one retry: 1.5 s a call, 2.5 s in all, 1 MB, no redirects. Never throws.
 * @param signal of the caller; when it fires, the answer is a timeout
 */
export async function get(dispatcher: Dispatcher, target: Target, signal: AbortSignal): Promise<Answered | Failed> {
  const until = Date.now() + allMs;
  const first = await once(dispatcher, target, signal, callMs);
  if (first.result.ok || !first.again) return first.result;
  const left = until - Date.now();
  const wait = first.retryAfterMs ?? 100 + Math.random() * 200;
  if (signal.aborted || left - wait < 100) return first.result;
  await pause(wait, signal);
  return (await once(dispatcher, target, signal, Math.min(callMs, until - Date.now()))).result;
}

interface Attempt {
  result: Answered | Failed;
  again: boolean;
  retryAfterMs: number | null;
}

async function once(dispatcher: Dispatcher, target: Target, signal: AbortSignal, ms: number): Promise<Attempt> {
  const cut = AbortSignal.any([signal, AbortSignal.timeout(Math.max(1, ms))]);
  const stop = (result: Answered | Failed): Attempt => ({ result, again: false, retryAfterMs: null });
  try {
    cut.throwIfAborted();
    const { origin, pathname, search } = new URL(target.url);
    const response = await dispatcher.request({
      origin,
      path: pathname + search,
      method: 'GET',
      headers: {
        accept: 'application/json',
        'user-agent': userAgent,
        ...(target.token === null ? {} : { authorization: `Bearer ${target.token}` }),
      },
      signal: cut,
    });
    const status = response.statusCode;
    if (status >= 300 && status < 400) {
      response.body.on('error', () => {}).destroy();
      return stop(failed('redirect', target));
    }
    const text = await readText(response.body);
    if (text === null) return stop(failed('too-large', target));
    const body = parse(text);
    if (status === 200 || target.expects?.includes(status)) {
      return stop(body === undefined ? failed('garbage', target) : { ok: true, status, body });
    }
    const retryAfterMs = retryAfter(response.headers['retry-after']);
    return { result: refused(status, body, target), again: status === 429 || status >= 500, retryAfterMs };
  } catch (error) {
    if (cut.aborted) return stop(failed('timeout', target));
    return stop(failed(isTimeout(error) ? 'timeout' : 'unreachable', target));
  }
}

function refused(status: number, body: unknown, target: Target): Failed {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  const code = typeof error === 'string' ? error : null;
  if (status === 401) return failed('unauthorized', target, code);
  if (status === 403) return failed('forbidden', target, code);
  if (status === 404) return failed(code === null ? 'garbage' : 'not-found', target, code);
  if (status === 429) return failed('rate-limited', target, code);
  return failed(status >= 500 ? 'server-error' : 'garbage', target, code);
}

/** Null where there is more than may be read. */
async function readText(body: Dispatcher.ResponseData['body']): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > mostBytes) {
      body.on('error', () => {}).destroy();
      return null;
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Undefined where it is no JSON; an empty body is null. */
function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function retryAfter(header: string | string[] | undefined): number | null {
  const seconds = typeof header === 'string' && header !== '' ? Number(header) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

function isTimeout(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && code.endsWith('_TIMEOUT');
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
