import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/caracal-help.js', import.meta.url));
const NODE = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));

/** The configuration file and what it names, beside it. */
export interface Setup {
  toml: string;
  files: Record<string, string>;
}

const NONE: Setup = { toml: '', files: {} };

export type LogLine = Record<string, unknown>;

export interface BotProcess {
  child: ChildProcess;
  port: number;
  url: string;
  /** Every log line so far. */
  log: LogLine[];
  /** Resolves to the first log line, past or to come, that fits. */
  line(fits: (line: LogLine) => boolean): Promise<LogLine>;
  /** Standard error so far. */
  errors(): string;
  signal(signal: NodeJS.Signals): void;
  /** Exit status, or the signal that ended it. */
  gone: Promise<number | string>;
  stop(): Promise<number | string>;
}

/** Starts `serve` as it is started in earnest; does not wait until it listens. */
export function launch(env: Record<string, string>, config: Setup = NONE): Omit<BotProcess, 'port' | 'url'> {
  const folder = mkdtempSync(path.join(tmpdir(), 'caracal-help-'));
  const file = path.join(folder, 'config.toml');
  writeFileSync(file, config.toml);
  for (const [name, text] of Object.entries(config.files)) writeFileSync(path.join(folder, name), text);
  const child = spawn(NODE, [MAIN, 'serve'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      CARACAL_HELP_DATA: path.join(folder, 'data'),
      CARACAL_HELP_CONFIG: file,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: LogLine[] = [];
  const waiting = new Set<() => void>();
  let errors = '';
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString('utf8');
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    try {
      log.push(JSON.parse(line) as LogLine);
    } catch {
      log.push({ unreadable: line });
    }
    for (const look of [...waiting]) look();
  });
  const gone = once(child, 'close').then(([status, signal]) => {
    rmSync(folder, { recursive: true, force: true });
    return (status as number | null) ?? (signal as string);
  });
  return {
    child,
    log,
    gone,
    errors: () => errors,
    signal: (signal) => void child.kill(signal),
    line: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = log.find(fits);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        void gone.then((status) => reject(new Error(`serve ended with ${status}: ${errors}`)));
        look();
      }),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      return gone;
    },
  };
}

/** Starts `serve` and waits for the log line that names its port. */
export async function startBot(env: Record<string, string>, config: Setup = NONE): Promise<BotProcess> {
  const bot = launch(env, config);
  const { port } = await bot.line((line) => typeof line.port === 'number');
  return { ...bot, port: port as number, url: `http://127.0.0.1:${port}` };
}
