import { loadConfig, problemLines, secretsOf } from '../config/load.ts';
import type { Config } from '../config/types.ts';
import { keepHeapSmall } from '../ops/heap.ts';
import type { Log } from '../ops/log.ts';
import { oneLine } from '../work/one-line.ts';
import { PlainError, UsageError } from './usage.ts';

const DRAIN_MS = 10_000;

/**
 * `caracal-help serve`: runs the Slack bot until it is told to end.
 * @returns 0 after SIGTERM or SIGINT; a second signal ends the process at once with the status that shells give it
 * @throws UsageError for an argument; PlainError with one clear line: 2 for the configuration, 1 for what cannot be reached
 */
export async function run(args: string[]): Promise<number> {
  if (args.length > 0) throw new UsageError(`serve takes no arguments, but was given ${args[0]}`);
  const config = configuration();
  const [{ createLog }, { startBot }] = await Promise.all([import('../ops/log.ts'), import('../slack/start.ts')]);
  const log = createLog(config.logLevel, { secrets: secretsOf(config) });
  guard(log);
  const told = signalled();
  const running = await Promise.race([startBot(config, log), told.then(() => null)]);
  // Told to end before it was up: nothing was taken in, so there is nothing to finish.
  if (running === null) return process.exit(0);
  keepHeapSmall();
  log.info({ signal: await told }, 'stopping: nothing more is taken in, running work is finished');
  await running.stop(DRAIN_MS);
  log.info({}, 'stopped');
  return process.exit(0);
}

function configuration(): Config {
  const loaded = loadConfig(process.env, 'serve');
  if ('config' in loaded) return loaded.config;
  throw new PlainError(`the configuration is wrong\n  ${problemLines(loaded.problems).join('\n  ')}`, 2);
}

/** Resolves at the first signal; the second one ends the process without waiting for anything. */
function signalled(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first = true;
    const on = (signal: NodeJS.Signals, status: number): void => {
      if (!first) process.exit(status);
      first = false;
      resolve(signal);
    };
    process.on('SIGTERM', () => on('SIGTERM', 143));
    process.on('SIGINT', () => on('SIGINT', 130));
  });
}

/**
 * Slack's Socket Mode library rejects promises that nobody can catch: with nothing when a stop meets a reconnect, and with a
 * TypeError for an envelope without an event. Everything durable has a job of its own, so the process goes on.
 */
function guard(log: Log): void {
  process.on('unhandledRejection', (reason) => {
    log.warn({ error: reason === undefined ? 'nothing' : oneLine(reason) }, 'an unhandled rejection');
  });
}
