import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../../../src/caracal-help.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

function sandbox(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [MAIN, 'sandbox', '--no-open', ...args], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  ended.push(() => child.kill('SIGKILL'));
  return child;
}

/** Runs the command to its end. */
async function outcome(...args: string[]): Promise<{ status: number; error: string }> {
  const child = sandbox(...args);
  let error = '';
  child.stderr?.on('data', (chunk) => {
    error += chunk;
  });
  const [status] = await once(child, 'close');
  return { status, error };
}

/** Waits for the line with the address, and reads the port of the bot from its log. */
async function up(child: ChildProcess): Promise<{ url: string; output: string[]; botPort: number }> {
  const output: string[] = [];
  const lines = createInterface({ input: child.stdout! });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The sandbox ended: ${output.join('\n')}`)));
    lines.on('line', (line) => {
      output.push(line);
      if (line.startsWith('  3.')) resolve(/http:\S+/.exec(output.join('\n'))?.[0] ?? '');
    });
  });
  const state = (await (await fetch(`${url}/state`)).json()) as { stand: { log: string[] } };
  const listening = state.stand.log.map((line) => JSON.parse(line)).find((line) => line.port);
  return { url, output, botPort: listening.port };
}

/** Resolves once nobody listens on a port. */
async function gone(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (!open) return;
    // The other side closes this one, or resets it, when it ends.
    await new Promise((resolve) =>
      socket
        .resume()
        .on('error', () => {})
        .once('close', resolve),
    );
  }
}

test('prints the address and three things to try; Ctrl-C ends everything, the bot too', async () => {
  const file = join(folder, 'traffic.ndjson');
  const child = sandbox('--port', '0', '--record', file);
  const { output, botPort } = await up(child);
  expect(output.filter((line) => /^ {2}[123]\. /.test(line))).toHaveLength(3);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  await gone(botPort);
  const recorded = readFileSync(file, 'utf8').trim().split('\n');
  expect(recorded.map((line) => JSON.parse(line).name)).toContain('auth.test');
});

test('takes the bot along when it is killed without a word', async () => {
  const child = sandbox('--port', '0');
  const { botPort } = await up(child);
  child.kill('SIGKILL');
  await gone(botPort);
});

test('answers pages of this machine only', async () => {
  const { url } = await up(sandbox('--port', '0'));
  const post = (headers: Record<string, string>) =>
    fetch(`${url}/do/clearFaults`, { method: 'POST', headers, body: '{}' });
  expect((await post({ origin: 'https://example.com' })).status).toBe(403);
  expect((await post({ origin: url })).status).toBe(200);
  expect((await fetch(`${url}/do/close`, { method: 'POST', body: '{}' })).status).toBe(404);
});

test('says in one line that the port is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  ended.push(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { status, error } = await outcome('--port', String(port));
  expect(status).toBe(1);
  expect(error).toBe(`caracal-help: port ${port} is taken; choose another one with --port, or --port 0 for any\n`);
});

test.each([[['--colour']], [['--port', 'http']], [['--port', '70000']], [['somewhere']]])(
  'refuses %j',
  async (args) => {
    const { status, error } = await outcome(...args);
    expect(status).toBe(2);
    expect(error.trim().split('\n')).toHaveLength(1);
  },
);
