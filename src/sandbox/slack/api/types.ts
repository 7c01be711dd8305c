import type { Core } from '../core.ts';
import type { Json } from '../types.ts';

export interface Call {
  core: Core;
  method: string;
  args: Json;
}

export interface Method {
  /** Scopes of which one must be granted; a function where it depends on the channel. */
  scopes: string[] | ((call: Call) => string[]);
  /** `app` methods take the app-level token only. */
  token?: 'bot' | 'app';
  run(call: Call): Json;
}

/** An answer with `ok: false`. */
export class SlackError extends Error {
  readonly code: string;
  readonly extra: Json;
  constructor(code: string, extra: Json = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** Slack's way to say what is wrong with the arguments: one line a fault, with a pointer to it. */
export function faulty(code: string, faults: { pointer: string; message: string }[]): SlackError {
  const errors = faults.map(({ pointer, message }) => `${message} [json-pointer:${pointer}]`);
  return new SlackError(code, { errors, response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) } });
}
