import type { ServerResponse } from 'node:http';

/** What can be wrong between the bot and the API. */
export type FaultKind = 'down' | 'hang' | 'slow' | '500' | '429' | 'garbage' | 'redirect' | 'too-large';

export interface Fault {
  kind: FaultKind;
  /** Only so often; absent: until it is taken away. */
  times?: number;
  /** Only for paths that contain this. */
  path?: string;
  /** How long a slow answer takes. */
  ms?: number;
  /** Retry-After of a 429 or 500, in seconds. */
  retryAfter?: number;
}

const json = { 'content-type': 'application/json; charset=utf-8' };

/** Answers, or does not, as the fault wants. */
export function answerWithFault(fault: Fault, response: ServerResponse): void {
  const retry = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
  switch (fault.kind) {
    case 'down':
      response.destroy();
      return;
    case 'hang':
    case 'slow':
      return;
    case '500':
      response.writeHead(500, { ...json, ...retry });
      response.end('{"error":"internal_error","error_description":"The service failed to process the request"}');
      return;
    case '429':
      response.writeHead(429, { ...json, ...retry });
      response.end('{"error":"rate_limited"}');
      return;
    case 'garbage':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!DOCTYPE html><title>Something else</title>');
      return;
    case 'redirect':
      response.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' });
      response.end();
      return;
    case 'too-large':
      response.writeHead(200, json);
      response.end(`{"rows":[],"padding":"${'x'.repeat(1_200_000)}"}`);
  }
}
