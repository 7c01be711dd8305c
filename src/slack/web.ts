import {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import { faultOf, type Page, SlackError, type SlackPosts } from '../work/slack.ts';

export interface SlackWebOptions {
  token: string;
  /** Root of the Web API, with or without a slash at its end. */
  apiUrl: string;
  /** For one call; default 6 s. */
  timeoutMs?: number;
  /** Told of every call: `ok` or the error's code. The outbox counts its own. */
  onCall?: (method: string, outcome: string, ms: number) => void;
}

export interface SlackWeb extends SlackPosts {
  /**
   * Any other method. It rejects with a SlackError and never retries by itself; `retry: true` tries a failed read
   * twice more (never for what posts).
   */
  call<T = Record<string, unknown>>(method: string, args: Record<string, unknown>, retry?: boolean): Promise<T>;
}

/** web-api logs to the console and quotes answers: what is worth knowing is in the SlackError. */
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** Slack's Web API with timeouts on everything and retries on nothing that posts. */
export function createSlackWeb(options: SlackWebOptions): SlackWeb {
  const client = (retries: number): WebClient =>
    new WebClient(options.token, {
      slackApiUrl: options.apiUrl.endsWith('/') ? options.apiUrl : `${options.apiUrl}/`,
      timeout: options.timeoutMs ?? 6_000,
      retryConfig: { retries, minTimeout: 300, maxTimeout: 2000, randomize: true },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      logger: silent,
    });
  const once = client(0);
  const patient = client(2);

  const ask = async <T>(using: WebClient, method: string, args: Record<string, unknown>): Promise<T> => {
    try {
      return (await using.apiCall(method, args)) as T;
    } catch (error) {
      throw asSlackError(method, error);
    }
  };

  const page = async (method: string, args: Record<string, unknown>): Promise<Page> => {
    const answer = await ask<{ messages?: Page['messages']; response_metadata?: { next_cursor?: string } }>(
      once,
      method,
      { ...args, include_all_metadata: true, inclusive: true, limit: 200 },
    );
    return { messages: answer.messages ?? [], cursor: answer.response_metadata?.next_cursor || null };
  };

  return {
    async postMessage({ channel, threadTs, text, blocks, metadata }) {
      const answer = await ask<{ ts?: string; channel?: string }>(once, 'chat.postMessage', {
        channel,
        ...(threadTs === null ? {} : { thread_ts: threadTs }),
        text,
        ...(blocks ? { blocks } : {}),
        metadata,
        unfurl_links: false,
        unfurl_media: false,
      });
      if (!answer.ts) throw new SlackError('chat.postMessage', 'transient', 'no_ts');
      return { ts: answer.ts, channel: answer.channel ?? channel };
    },
    async update({ channel, ts, text, blocks, metadata }) {
      // Without blocks Slack would keep the old ones.
      await ask(once, 'chat.update', { channel, ts, text, blocks: blocks ?? [], metadata });
    },
    async remove({ channel, ts }) {
      await ask(once, 'chat.delete', { channel, ts });
    },
    replies: ({ channel, ts, oldest, cursor }) =>
      page('conversations.replies', { channel, ts, oldest, ...(cursor ? { cursor } : {}) }),
    history: ({ channel, oldest, cursor }) =>
      page('conversations.history', { channel, oldest, ...(cursor ? { cursor } : {}) }),
    async call<T>(method: string, args: Record<string, unknown>, retry = false): Promise<T> {
      const began = performance.now();
      try {
        const answer = await ask<T>(retry ? patient : once, method, args);
        options.onCall?.(method, 'ok', performance.now() - began);
        return answer;
      } catch (error) {
        options.onCall?.(method, (error as SlackError).code, performance.now() - began);
        throw error;
      }
    },
  };
}

const CODE = /^[a-z0-9_]{1,60}$/;

/** What web-api threw, in the words of the outbox. Whatever is not an answer of Slack's may have taken effect. */
function asSlackError(method: string, error: unknown): SlackError {
  if (error instanceof WebAPIRateLimitedError) return limited(method, error.retryAfter);
  if (error instanceof WebAPIPlatformError) {
    const { error: code, response_metadata: more, needed } = error.data as typeof error.data & { needed?: string };
    // Something between us and Slack answered with a page.
    if (!CODE.test(String(code))) return new SlackError(method, 'transient', 'html');
    if (faultOf(code) === 'rate-limited') return limited(method, more?.retryAfter ?? 1);
    return new SlackError(method, faultOf(code), code, { needed: needed ?? null, pointers: more?.messages ?? [] });
  }
  if (error instanceof WebAPIHTTPError) {
    return new SlackError(method, 'transient', `http_${error.statusCode}`);
  }
  const cause = error instanceof WebAPIRequestError ? error.original : error;
  if (cause instanceof Error && cause.message.includes('retry-after')) return limited(method, 30);
  const timedOut = cause instanceof Error && cause.name === 'TimeoutError';
  return new SlackError(method, 'transient', timedOut ? 'timeout' : 'reset');
}

function limited(method: string, seconds: number): SlackError {
  return new SlackError(method, 'rate-limited', 'ratelimited', { retryAfterMs: Math.max(1, seconds) * 1000 });
}
