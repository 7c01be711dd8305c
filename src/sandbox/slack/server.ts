import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readBody } from './api/arguments.ts';
import { handleApi } from './api/handle.ts';
import { handleControl } from './control.ts';
import type { Core } from './core.ts';
import { serveFile } from './files.ts';
import type { Operations } from './operations.ts';
import { handleResponseUrl } from './response-url.ts';
import { note } from './traffic.ts';

/** Takes the bytes of an upload that `files.getUploadURLExternal` announced, bare or as one part of a form. */
async function takeUpload(core: Core, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const at = Date.now();
  const upload = core.state.uploads.get(url.pathname.split('/')[3] ?? '');
  const body = await readBody(request);
  const boundary = /boundary="?([^";]+)/.exec(request.headers['content-type'] ?? '')?.[1];
  const start = boundary ? body.indexOf('\r\n\r\n') + 4 : 0;
  const end = boundary ? body.lastIndexOf(`\r\n--${boundary}`) : body.length;
  if (upload) upload.data = body.subarray(start, end);
  response.writeHead(upload ? 200 : 404, { 'content-type': 'text/plain' });
  response.end(upload ? `OK - ${end - start}` : 'not found');
  const status = upload ? 200 : 404;
  note(core, { at, direction: 'from-bot', kind: 'file', name: 'upload', ok: Boolean(upload), status });
}

/** One server for the Web API, files, response URLs and the control of the workspace. */
export function createWorkspaceServer(core: Core, operations: () => Operations): Server {
  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname;
    if (path.startsWith('/api/')) return handleApi(core, request, response, url);
    if (path.startsWith('/control/')) return handleControl(core, operations(), request, response, url);
    if (path.startsWith('/response/')) return handleResponseUrl(core, request, response, url);
    if (path.startsWith('/files-pri/') || path === '/signin') return serveFile(core, request, response, url);
    if (path.startsWith('/upload/')) return takeUpload(core, request, response, url);
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
  }
  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? error.stack : String(error));
    });
  });
  // Longer than a bot keeps an idle connection, or it would now and then reuse one that is just being closed.
  server.keepAliveTimeout = 120_000;
  return server;
}
