import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../caracal-help.js', import.meta.url));
const START_MS = 20_000;
const LINES = 40;

/** Ends the bot when this process goes away without a word; the program itself stays as it is. */
const WITH_PARENT =
  "data:text/javascript,if(process.channel){process.on('disconnect',()=>process.kill(process.pid,'SIGKILL'));process.channel.unref()}";

export type BotState = 'starting' | 'running' | 'stopped';

export interface Bot {
  state(): BotState;
  /** The last lines of its log, for whoever wants to know why it stopped. */
  log(): string[];
  /** Starts it and waits until it listens. Rejects with its own last words when it does not come up. */
  start(): Promise<void>;
  /** SIGKILL, as a machine that loses power; resolves when it is gone. */
  kill(): Promise<void>;
  onChange(listener: () => void): void;
}

export interface BotOptions {
  env: Record<string, string | undefined>;
  cwd: string;
  onListening(port: number): Promise<void>;
}

/** The bot as a child process: `serve` in the same Node, with nothing but its environment to tell it where it is. */
export function createBot(options: BotOptions): Bot {
  const log: string[] = [];
  let child: ChildProcess | null = null;
  let state: BotState = 'stopped';
  let changed = () => {};

  function become(next: BotState): void {
    state = next;
    changed();
  }

  function keep(line: string): void {
    log.push(line);
    if (log.length > LINES) log.shift();
  }

  async function start(): Promise<void> {
    if (child) return;
    const { env, cwd } = options;
    const args = ['--import', WITH_PARENT, MAIN, 'serve'];
    const started = spawn(process.execPath, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    child = started;
    become('starting');
    started.once('exit', () => {
      if (child !== started) return;
      child = null;
      become('stopped');
    });
    createInterface({ input: started.stderr! }).on('line', keep);
    await options.onListening(await portOf(started));
    if (child === started) become('running');
  }

  /** Every line of standard output goes to the log; the first with a port ends the wait. */
  function portOf(started: ChildProcess): Promise<number> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`the bot ${why}: ${log.at(-1) ?? 'it said nothing'}`));
      const timer = setTimeout(() => {
        started.kill('SIGKILL');
        fail('did not start in time');
      }, START_MS);
      started.once('close', () => {
        clearTimeout(timer);
        fail('ended before it listened');
      });
      createInterface({ input: started.stdout! }).on('line', (line) => {
        keep(line);
        const port = portIn(line);
        if (port === null) return;
        clearTimeout(timer);
        resolve(port);
      });
    });
  }

  return {
    state: () => state,
    log: () => [...log],
    start,
    async kill() {
      const running = child;
      if (!running) return;
      const gone = once(running, 'exit');
      running.kill('SIGKILL');
      await gone;
    },
    onChange(listener) {
      changed = listener;
    },
  };
}

function portIn(line: string): number | null {
  try {
    const { port } = JSON.parse(line) as { port?: unknown };
    return typeof port === 'number' ? port : null;
  } catch {
    return null;
  }
}
