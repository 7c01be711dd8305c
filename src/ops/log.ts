import type { DestinationStream } from 'pino';
import { pino } from 'pino';

/** What the rooms log with. Fields are bounded words, counts, times and Slack IDs: never text of a paste. */
export interface Log {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
  /** The same log with these fields on every line. */
  child(fields: object): Log;
}

export interface LogOptions {
  /** Default: standard output. */
  destination?: DestinationStream;
  /** Taken out of every line, should an error's message ever hold one. See `secretsOf` of the configuration. */
  secrets?: readonly string[];
}

/** Names that never carry anything a log may show, wherever they stand in the first two levels. */
const hidden = ['token', 'authorization', 'secret', 'password', 'text', 'blocks', 'body', 'prepared', 'paste'];

/**
 * JSON logs, one line an event, with `level` as a word and `time` in ISO 8601. Written at once, so that nothing is lost
 * when the process is killed. Pino takes 100 ms to load: import this file only where a log is kept.
 */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent', options: LogOptions = {}): Log {
  const secrets = (options.secrets ?? []).filter((secret) => secret.length >= 8);
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: hidden.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
      serializers: { err: errorFields, error: (value) => (value instanceof Error ? errorFields(value) : value) },
      hooks: {
        streamWrite: (line) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), line),
      },
    },
    options.destination ?? pino.destination({ dest: 1, sync: true }),
  );
}

/** Name, message, code and stack of an error, and of what caused it; none of the fields that libraries hang on. */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack,
    ...(error.cause instanceof Error && { cause: { name: error.cause.name, message: error.cause.message } }),
  };
}
