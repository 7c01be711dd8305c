import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Balancer {
  url: string;
  /** Ports of the replicas that are alive. */
  targets: Set<number>;
  close(): Promise<void>;
}

/** Passes each request on to one replica at random; one that is gone is a 502, which Slack takes as a failed delivery. */
export async function startBalancer(): Promise<Balancer> {
  const targets = new Set<number>();
  const server = createServer((incoming, outgoing) => {
    const ports = [...targets];
    const port = ports[Math.floor(Math.random() * ports.length)];
    const fail = (): void => {
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
    };
    if (port === undefined) return fail();
    const { method, url, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing).on('error', fail);
      answer.on('error', fail);
    });
    onward.on('error', fail);
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
