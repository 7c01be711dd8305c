import type { IncomingMessage } from 'node:http';
import type { Json } from '../types.ts';
import { SlackError } from './types.ts';

const MAX_BODY = 32 * 1024 * 1024;

/** Reads a request's body to its end; rejects above 32 MB. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY) throw new SlackError('request_too_large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** The arguments of a Web API call, from query, form or JSON. JSON inside a form stays text until it is asked for. */
export async function readArguments(request: IncomingMessage, url: URL): Promise<Json> {
  const query = Object.fromEntries(url.searchParams);
  const body = (await readBody(request)).toString('utf8');
  const type = request.headers['content-type'] ?? '';
  if (body === '') return query;
  if (!type.startsWith('application/json')) return { ...query, ...Object.fromEntries(new URLSearchParams(body)) };
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...query, ...parsed };
  } catch {
    // Falls through to the error that Slack gives for both cases.
  }
  throw new SlackError(body.trimStart().startsWith('[') ? 'json_not_object' : 'invalid_json');
}

/** A text argument; numbers count as text, absent is ''. */
export function text(args: Json, name: string): string {
  const value = args[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** A text argument that must be there. */
export function required(args: Json, name: string): string {
  const value = text(args, name);
  if (value !== '') return value;
  throw new SlackError('invalid_arguments', {
    response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
  });
}

export const flag = (args: Json, name: string): boolean => ['true', '1', true, 1].includes(args[name] as string);

export function count(args: Json, name: string, otherwise: number, most: number): number {
  const value = Number(text(args, name) || otherwise);
  if (!Number.isInteger(value) || value < 1) throw new SlackError('invalid_limit');
  return Math.min(value, most);
}

/** An argument that is JSON: parsed where it came as text; undefined where it is absent. */
export function json(args: Json, name: string, error: string): unknown {
  const value = args[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackError(error);
  }
}
