import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../ops/log.ts';

/** The library's log as ours. Its debug lines quote whole envelopes, so it is never let below warnings. */
export function quietLogger(log: Log): Logger {
  const said = (parts: unknown[]): string => parts.map(String).join(' ').split('\n')[0]!.slice(0, 200);
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => log.warn({ library: said(parts) }, 'Socket Mode'),
    error: (...parts) => log.warn({ library: said(parts) }, 'Socket Mode'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
