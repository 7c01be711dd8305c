import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import type { Assets } from './run-build.ts';
import type { Stand } from './run-stand.ts';
import { pageState } from './run-state.ts';
import type { Workspace } from './slack/workspace.ts';

const HOST = '127.0.0.1';
const MOST = 40 * 1024 * 1024;
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
/** What of the workspace is for this process alone. */
const INNER = ['close', 'waitFor', 'now', 'onTraffic', 'onChange'];
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const SAFE = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export interface PageServer {
  url: string;
  /** From here on the page is there; until then whoever asks waits. */
  serve(assets: Assets, workspace: Workspace, stand: Stand): void;
  close(): Promise<void>;
}

interface Parts {
  assets: Assets;
  workspace: Workspace;
  stand: Stand;
}

/** Only pages of this machine may ask: not another site, whatever name it gives this address. */
function isLocal(request: IncomingMessage): boolean {
  const { host = '', origin } = request.headers;
  return LOOPBACK.test(host) && (origin === undefined || origin === `http://${host}`);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...SAFE, 'content-type': 'application/json' }).end(JSON.stringify(body ?? null));
}

async function argumentOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST) throw new Error('This is too large for the sandbox: 25 MB at most');
    chunks.push(chunk as Buffer);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
}

/** Server-sent events: one `change` after every change, many at once become one. */
function stream({ workspace, stand }: Parts, response: ServerResponse): void {
  response.writeHead(200, { ...SAFE, 'content-type': 'text/event-stream' });
  let waiting = false;
  const tell = () => {
    if (waiting) return;
    waiting = true;
    setImmediate(() => {
      waiting = false;
      response.write('event: change\ndata: {}\n\n');
    });
  };
  const stops = [workspace.onChange(tell), stand.onChange(tell)];
  response.on('close', () => {
    for (const stop of stops) stop();
  });
  tell();
}

/** Does what a person did on the page: an operation of the workspace, or something to the bot and Caracal. */
async function act(parts: Parts, request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const [, kind, name = ''] = path.split('/');
  const { workspace, stand } = parts;
  const found =
    kind === 'stand'
      ? Object.hasOwn(stand.actions, name) && stand.actions[name]
      : Object.hasOwn(workspace, name) && !INNER.includes(name) && workspace[name as keyof Workspace];
  if (typeof found !== 'function') return json(response, 404, { error: `There is nothing called ${name}` });
  try {
    json(response, 200, await (found as (arg: unknown) => unknown).call(workspace, await argumentOf(request)));
  } catch (error) {
    json(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

async function route(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${HOST}`);
  const { assets, workspace, stand } = parts;
  if (request.method === 'POST') return act(parts, request, response, url.pathname);
  if (url.pathname === '/changes') return stream(parts, response);
  if (url.pathname === '/state') return json(response, 200, pageState(workspace.now(), stand.state()));
  if (url.pathname.startsWith('/traffic/')) {
    const seq = Number(url.pathname.slice('/traffic/'.length));
    return json(
      response,
      200,
      workspace.now().traffic.find((line) => line.seq === seq),
    );
  }
  const path = url.pathname === '/' ? '/index.html' : url.pathname;
  const bytes = assets.get(path);
  if (!bytes) return json(response, 404, { error: 'not found' });
  response.writeHead(200, { ...SAFE, 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(bytes);
}

/** Takes the port, on loopback only. Rejects with EADDRINUSE when somebody else has it. */
export async function createPageServer(port: number): Promise<PageServer> {
  let ready: (parts: Parts) => void = () => {};
  const parts = new Promise<Parts>((resolve) => {
    ready = resolve;
  });
  const server = createServer((request, response) => {
    if (!isLocal(request)) return json(response, 403, { error: 'Only this machine may use the sandbox' });
    parts
      .then((all) => route(all, request, response))
      .catch((error: unknown) => {
        if (!response.headersSent) json(response, 500, { error: String(error) });
        else response.end();
      });
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    serve: (assets, workspace, stand) => ready({ assets, workspace, stand }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
