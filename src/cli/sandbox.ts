import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PlainError, UsageError } from './usage.ts';

const PORT = 3056;

// The shapes of src/sandbox/run.ts, said once more: even an import of types would take the sandbox into a build of the bot.

interface RunOptions {
  port: number;
  open: boolean;
  record: string | null;
}

interface Sandbox {
  url: string;
  seconds: number;
  openBrowser(): void;
  close(): Promise<void>;
}

type Start = (options: RunOptions) => Promise<Sandbox>;

/**
 * `caracal-help sandbox`: a workspace, a Caracal, the bot and a page to talk to it, until Ctrl-C.
 * @returns never before a signal; then 0
 * @throws UsageError for a wrong option (2), PlainError where the port is taken or there is no sandbox in this copy (1)
 */
export async function run(args: string[]): Promise<number> {
  const options = sandboxArguments(args);
  const { startSandbox } = await load();
  const ended = signalled();
  const sandbox = await Promise.race([start(startSandbox, options), ended.then(() => null)]);
  if (sandbox === null) return process.exit(0);
  process.stdout.write(welcome(sandbox));
  if (options.open) sandbox.openBrowser();
  await ended;
  process.stdout.write('\nThe sandbox is closed.\n');
  await sandbox.close();
  return process.exit(0);
}

/**
 * @param args arguments of `sandbox`
 * @throws UsageError that names the option
 */
export function sandboxArguments(args: string[]): RunOptions {
  const { port, record, 'no-open': quiet } = parse(args);
  const wanted = Number(port ?? PORT);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535 || port?.trim() === '') {
    throw new UsageError(`--port must be a whole number from 0 to 65535, not "${port}"`);
  }
  return { port: wanted, open: !quiet, record: record ?? null };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { port: { type: 'string' }, 'no-open': { type: 'boolean' }, record: { type: 'string' } },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}; see caracal-help help sandbox`);
  }
}

/** The name is put together, so that a build of the bot does not take the sandbox in. */
async function load(): Promise<{ startSandbox: Start }> {
  const here = new URL('../sandbox/run.ts', import.meta.url);
  if (!existsSync(here)) {
    throw new PlainError(
      'the sandbox is not part of this build: get a checkout of caracal-help, then npm ci && npm run sandbox',
    );
  }
  return import(here.href);
}

async function start(startSandbox: Start, options: RunOptions): Promise<Sandbox> {
  try {
    return await startSandbox(options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new PlainError(`port ${options.port} is taken; choose another one with --port, or --port 0 for any`);
    }
    if (code === 'EACCES')
      throw new PlainError(`port ${options.port} is not allowed to you; choose another with --port`);
    if (code === 'ERR_MODULE_NOT_FOUND') {
      throw new PlainError('the sandbox needs the development packages of the checkout: run npm ci without --omit=dev');
    }
    throw new PlainError(message.split('\n')[0] ?? 'the sandbox did not start');
  }
}

/** Resolves at the first signal; a second one ends the process at once. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    let first = true;
    for (const [signal, status] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const) {
      process.on(signal, () => {
        if (!first) process.exit(status);
        first = false;
        resolve();
      });
    }
  });
}

function welcome({ url, seconds }: Sandbox): string {
  return `caracal-help sandbox: ${url}   (up in ${seconds.toFixed(1)} s, Ctrl-C ends it)

Three things to try
  1. Click an example under "Examples" and send it: the answer stands in the thread under it.
  2. Send a request ID in that thread, for example 01a20874-5a7b-7835-99c3-ed7e0f171e43.
  3. Run /caracal-help, or open "Faults", drop a delivery or kill the bot, and paste again: still one reply.
`;
}
