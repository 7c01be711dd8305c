import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDocker } from '../../../src/checks/docker/client.ts';

let folder = '';
let server: Server | null = null;
const signal = () => AbortSignal.timeout(2000);
const docker = (host: string, env = {}) => createDocker({ host, env, project: 'caracal', network: 'caracalData' });

async function standIn(answer: RequestListener): Promise<string> {
  const path = join(folder, 'd.sock');
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(path, resolve));
  return `unix://${path}`;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ch-docker-client-'));
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
  rmSync(folder, { recursive: true, force: true });
});

describe('createDocker', () => {
  it.each([
    ['unix:///nowhere/d.sock', 'unreachable', 'there is no Docker socket at /nowhere/d.sock'],
    ['tcp://127.0.0.1:1', 'unreachable', 'no Docker engine listens at tcp://127.0.0.1:1'],
    ['ssh://me@host', 'refused', 'DOCKER_HOST is an ssh address'],
  ])('says what is wrong with %s', async (host, fault, message) => {
    const error = await docker(host)
      .version(signal())
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'DockerError', fault, message: expect.stringContaining(message) });
  });

  it('names the certificates that are missing', async () => {
    const error = await docker('tcp://127.0.0.1:2376', { DOCKER_CERT_PATH: folder })
      .version(signal())
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ fault: 'refused', message: expect.stringContaining('DOCKER_CERT_PATH') });
  });

  it('gives an engine that hangs up as soon as the signal does', async () => {
    const host = await standIn(() => {});
    const ask = docker(host);
    for (const call of [ask.version, ask.containers, (of: AbortSignal) => ask.networks('caracalData', of)]) {
      const error = await call(AbortSignal.timeout(100)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ fault: 'slow' });
    }
  });

  it('reports an error of the engine by its number alone', async () => {
    const host = await standIn((_request, response) => response.writeHead(500).end('{"message":"secret words"}'));
    const error = await docker(host)
      .containers(signal())
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ fault: 'answer', message: 'the Docker engine answered 500' });
  });

  it('asks once for checks that run side by side, and not for what lies in the past', async () => {
    let asked = 0;
    const host = await standIn((_request, response) => {
      asked += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
    });
    const ask = docker(host);
    await Promise.all([ask.containers(signal()), ask.containers(signal()), ask.containers(signal())]);
    expect(asked).toBe(1);
  });
});
