import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { prepare } from '../../paste/prepare.ts';
import type { Engine, HostEnv } from './host.ts';
import { parseDockerHost } from './host.ts';
import { lastErrorLine, logText } from './logs.ts';
import type { Hide } from './read.ts';
import { hideValues, readContainer, readDetail, readNetwork } from './read.ts';
import { type Docker, DockerError } from './types.ts';

export type { Docker } from './types.ts';
export { DockerError } from './types.ts';

export interface DockerOptions {
  /** DOCKER_HOST; null where it is not set. */
  host: string | null;
  /** DOCKER_TLS_VERIFY, DOCKER_CERT_PATH and the like. */
  env: HostEnv;
  project: string;
  network: string;
}

/** The backstop of every call; checks cut earlier. */
const timeoutMs = 3000;
/** How long one answer serves several checks that run side by side. */
const sharedMs = 500;

/** What may be asked of an engine, as the beginning and the end of a path. Everything else is refused before it is sent. */
function isAllowed(path: string): boolean {
  const plain = path.split('?')[0]!;
  if (['/_ping', '/version', '/containers/json', '/networks'].includes(plain)) return true;
  const parts = plain.split('/');
  return parts.length === 4 && parts[1] === 'containers' && (parts[3] === 'json' || parts[3] === 'logs');
}

interface Dialed {
  method?: string;
  path: string;
}

/**
 * dockerode for one engine, unable to send anything but a GET to the list above. Every option is given, also as
 * undefined, because what is left out docker-modem takes from the process' own DOCKER_HOST.
 */
function readOnly(engine: Engine): Dockerode {
  const none = {
    socketPath: undefined,
    host: undefined,
    port: undefined,
    ca: undefined,
    cert: undefined,
    key: undefined,
  };
  const options: Record<string, unknown> = { ...none, protocol: 'http', pathPrefix: '/', timeout: timeoutMs };
  if (engine.kind === 'socket') {
    options.socketPath = engine.path;
  } else {
    options.host = engine.host;
    options.port = engine.port;
    if (engine.tls !== null) {
      options.protocol = 'https';
      for (const name of ['ca', 'cert', 'key']) options[name] = readFileSync(join(engine.tls.folder, `${name}.pem`));
    }
  }
  const dockerode = new Dockerode(options as Dockerode.DockerOptions);
  const modem = dockerode.modem as { dial(options: Dialed, done: (error: Error | null, data?: unknown) => void): void };
  const dial = modem.dial.bind(modem);
  modem.dial = (request, done) => {
    if (request.method === 'GET' && isAllowed(request.path)) dial(request, done);
    else done(new Error(`caracal-help only reads: ${request.method} ${request.path.split('?')[0]} was not sent`));
  };
  return dockerode;
}

/** An error of dockerode or of the network in plain words. */
function explain(error: unknown, where: string): DockerError {
  if (error instanceof DockerError) return error;
  const { code, syscall, statusCode, name } = error as {
    code?: string;
    syscall?: string;
    statusCode?: number;
    name?: string;
  };
  if (syscall === 'open') {
    return new DockerError(
      'refused',
      'a certificate for Docker cannot be read; DOCKER_CERT_PATH must hold ca.pem, cert.pem and key.pem',
    );
  }
  if (code === 'ENOENT') return new DockerError('unreachable', `there is no Docker socket at ${where}`);
  if (code === 'EACCES' || code === 'EPERM') {
    return new DockerError('forbidden', `this user may not use the Docker socket at ${where}`);
  }
  if (code === 'ECONNREFUSED') return new DockerError('unreachable', `no Docker engine listens at ${where}`);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new DockerError('unreachable', `the host of ${where} is not known`);
  // docker-modem's own timeout and an engine that wants TLS look the same.
  if (code === 'ECONNRESET') {
    return new DockerError(
      'slow',
      `the Docker engine at ${where} broke off the connection (does it want TLS? DOCKER_TLS_VERIFY=1)`,
    );
  }
  if (name === 'AbortError' || name === 'TimeoutError') {
    return new DockerError('slow', `the Docker engine at ${where} did not answer in time`);
  }
  if (statusCode !== undefined) return new DockerError('answer', `the Docker engine answered ${statusCode}`);
  return new DockerError(
    'unreachable',
    `the Docker engine at ${where} cannot be used (${code ?? 'connection failed'})`,
  );
}

/** Rejects as soon as the signal does, whatever the promise is waiting for. */
async function until<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** One line of at most 200 characters, with every secret taken out. */
function safeLine(text: string, hide: Hide): string {
  const line = prepare(hide(text)).text.replaceAll('\n', ' ').trim();
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}

/**
 * A read-only look at the engine that DOCKER_HOST names. Connects when it is first asked. Checks that run side by side
 * share one answer. What is refused in DOCKER_HOST, every call says.
 */
export function createDocker(options: DockerOptions): Docker {
  const engine = parseDockerHost(options.host, options.env);
  const where = 'where' in engine ? engine.where : 'DOCKER_HOST';
  let client: Dockerode | null = null;
  const shared = new Map<string, Promise<unknown>>();
  const environments = new Map<string, Hide>();

  const open = (): Dockerode => {
    if ('refused' in engine) throw new DockerError('refused', engine.refused);
    client ??= readOnly(engine);
    return client;
  };

  async function ask<T>(key: string, signal: AbortSignal, call: (docker: Dockerode) => Promise<T>): Promise<T> {
    let answer = shared.get(key) as Promise<T> | undefined;
    if (answer === undefined) {
      answer = (async () => call(open()))();
      shared.set(key, answer);
      const forget = () => setTimeout(() => shared.delete(key), sharedMs).unref();
      answer.then(forget, () => shared.delete(key));
    }
    try {
      return await until(answer, signal);
    } catch (error) {
      throw explain(error, where);
    }
  }

  /** The whole inspection stays in here: `environments` keeps what must be taken out of the container's texts. */
  const inspect = (id: string, signal: AbortSignal) =>
    ask(`inspect ${id}`, signal, async (docker) => {
      const info = await docker.getContainer(id).inspect();
      const hide = hideValues(info.Config.Env ?? []);
      environments.set(id, hide);
      return readDetail(info, (text) => safeLine(text, hide));
    });

  return {
    project: options.project,
    network: options.network,
    where,
    version: (signal) =>
      ask('version', signal, async (docker) => {
        const { Version, ApiVersion } = await docker.version();
        return { version: String(Version), apiVersion: String(ApiVersion) };
      }),
    containers: (signal) =>
      ask('containers', signal, async (docker) => (await docker.listContainers({ all: true })).map(readContainer)),
    inspect,
    async lastError(id, signal) {
      if (!environments.has(id)) await inspect(id, signal);
      const hide = environments.get(id)!;
      return ask(`logs ${id}`, signal, async (docker) => {
        const answer = await docker.getContainer(id).logs({ stdout: true, stderr: true, tail: 60, follow: false });
        const line = lastErrorLine(logText(answer as unknown as Buffer));
        return line === null ? null : safeLine(line, hide);
      });
    },
    networks: (name, signal) =>
      ask(`network ${name}`, signal, async (docker) => {
        const found = await docker.listNetworks({ filters: { name: [name] } });
        return found.filter((network) => network.Name === name).map(readNetwork);
      }),
  };
}
