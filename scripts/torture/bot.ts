import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, createWriteStream, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

/** A bot that is not up by then never will be. */
const START_MS = 30_000;

export interface BotSettings {
  /** The program, `src/caracal-help.js` or a build of it. */
  main: string;
  /** The environment beside PATH and HOME. */
  env: Record<string, string>;
  cwd: string;
  /** Where its output and errors go. */
  logFile: string;
}

export interface Bot {
  port: number;
  pid: number;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to its exit status. */
  end(): Promise<number | null>;
}

/** Starts the real bot, `serve`, and waits until it listens and its store is open. */
export async function startBot(settings: BotSettings): Promise<Bot> {
  mkdirSync(dirname(settings.logFile), { recursive: true });
  const log = openSync(settings.logFile, 'a');
  const child = spawn(process.execPath, [settings.main, 'serve'], {
    cwd: settings.cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, HOST: '127.0.0.1', PORT: '0', ...settings.env },
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  child.stdout?.pipe(createWriteStream(settings.logFile, { flags: 'a' }));
  const port = await portOf(child, settings.logFile);
  const gone = once(child, 'exit');
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await gone;
  };
  return {
    port,
    pid: child.pid!,
    kill: () => stop('SIGKILL'),
    async end() {
      await stop('SIGTERM');
      return child.exitCode;
    },
  };
}

/** The first log line that has `"port"` names it. */
async function portOf(child: ChildProcess, logFile: string): Promise<number> {
  const lines = createInterface({ input: child.stdout! });
  const { promise: failed, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`serve did not listen within ${START_MS} ms; see ${logFile}`)),
    START_MS,
  );
  child.once('exit', (status) => reject(new Error(`serve ended with status ${status}; see ${logFile}`)));
  try {
    return await Promise.race([firstPort(lines), failed]);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
    lines.removeAllListeners('line');
    child.stdout!.resume();
  }
}

function firstPort(lines: ReturnType<typeof createInterface>): Promise<number> {
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      try {
        const { port } = JSON.parse(line) as { port?: unknown };
        if (typeof port === 'number') resolve(port);
      } catch {
        // Not every line is JSON.
      }
    });
  });
}
