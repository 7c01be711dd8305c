import type { IncomingHttpHeaders } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';

const WINDOW_S = 300;

/**
 * Whether Slack signed this body, with one of the secrets (two during a rotation), within five minutes of now in either
 * direction. Bolt's own check refuses only the past.
 */
export function isSigned(
  secrets: readonly string[],
  headers: IncomingHttpHeaders,
  body: string,
  nowMs: number,
): boolean {
  const signature = headers['x-slack-signature'];
  const seconds = headers['x-slack-request-timestamp'];
  if (typeof signature !== 'string' || typeof seconds !== 'string' || !/^\d{1,12}$/.test(seconds)) return false;
  const timestamp = Number(seconds);
  if (Math.abs(nowMs / 1000 - timestamp) > WINDOW_S) return false;
  const signed = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
  return secrets.some((signingSecret) =>
    isValidSlackRequest({ signingSecret, body, headers: signed, nowMilliseconds: nowMs }),
  );
}
