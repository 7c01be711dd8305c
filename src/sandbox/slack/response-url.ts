import type { IncomingMessage, ServerResponse } from 'node:http';
import { flag, readArguments, text } from './api/arguments.ts';
import { isEmpty, readContent } from './api/content.ts';
import { SlackError } from './api/types.ts';
import type { Core } from './core.ts';
import { token } from './ids.ts';
import { addMessage, botMessage, changeMessage, removeMessage } from './messages.ts';
import { findChannel, findMessage, type ResponseUrl } from './state.ts';
import { note } from './traffic.ts';
import type { Channel, Json } from './types.ts';

const MAX_USES = 5;

/** A response URL for what someone just did: good 5 times in 30 minutes, membership or not. */
export function newResponseUrl(
  core: Core,
  user: string,
  channel: string,
  source: ResponseUrl['source'] = null,
): string {
  const id = token(16);
  const expires = core.clock.now() + core.settings.responseUrlMs / core.settings.timeScale;
  core.state.responseUrls.set(id, { user, channel, source, uses: 0, expires });
  return `${core.origin}/response/${core.state.team.id}/${id}`;
}

function replaceSource(core: Core, target: ResponseUrl, channel: Channel, body: Json, remove: boolean): void {
  const { source } = target;
  if (!source) throw new SlackError('no_original_message');
  const parts = remove ? {} : readContent(body, 'hook');
  if (source.ephemeral) {
    const { ephemerals } = core.state;
    const index = ephemerals.findIndex((each) => each.ts === source.ts && each.user === target.user);
    const old = ephemerals[index];
    if (!old) throw new SlackError('message_not_found');
    if (remove) ephemerals.splice(index, 1);
    else ephemerals[index] = { ...old, text: parts.text ?? '', blocks: parts.blocks };
    core.changed();
    return;
  }
  const message = findMessage(core.state, channel.id, source.ts);
  if (!message) throw new SlackError('message_not_found');
  if (remove) removeMessage(core, channel, message);
  else changeMessage(core, channel, message, { text: parts.text ?? '', blocks: parts.blocks });
}

/** Does what a response payload asks for, from a response URL or inside the answer to a command. */
export function respond(core: Core, target: ResponseUrl, body: Json): void {
  const channel = findChannel(core.state, target.channel);
  if (!channel) throw new SlackError('channel_not_found');
  const remove = flag(body, 'delete_original');
  if (remove || (flag(body, 'replace_original') && target.source)) {
    replaceSource(core, target, channel, body, remove);
    return;
  }
  const parts = readContent(body, 'hook');
  if (isEmpty(parts)) throw new SlackError('no_text');
  const thread = text(body, 'thread_ts') ? { thread_ts: text(body, 'thread_ts') } : {};
  if (body.response_type === 'in_channel') {
    addMessage(core, channel, botMessage(core, { ...parts, ...thread }));
    return;
  }
  const ts = core.nextTs();
  const { text: words = '', blocks } = parts;
  const place = target.source?.thread_ts ? { thread_ts: target.source.thread_ts, ...thread } : thread;
  core.state.ephemerals.push({
    user: target.user,
    channel: channel.id,
    ts,
    from: 'bot',
    text: words,
    blocks,
    ...place,
  });
  core.changed();
}

function use(core: Core, id: string, body: Json): { status: number; body: Json | string } {
  const target = core.state.responseUrls.get(id);
  if (!target) return { status: 404, body: { ok: false, error: 'invalid_url' } };
  if (core.clock.now() > target.expires) return { status: 404, body: { ok: false, error: 'expired_url' } };
  if (target.uses >= MAX_USES) return { status: 404, body: { ok: false, error: 'used_url' } };
  target.uses += 1;
  try {
    respond(core, target, body);
    return { status: 200, body: 'ok' };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { status: 400, body: { ok: false, error: error.code, ...error.extra } };
  }
}

/** One POST to a response URL. */
export async function handleResponseUrl(core: Core, request: IncomingMessage, response: ServerResponse, url: URL) {
  const at = Date.now();
  const body = await readArguments(request, url);
  const fault = core.faults.takeApi('response_url', body);
  const result = fault
    ? { status: fault.kind === 'ratelimited' ? 429 : 500, body: { ok: false, error: fault.kind } as Json }
    : use(core, url.pathname.split('/')[3] ?? '', body);
  const ok = result.status === 200;
  const type = typeof result.body === 'string' ? 'text/html' : 'application/json';
  response.writeHead(result.status, { 'content-type': type });
  response.end(typeof result.body === 'string' ? result.body : JSON.stringify(result.body));
  const error = ok ? null : String((result.body as Json).error);
  const line = {
    at,
    direction: 'from-bot',
    kind: 'response_url',
    name: 'response_url',
    ok,
    status: result.status,
  } as const;
  note(core, { ...line, error, request: body, response: result.body });
}
