import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Recorder {
  /** DOCKER_HOST of the proxy. */
  host: string;
  /** Every request: verb and path. */
  asked: string[];
  /** Everything that the engine answered. */
  readonly answered: string;
  close(): Promise<void>;
}

/** Stands before an engine's socket and writes down what is asked and answered. */
export async function recordingProxy(engine: string): Promise<Recorder> {
  const folder = mkdtempSync(join(tmpdir(), 'ch-docker-proxy-'));
  const path = join(folder, 'p.sock');
  const asked: string[] = [];
  let answered = '';
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const passed = request(
      {
        socketPath: engine.slice('unix://'.length),
        path: incoming.url,
        method: incoming.method,
        headers: incoming.headers,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.on('data', (chunk) => {
          answered += chunk;
          outgoing.write(chunk);
        });
        answer.on('end', () => outgoing.end());
      },
    );
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    host: `unix://${path}`,
    asked,
    get answered() {
      return answered;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
