import { parseArgs } from 'node:util';
import { UsageError } from './usage.ts';

export interface DiagnoseArguments {
  files: string[];
  output: 'text' | 'json' | 'ndjson';
  edition: '2026.06' | '1.0' | 'auto' | null;
  verify: boolean;
  /** Milliseconds that audit may be asked again. */
  waitMs: number;
  color: boolean;
}

/**
 * @param args arguments of `diagnose`
 * @throws UsageError that names the option
 */
export function diagnoseArguments(args: string[]): DiagnoseArguments {
  const { values, positionals } = parse(args);
  const edition = values.edition ?? null;
  if (edition !== null && edition !== '2026.06' && edition !== '1.0' && edition !== 'auto') {
    throw new UsageError(`--edition must be 2026.06, 1.0 or auto, not "${edition}"`);
  }
  if (values.json && values.ndjson) throw new UsageError('--json and --ndjson exclude each other');
  const seconds = Number(values.wait ?? '0');
  if (!Number.isFinite(seconds) || seconds < 0 || seconds > 3600) {
    throw new UsageError(`--wait must be a number of seconds from 0 to 3600, not "${values.wait}"`);
  }
  return {
    files: positionals,
    output: values.ndjson ? 'ndjson' : values.json ? 'json' : 'text',
    edition,
    verify: values.verify ?? false,
    waitMs: seconds * 1000,
    color: !values['no-color'],
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        ndjson: { type: 'boolean' },
        edition: { type: 'string' },
        verify: { type: 'boolean' },
        wait: { type: 'string' },
        'no-color': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/\.?\s*\n|\. /)[0]}; see caracal-help help diagnose`);
  }
}

/** Colour is for terminals that can show it, and for people who have not switched it off. */
export function wantsColor(
  isTerminal: boolean | undefined,
  { NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): boolean {
  return isTerminal === true && !NO_COLOR && TERM !== 'dumb';
}
