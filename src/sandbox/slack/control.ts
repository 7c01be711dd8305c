import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './api/arguments.ts';
import { SlackError } from './api/types.ts';
import type { Core } from './core.ts';
import type { Operations } from './operations.ts';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Only this machine may steer: a page of another site must not, whatever name it gives this address. */
function isLocal(request: IncomingMessage): boolean {
  const origin = request.headers.origin;
  const host = request.headers.host ?? '';
  return LOOPBACK.test(host) && (!origin || LOOPBACK.test(origin.replace(/^https?:\/\//, '')));
}

/** Lets a page that another local server delivers read the answers. */
function allowLocalPages(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.origin) response.setHeader('access-control-allow-origin', request.headers.origin);
  response.setHeader('access-control-allow-headers', 'content-type');
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? null));
}

/** Server-sent events: `change` with the version after every change (many at once become one). */
function streamChanges(core: Core, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let waiting = false;
  const tell = () => {
    waiting = false;
    response.write(`event: change\ndata: {"version":${core.state.version}}\n\n`);
  };
  const onChange = () => {
    if (waiting) return;
    waiting = true;
    setImmediate(tell);
  };
  core.changes.on('change', onChange);
  response.on('close', () => core.changes.off('change', onChange));
  tell();
}

/**
 * `POST /control/<operation>` with its one argument as JSON answers with what it gives; 400 with `{error}` for what
 * a person could not do. `GET /control/changes` streams changes.
 */
export async function handleControl(
  core: Core,
  operations: Operations,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (!isLocal(request)) return reply(response, 403, { error: 'Only this machine may steer the workspace' });
  allowLocalPages(request, response);
  if (request.method === 'OPTIONS') return reply(response, 200, null);
  const name = url.pathname.slice('/control/'.length);
  if (name === 'changes') return streamChanges(core, response);
  const operation = operations[name as keyof Operations] as ((arg: unknown) => Promise<unknown>) | undefined;
  if (!operation || request.method !== 'POST') return reply(response, 404, { error: `There is no operation ${name}` });
  try {
    const body = (await readBody(request)).toString('utf8');
    reply(response, 200, await operation.call(operations, body ? JSON.parse(body) : {}));
  } catch (error) {
    const message = error instanceof SlackError ? error.code : error instanceof Error ? error.message : String(error);
    reply(response, 400, { error: message });
  }
}
