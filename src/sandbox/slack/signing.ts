import { createHmac } from 'node:crypto';

/** The headers of Slack's v0 signature: HMAC-SHA256 over `v0:timestamp:body`. */
export function signed(body: string, secret: string, seconds = Math.floor(Date.now() / 1000)): Record<string, string> {
  const digest = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${digest}` };
}
