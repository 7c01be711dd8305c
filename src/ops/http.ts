import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Health, HealthReport } from './health.ts';
import type { Metrics } from './metrics.ts';

function sendReport(response: ServerResponse, report: HealthReport): void {
  response.writeHead(report.ok ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(report)}\n`);
}

/**
 * Answers GET (and HEAD) of /livez, /readyz and /metrics. Gives false for every other path, which is then somebody
 * else's; nothing of the request's body is read.
 */
export function createOpsHandler(options: {
  health: Health;
  metrics: Pick<Metrics, 'text' | 'contentType'>;
}): (request: IncomingMessage, response: ServerResponse) => boolean {
  const routes: Record<string, (response: ServerResponse) => Promise<void> | void> = {
    '/livez': (response) => sendReport(response, options.health.live()),
    '/readyz': async (response) => sendReport(response, await options.health.ready()),
    '/metrics': async (response) => {
      const text = await options.metrics.text();
      response.writeHead(200, { 'content-type': options.metrics.contentType, 'cache-control': 'no-store' });
      response.end(text);
    },
  };
  return (request, response) => {
    const path = (request.url ?? '').split('?')[0]!;
    const route = Object.hasOwn(routes, path) ? routes[path]! : null;
    if (route === null) return false;
    request.resume();
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return true;
    }
    Promise.resolve(route(response)).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
    return true;
  };
}
