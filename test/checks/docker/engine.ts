import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import Dockerode from 'dockerode';

/** A Docker engine of its own for a test: nothing of the machine's engine, containers or rules is touched. */
export interface TestEngine {
  /** DOCKER_HOST */
  host: string;
  api: Dockerode;
  /** Makes an image from a few programs of this machine. `expose` are the ports that it says it listens on. */
  image(tag: string, expose?: number[], stamp?: string): Promise<void>;
  /** Creates and starts a container; a start that fails is left as the engine leaves it. */
  run(name: string, options?: RunOptions): Promise<void>;
  /** Resolves when the container's health check says so. */
  health(name: string, status: string): Promise<void>;
  clear(): Promise<void>;
  stop(): Promise<void>;
}

interface RunOptions {
  image?: string;
  network?: string;
  /** Published on 127.0.0.1, same port inside. */
  port?: number;
  command?: string;
  health?: string;
  env?: string[];
  labels?: Record<string, string>;
  start?: boolean;
}

function which(name: string): string | null {
  return (
    ['/usr/bin', '/usr/sbin', '/bin', '/sbin', '/usr/local/bin'].map((folder) => join(folder, name)).find(existsSync) ??
    null
  );
}

/** What is missing for an engine here; null when nothing is. */
export function whyNoEngine(): string | null {
  if (process.platform !== 'linux') return 'not Linux';
  if (process.getuid?.() !== 0) return 'not root';
  const missing = ['dockerd', 'containerd', 'runc', 'tar'].filter((name) => which(name) === null);
  return missing.length === 0 ? null : `${missing.join(', ')} missing (docker.io)`;
}

/** A small root file system: busybox where it is installed, else the machine's own shell, with the libraries they need. */
function rootFileSystem(folder: string): string {
  const root = join(folder, 'root');
  mkdirSync(join(root, 'bin'), { recursive: true });
  const take = (program: string, name: string) => {
    copyFileSync(realpathSync(program), join(root, 'bin', name));
    let libraries = '';
    try {
      libraries = execFileSync(which('ldd')!, [program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      return; // statically linked
    }
    for (const [path] of libraries.matchAll(/\/\S+\.so\S*/g)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      copyFileSync(realpathSync(path), join(root, path));
    }
  };
  const busybox = which('busybox');
  if (busybox !== null) {
    take(busybox, 'busybox');
    for (const name of ['sh', 'sleep']) symlinkSync('busybox', join(root, 'bin', name));
  } else for (const name of ['sh', 'sleep']) take(which(name)!, name);
  return root;
}

function ping(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path: '/_ping' }, (response) => resolve(response.resume().statusCode === 200));
    asked.on('error', () => resolve(false)).end();
  });
}

/** Starts dockerd in a folder of its own, without firewall rules and without the default bridge. */
export async function startEngine(): Promise<TestEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'ch-dockerd-'));
  const socket = join(folder, 'd.sock');
  const flags = {
    host: `unix://${socket}`,
    'data-root': join(folder, 'data'),
    'exec-root': join(folder, 'exec'),
    pidfile: join(folder, 'pid'),
    'storage-driver': 'vfs',
    iptables: 'false',
    ip6tables: 'false',
    bridge: 'none',
  };
  const daemon = spawn(
    which('dockerd')!,
    Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let log = '';
  const ended = new Promise<void>((resolve) => daemon.on('exit', () => resolve()));
  const listening = new Promise<boolean>((resolve) => {
    daemon.on('exit', () => resolve(false));
    daemon.stderr.on('data', (chunk) => {
      log += chunk;
      if (log.includes('API listen on')) resolve(true);
    });
  });
  if (!(await listening) || !(await ping(socket))) throw new Error(`dockerd did not start: ${log.slice(-500)}`);
  const api = new Dockerode({ socketPath: socket });
  const root = rootFileSystem(folder);

  const clear = async () => {
    const containers = await api.listContainers({ all: true });
    await Promise.all(containers.map(({ Id }) => api.getContainer(Id).remove({ force: true })));
    const networks = await api.listNetworks();
    const own = networks.filter(({ Name }) => !['host', 'none', 'bridge'].includes(Name));
    await Promise.all(own.map(({ Id }) => api.getNetwork(Id).remove()));
  };

  return {
    host: `unix://${socket}`,
    api,
    async image(tag, expose = [], stamp = '') {
      const tar = execFileSync('tar', ['-C', root, '-c', '.'], { maxBuffer: 1 << 28 });
      const changes = [...expose.map((port) => `EXPOSE ${port}`), `LABEL stamp=${stamp || 'none'}`];
      const [repo, version] = tag.split(':');
      const query = { fromSrc: '-', repo, tag: version, changes };
      const answer = await api.importImage(Readable.from([tar]) as never, query as never);
      await new Promise((resolve) => (answer as unknown as NodeJS.ReadableStream).on('end', resolve).resume());
    },
    async run(name, options = {}) {
      const {
        image = 'caracal-test:v1',
        network,
        port,
        command = 'sleep 1000',
        health,
        env = [],
        labels = {},
      } = options;
      const container = await api.createContainer({
        name,
        Image: image,
        Cmd: ['/bin/sh', '-c', command],
        Env: env,
        Labels: labels,
        StopTimeout: 0,
        ...(port !== undefined && { ExposedPorts: { [`${port}/tcp`]: {} } }),
        ...(health !== undefined && {
          Healthcheck: { Test: ['CMD-SHELL', health], Interval: 2e8, Retries: 1, Timeout: 2e9 },
        }),
        HostConfig: {
          NetworkMode: network ?? 'none',
          ...(port !== undefined && {
            PortBindings: { [`${port}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: String(port) }] },
          }),
        },
      });
      if (options.start !== false) await container.start().catch(() => undefined);
    },
    async health(name, status) {
      const events = await api.getEvents({ filters: JSON.stringify({ container: [name] }) });
      try {
        const { State } = await api.getContainer(name).inspect();
        if (State.Health?.Status === status) return;
        await new Promise<void>((resolve) =>
          events.on('data', (chunk) => String(chunk).includes(`health_status: ${status}`) && resolve()),
        );
      } finally {
        (events as Readable).destroy();
      }
    },
    clear,
    async stop() {
      await clear();
      daemon.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
