import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Accept } from './accept.ts';
import { contentType, parseBody, Refused, readBody } from './body.ts';
import { isSigned } from './signature.ts';

export interface HttpOptions {
  host: string;
  port: number;
  /** Answers health and metrics; false for any other path. */
  ops: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Null in Socket Mode: then only `ops` is served. */
  slack: { signingSecrets: readonly string[]; accept: Accept; bodyMs?: number } | null;
  warn: (why: string, fields: object) => void;
}

export interface HttpServer {
  port: number;
  /** No new connections; resolves when the last answer is out. */
  stop(): Promise<void>;
}

const EVENTS_PATH = '/slack/events';

/** Slack's requests and the health routes on one port. Rejects when it cannot listen there. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const server = createServer(
    { connectionsCheckingInterval: 1_000 },
    (request, response) => void answer(options, request, response),
  );
  // Slack answers within 3 s or gives up; whoever sends headers or bodies more slowly is not Slack.
  server.headersTimeout = 5_000;
  server.requestTimeout = 10_000;
  server.keepAliveTimeout = 15_000;
  await listen(server, options.host, options.port);
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function answer(options: HttpOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (options.ops(request, response)) return;
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  try {
    if (options.slack && path === EVENTS_PATH) await takeFromSlack(options.slack, request, response);
    else send(response, 404, { error: 'not found' });
  } catch (error) {
    if (error instanceof Refused) return refuse(response, error);
    options.warn('a request could not be taken in', {
      path,
      error: error instanceof Error ? error.message : 'unknown',
    });
    send(response, 500, { error: 'not stored' });
  }
}

/** Signature first: nothing of a body that Slack did not sign is looked at, but for its content type and length. */
async function takeFromSlack(
  slack: NonNullable<HttpOptions['slack']>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') throw new Refused(405, 'only POST');
  const type = contentType(request.headers['content-type']);
  const text = await readBody(request, slack.bodyMs);
  if (type !== 'application/json' && isSslCheck(text)) return send(response, 200);
  if (!isSigned(slack.signingSecrets, request.headers, text, Date.now())) throw new Refused(401, 'not signed by Slack');
  const body = parseBody(type, text);
  if (body.type === 'url_verification') return send(response, 200, { challenge: body.challenge });
  send(response, 200, await slack.accept(body));
}

/** Slack looks whether the certificate is good; such a request is not signed, and nothing else in it counts. */
const isSslCheck = (text: string): boolean => new URLSearchParams(text).get('ssl_check') === '1';

function send(response: ServerResponse, status: number, body?: Record<string, unknown>): void {
  if (response.headersSent) return;
  if (body === undefined) {
    response.writeHead(status, { 'content-length': '0' });
    response.end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** Refused before its body was read to the end: the connection is of no use any more. */
function refuse(response: ServerResponse, refused: Refused): void {
  if (response.headersSent) return;
  const cut = refused.status === 413 || refused.status === 408 || refused.status === 415 || refused.status === 405;
  if (cut) response.setHeader('connection', 'close');
  response.once('finish', () => {
    if (cut) response.req.socket?.destroySoon?.();
  });
  send(response, refused.status, { error: refused.message });
}
