import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Received {
  headers: IncomingHttpHeaders;
  raw: string;
  /** Parsed body: the event envelope, the command's fields, or the interaction's payload. */
  body: Record<string, unknown>;
}

export interface RawBot {
  url: string;
  received: Received[];
  /** How the next deliveries are answered; default 200 and nothing. */
  answer: (received: Received, response: ServerResponse) => void;
  close(): Promise<void>;
}

function parse(raw: string, type: string): Record<string, unknown> {
  if (type.startsWith('application/json')) return JSON.parse(raw) as Record<string, unknown>;
  const form = Object.fromEntries(new URLSearchParams(raw));
  return form.payload ? (JSON.parse(form.payload) as Record<string, unknown>) : form;
}

/** A bot that only notes down what it is sent: no library between the test and the wire. */
export async function startRawBot(): Promise<RawBot> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString('utf8');
    const one = { headers: request.headers, raw, body: parse(raw, String(request.headers['content-type'])) };
    received.push(one);
    bot.answer(one, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bot: RawBot = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    received,
    answer: (_received, response) => void response.end(),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return bot;
}

/** One Web API call, form-encoded as Slack's own client does it. */
export async function callApi(
  at: { apiUrl: string; botToken: string },
  method: string,
  args: Record<string, unknown> = {},
  token: string | null = at.botToken,
) {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(args)) {
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${at.apiUrl}${method}`, { method: 'POST', body: form, headers });
  const body = (await response.json()) as Record<string, unknown> & { ok: boolean; error?: string; ts: string };
  return { status: response.status, headers: response.headers, body };
}
