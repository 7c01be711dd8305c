import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PlainError, UsageError, unknownCommand } from './usage.ts';

type Command = (args: string[]) => Promise<number>;

/** Every command is loaded only when it is called: `diagnose` needs neither Slack nor Docker. */
const commands: Record<string, () => Promise<{ run: Command }>> = {
  check: () => import('./check.ts'),
  diagnose: () => import('./diagnose.ts'),
  help: () => import('./help.ts'),
  sandbox: () => import('./sandbox.ts'),
  serve: () => import('./serve.ts'),
};

/**
 * Runs one command and sets the exit status: 0 done, 1 failed, 2 wrong usage or configuration, 3 nothing recognised.
 * @param args arguments without the program's name
 */
export async function main(args: string[]): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    report(new Error(`cannot write the answer: ${whyUnwritable(error)}`, { cause: error }));
    process.exit(1);
  });
  try {
    process.exitCode = await dispatch(args);
  } catch (error) {
    report(error);
  }
}

async function dispatch(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version' || name === '-v' || name === 'version') {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  if (name === undefined) {
    process.stderr.write((await import('./help.ts')).overview);
    return 2;
  }
  if (name === '--help' || name === '-h') return (await import('./help.ts')).run([]);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) throw unknownCommand(name, Object.keys(commands));
  if (rest.includes('--help') || rest.includes('-h')) return (await import('./help.ts')).run([name]);
  return (await load()).run(rest);
}

/** The version in package.json, which stands beside src/ and dist/. */
function version(): string {
  const file = path.join(import.meta.dirname, '..', '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** A full disk is the one that people meet. */
function whyUnwritable({ code, message }: NodeJS.ErrnoException): string {
  return code === 'ENOSPC' ? 'no space is left there (ENOSPC); free some, or write it elsewhere' : message;
}

function report(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`caracal-help: ${message}\n`);
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = error instanceof UsageError ? 2 : error instanceof PlainError ? error.status : 1;
}
