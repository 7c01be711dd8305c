import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the engine is, read from DOCKER_HOST. `where` is for people: it holds no credentials. */
export type Engine =
  | { kind: 'socket'; path: string; where: string }
  | { kind: 'tcp'; host: string; port: number; tls: { folder: string } | null; where: string };

export type HostEnv = Readonly<Record<string, string | undefined>>;

const pipe = '//./pipe/docker_engine';

/** The socket that is there when DOCKER_HOST is not set: the system's, or Docker Desktop's in the home folder. */
function standardSocket(env: HostEnv): string {
  if (process.platform === 'win32') return pipe;
  const system = '/var/run/docker.sock';
  const own = join(env.HOME ?? homedir(), '.docker', 'run', 'docker.sock');
  return !existsSync(system) && existsSync(own) ? own : system;
}

const isSet = (value: string | undefined) => value !== undefined && value !== '' && value !== '0';

function tcp(value: string, env: HostEnv): Engine | { refused: string } {
  const rest = value.slice('tcp://'.length);
  const url = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : null;
  if (url === null || rest === '') return { refused: 'DOCKER_HOST is not a tcp address; write tcp://host:2376' };
  if (url.username !== '' || url.password !== '') {
    return {
      refused: 'DOCKER_HOST must not hold a name or password; the engine uses certificates: set DOCKER_CERT_PATH',
    };
  }
  if (url.pathname !== '/' || url.search !== '')
    return { refused: 'DOCKER_HOST must not have a path; write tcp://host:2376' };
  // A URL drops the port 80 that stands in it, because that is the default of http.
  const port = url.port !== '' ? Number(url.port) : rest.endsWith(':80') ? 80 : null;
  const secure = isSet(env.DOCKER_TLS_VERIFY) || isSet(env.DOCKER_TLS) || port === 2376;
  const folder = env.DOCKER_CERT_PATH ?? join(env.DOCKER_CONFIG ?? join(env.HOME ?? homedir(), '.docker'));
  const host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  const at = port ?? (secure ? 2376 : 2375);
  return { kind: 'tcp', host, port: at, tls: secure ? { folder } : null, where: `tcp://${url.hostname}:${at}` };
}

/**
 * Reads DOCKER_HOST as the Docker command line does: unix, npipe, tcp with or without TLS. What is not meant is refused
 * with a sentence that says what to write; nothing is guessed. See MEASURED "dockerode" for what a guess would do.
 *
 * @param host DOCKER_HOST, null where it is not set
 */
export function parseDockerHost(host: string | null, env: HostEnv): Engine | { refused: string } {
  const value = host?.trim() ?? '';
  if (value === '' || value === 'unix://' || value === 'npipe://') {
    const path = value === 'npipe://' ? pipe : standardSocket(env);
    return { kind: 'socket', path, where: path };
  }
  if (value.startsWith('unix://')) {
    const path = value.slice('unix://'.length);
    if (path.startsWith('/')) return { kind: 'socket', path, where: path };
    return { refused: 'DOCKER_HOST names a socket without its full path; write unix:///path/to/docker.sock' };
  }
  if (value.startsWith('npipe://')) {
    const path = value.slice('npipe://'.length).replaceAll('\\', '/');
    return { kind: 'socket', path, where: path };
  }
  if (value.startsWith('tcp://')) return tcp(value, env);
  if (value.startsWith('ssh://')) {
    return {
      refused:
        'DOCKER_HOST is an ssh address, which is not supported; forward the socket instead ' +
        '(`ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock user@host`) and set DOCKER_HOST=unix:///tmp/docker.sock',
    };
  }
  if (value.startsWith('/')) return { refused: 'DOCKER_HOST is a bare path; write unix:// before it' };
  return { refused: 'DOCKER_HOST is not understood; write unix:///path/to/docker.sock or tcp://host:2376' };
}
