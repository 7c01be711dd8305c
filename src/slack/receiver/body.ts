import type { IncomingMessage } from 'node:http';

const BODY_LIMIT = 1024 * 1024;
const BODY_MS = 5_000;

/** A request that is refused, with the status that says why. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, why: string) {
    super(why);
    this.status = status;
  }
}

/**
 * The whole body as text. Rejects with `Refused`: 413 over 1 MB (by its declared length or by what really comes), 408
 * when it is not there after `ms`, 400 when it breaks off.
 */
export function readBody(request: IncomingMessage, ms = BODY_MS): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const deadline = setTimeout(() => refuse(408, 'the body took too long'), ms);
    function refuse(status: number, why: string): void {
      clearTimeout(deadline);
      request.off('data', take);
      request.pause();
      reject(new Refused(status, why));
    }
    function take(chunk: Buffer): void {
      bytes += chunk.length;
      if (bytes > BODY_LIMIT) refuse(413, 'the body is over 1 MB');
      else chunks.push(chunk);
    }
    if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) {
      refuse(413, 'the body is over 1 MB');
      return;
    }
    request.on('data', take);
    request.once('error', () => refuse(400, 'the body broke off'));
    request.once('aborted', () => refuse(400, 'the body broke off'));
    request.once('end', () => {
      clearTimeout(deadline);
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** The content type without its parameters: Slack sends it bare, proxies add a charset. Throws `Refused` 415. */
export function contentType(header: string | undefined): typeof FORM | typeof JSON_TYPE {
  const type = (header ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === FORM || type === JSON_TYPE) return type;
  throw new Refused(415, 'the content type is neither JSON nor a form');
}

/** An event is JSON, a command a form, an interaction a form with JSON in `payload`. Throws `Refused` 400. */
export function parseBody(type: typeof FORM | typeof JSON_TYPE, text: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    if (type === JSON_TYPE) parsed = JSON.parse(text);
    else {
      const form = Object.fromEntries(new URLSearchParams(text));
      parsed = form.payload === undefined ? form : JSON.parse(form.payload);
    }
  } catch {
    throw new Refused(400, 'the body cannot be read');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Refused(400, 'not an object');
  return parsed as Record<string, unknown>;
}
