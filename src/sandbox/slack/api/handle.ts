import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../core.ts';
import type { ApiFault } from '../faults.ts';
import { note } from '../traffic.ts';
import type { Json } from '../types.ts';
import { readArguments, text } from './arguments.ts';
import { tooFast } from './limits.ts';
import { METHODS } from './methods.ts';
import { type Call, type Method, SlackError } from './types.ts';

interface Answer {
  status: number;
  body: Json;
  headers?: Record<string, string>;
}

function tokenOf(request: IncomingMessage, args: Json): string {
  const header = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '');
  return header?.[1]?.trim() ?? text(args, 'token');
}

/** Who calls: the token must be there, known, of the right kind and not revoked. */
function authenticate(core: Core, method: Method, token: string): void {
  const { botToken, appToken } = core.settings;
  if (token === '') throw new SlackError('not_authed');
  if (token !== botToken && token !== appToken) throw new SlackError('invalid_auth');
  if (core.state.revoked) throw new SlackError('token_revoked');
  if (token !== (method.token === 'app' ? appToken : botToken)) throw new SlackError('not_allowed_token_type');
}

function authorize(call: Call, method: Method): void {
  const needed = typeof method.scopes === 'function' ? method.scopes(call) : method.scopes;
  const provided = call.core.settings.scopes;
  if (needed.length === 0 || method.token === 'app' || needed.some((scope) => provided.includes(scope))) return;
  throw new SlackError('missing_scope', { needed: needed.join(','), provided: provided.join(',') });
}

function answerCall(call: Call, method: Method | undefined, token: string): Answer {
  try {
    if (!method) throw new SlackError('unknown_method', { req_method: call.method });
    authenticate(call.core, method, token);
    authorize(call, method);
    const wait = tooFast(call);
    if (wait > 0) return limited(wait);
    return { status: 200, body: { ok: true, ...method.run(call) } };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { status: 200, body: { ok: false, error: error.code, ...error.extra } };
  }
}

const limited = (seconds: number): Answer => ({
  status: 429,
  body: { ok: false, error: 'ratelimited' },
  headers: { 'retry-after': String(seconds) },
});

const PAGE = '<!DOCTYPE html><html><head><title>Server Error | Slack</title></head><body>Server Error</body></html>';

function send(response: ServerResponse, answer: Answer): void {
  const headers = { 'content-type': 'application/json; charset=utf-8', ...answer.headers };
  response.writeHead(answer.status, headers).end(JSON.stringify(answer.body));
}

/** Answers with the fault instead; returns what the log is to say, or null when the call goes on as usual. */
async function meetFault(core: Core, fault: ApiFault, response: ServerResponse): Promise<Answer | null> {
  const broken = (error: string): Answer => ({ status: 0, body: { ok: false, error } });
  switch (fault.kind) {
    case 'ratelimited': {
      const answer = limited(fault.retryAfter ?? 1);
      send(response, answer);
      return answer;
    }
    case 'error': {
      const answer = { status: 200, body: { ok: false, error: fault.error ?? 'internal_error' } };
      send(response, answer);
      return answer;
    }
    case 'http-500':
      response.writeHead(500, { 'content-type': 'text/plain' }).end('internal error');
      return { status: 500, body: { ok: false, error: 'http-500' } };
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
      return { status: 200, body: { ok: false, error: 'html' } };
    case 'garbage':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":tr');
      return { status: 200, body: { ok: false, error: 'garbage' } };
    case 'reset-before':
      response.socket?.resetAndDestroy();
      return broken('reset-before');
    case 'hang':
      return broken('hang');
    case 'slow':
      await new Promise<void>((resolve) => void core.clock.after(fault.ms ?? 1000, resolve));
      return null;
    case 'reset-after':
      return null;
  }
}

/** One Web API call: arguments, faults asked for, token, scope, rate limit, method; one line in the log. */
export async function handleApi(
  core: Core,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const at = Date.now();
  const name = url.pathname.slice('/api/'.length);
  let args: Json = {};
  const log = ({ status, body }: Answer) => {
    const { token: _token, ...shown } = args;
    const line = { at, direction: 'from-bot', kind: 'api', name, ok: body.ok === true, status } as const;
    note(core, { ...line, error: body.ok ? null : String(body.error), request: shown, response: body });
  };
  try {
    args = await readArguments(request, url);
  } catch (error) {
    const answer = {
      status: 200,
      body: { ok: false, error: error instanceof SlackError ? error.code : 'internal_error' },
    };
    send(response, answer);
    log(answer);
    return;
  }
  const fault = core.faults.takeApi(name, args);
  const met = fault ? await meetFault(core, fault, response) : null;
  if (met) return log(met);
  const answer = answerCall({ core, method: name, args }, METHODS[name], tokenOf(request, args));
  const scopes = { 'x-oauth-scopes': core.settings.scopes.join(','), 'x-slack-req-id': String(at) };
  if (fault?.kind === 'reset-after') response.socket?.resetAndDestroy();
  else send(response, { ...answer, headers: { ...scopes, ...answer.headers } });
  log(answer);
}
