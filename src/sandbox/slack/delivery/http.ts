import { request as plainRequest, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Core } from '../core.ts';
import { signed } from '../signing.ts';
import { type Attempt, failed, type Outcome } from './types.ts';

/** Content type and body exactly as Slack sends them: JSON for events, a bare form type for the rest. */
function encodeAttempt(attempt: Attempt): { type: string; body: string } {
  if (attempt.kind === 'event') return { type: 'application/json', body: JSON.stringify(attempt.payload) };
  const form = new URLSearchParams(
    attempt.kind === 'command'
      ? (attempt.payload as Record<string, string>)
      : { payload: JSON.stringify(attempt.payload) },
  );
  return { type: 'application/x-www-form-urlencoded', body: form.toString() };
}

function parseAnswer(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * One signed POST to the bot, on its own connection so that a restarted bot meets no stale one.
 * Resolves to the outcome, never rejects; 2xx within the deadline is the only success.
 */
export function postToBot(core: Core, attempt: Attempt): Promise<Outcome> {
  const { eventsUrl, signingSecret, deadlineMs } = core.settings;
  if (!eventsUrl) return Promise.resolve(failed('connection_failed'));
  const { type, body } = encodeAttempt(attempt);
  const retry = attempt.retry
    ? { 'x-slack-retry-num': String(attempt.retry), 'x-slack-retry-reason': attempt.reason ?? 'unknown_error' }
    : {};
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    headers: {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      accept: '*/*',
      ...signed(body, signingSecret),
      ...retry,
    },
  };
  return new Promise((resolve) => {
    const send = eventsUrl.startsWith('https:') ? tlsRequest : plainRequest;
    const request = send(eventsUrl, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => finish(failed('connection_failed')));
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        const ok = status >= 200 && status < 300;
        const redirected = status >= 300 && status < 400;
        finish({
          ok,
          status,
          body: parseAnswer(Buffer.concat(chunks).toString('utf8')),
          reason: ok ? null : redirected ? 'too_many_redirects' : 'http_error',
          noRetry: response.headers['x-slack-no-retry'] === '1',
        });
      });
    });
    const deadline = setTimeout(() => {
      finish(failed('http_timeout'));
      request.destroy();
    }, deadlineMs);
    function finish(outcome: Outcome) {
      clearTimeout(deadline);
      resolve(outcome);
    }
    request.on('error', () => finish(failed('connection_failed')));
    request.end(body);
  });
}
