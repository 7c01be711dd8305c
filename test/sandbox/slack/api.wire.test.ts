import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../../../src/sandbox/slack/workspace.ts';
import { callApi } from './raw-bot.ts';

const ANA = { channel: 'C0HELP', user: 'U0ANA' };
const plain = (text: string) => ({ type: 'plain_text', text });

let workspace: Workspace;
const call = (method: string, args?: Record<string, unknown>, token?: string | null) =>
  callApi(workspace, method, args, token);
const errorOf = async (method: string, args?: Record<string, unknown>, token?: string | null) =>
  (await call(method, args, token)).body.error;
const post = async (args: Record<string, unknown>) =>
  (await call('chat.postMessage', { channel: 'C0HELP', ...args })).body;

beforeAll(async () => {
  const scopes = ['chat:write', 'channels:history', 'groups:history', 'reactions:write'];
  workspace = await createWorkspace({ scopes });
});
afterAll(() => workspace.close());
beforeEach(() => workspace.clearFaults());

describe('tokens and scopes', () => {
  test('auth.test names the bot and its scopes', async () => {
    const { body, headers } = await call('auth.test');
    expect(body).toMatchObject({ ok: true, user_id: 'U0CARACAL', bot_id: 'B0CARACAL', team_id: 'T0SANDBOX' });
    expect(headers.get('x-oauth-scopes')).toContain('chat:write');
  });

  test.each([
    ['none', null, 'not_authed'],
    ['an unknown one', 'xoxb-other', 'invalid_auth'],
    ['the app token', 'xapp-1-A0CARACAL-sandbox', 'not_allowed_token_type'],
  ])('%s', async (_name, token, error) => {
    expect(await errorOf('auth.test', {}, token)).toBe(error);
  });

  test('apps.connections.open wants the app token', async () => {
    expect(await errorOf('apps.connections.open')).toBe('not_allowed_token_type');
    expect((await call('apps.connections.open', {}, workspace.appToken)).body.url).toMatch(/^ws:/);
  });

  test('a missing scope is named', async () => {
    const { body } = await call('users.info', { user: 'U0ANA' });
    expect(body).toMatchObject({ ok: false, error: 'missing_scope', needed: 'users:read' });
    expect(body.provided).toContain('chat:write');
  });

  test('an unknown method', async () => {
    expect(await errorOf('chat.shout')).toBe('unknown_method');
  });

  test('JSON bodies count as forms do', async () => {
    const headers = {
      authorization: `Bearer ${workspace.botToken}`,
      'content-type': 'application/json; charset=utf-8',
    };
    const body = JSON.stringify({ channel: 'C0HELP', text: 'json' });
    const response = await fetch(`${workspace.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
    expect(await response.json()).toMatchObject({ ok: true, message: { text: 'json' } });
  });
});

describe('chat.postMessage', () => {
  test.each([
    ['an unknown channel', { channel: 'C0NONE', text: 'x' }, 'channel_not_found'],
    ['a channel without the bot', { channel: 'C0NOBOT', text: 'x' }, 'not_in_channel'],
    ['a private channel without the bot', { channel: 'G0PRIVATE', text: 'x' }, 'channel_not_found'],
    ['an archived channel', { channel: 'C0OLD', text: 'x' }, 'is_archived'],
    ['no text', { text: '' }, 'no_text'],
    ['no blocks either', { blocks: [] }, 'no_text'],
    ['blocks that are no JSON', { text: 'x', blocks: '[{' }, 'invalid_blocks_format'],
    ['blocks that are no list', { text: 'x', blocks: {} }, 'invalid_blocks_format'],
    ['an unknown thread', { text: 'x', thread_ts: '1.000001' }, 'thread_not_found'],
    ['metadata without a type', { text: 'x', metadata: { event_payload: {} } }, 'invalid_metadata_format'],
    [
      'too much text in blocks',
      { blocks: Array.from({ length: 5 }, () => ({ type: 'section', text: plain('x'.repeat(2700)) })) },
      'msg_blocks_too_long',
    ],
  ])('%s', async (_name, args, error) => {
    expect((await post(args)).error).toBe(error);
  });

  test('faulty blocks are pointed at', async () => {
    const body = await post({ text: 'x', blocks: [{ type: 'section', text: plain('x'.repeat(3001)) }] });
    const message = 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]';
    expect(body).toMatchObject({ error: 'invalid_blocks', errors: [message] });
    expect(body.response_metadata).toEqual({ messages: [`[ERROR] ${message}`] });
  });

  test('text is cut off at 40,000 characters, with a warning', async () => {
    const body = await post({ text: 'x'.repeat(40_001) });
    expect(body).toMatchObject({ ok: true, warning: 'message_truncated' });
    expect((body.message as { text: string }).text).toHaveLength(40_000);
  });

  test('a reply goes into the thread; a reply to a reply is refused', async () => {
    const parent = await workspace.say({ ...ANA, text: 'parent' });
    const reply = await post({ text: 'reply', thread_ts: parent.ts });
    expect(reply.message).toMatchObject({ thread_ts: parent.ts, parent_user_id: 'U0ANA' });
    expect((await post({ text: 'x', thread_ts: reply.ts })).error).toBe('cannot_reply_to_message');
    expect((await workspace.thread({ channel: 'C0HELP', ts: parent.ts }))[0]).toMatchObject({ reply_count: 1 });
  });

  test('blocks and elements without IDs get some', async () => {
    const button = { type: 'button', text: plain('Go') };
    const body = await post({ text: 'x', blocks: [{ type: 'actions', elements: [button] }] });
    const [block] = (body.message as { blocks: { block_id: string; elements: { action_id: string }[] }[] }).blocks;
    expect(block?.block_id).toBeTruthy();
    expect(block?.elements[0]?.action_id).toBeTruthy();
  });
});

describe('chat.update and chat.delete', () => {
  test('keep blocks when only the text is given', async () => {
    const { ts } = await post({ text: 'a', blocks: [{ type: 'divider' }] });
    const { body } = await call('chat.update', { channel: 'C0HELP', ts, text: 'b' });
    expect(body).toMatchObject({ ok: true, text: 'b', message: { blocks: [{ type: 'divider' }] } });
  });

  test('refuse what is not there, not the bot’s, or too long', async () => {
    const theirs = await workspace.say({ ...ANA, text: 'theirs' });
    const own = await post({ text: 'own' });
    const at = { channel: 'C0HELP', text: 'x' };
    expect(await errorOf('chat.update', { ...at, ts: '1.000001' })).toBe('message_not_found');
    expect(await errorOf('chat.update', { ...at, ts: theirs.ts })).toBe('cant_update_message');
    expect(await errorOf('chat.update', { ...at, ts: own.ts, text: 'x'.repeat(4001) })).toBe('msg_too_long');
    expect(await errorOf('chat.delete', { ...at, ts: theirs.ts })).toBe('cant_delete_message');
    expect((await call('chat.delete', { ...at, ts: own.ts })).body.ok).toBe(true);
    expect(await errorOf('chat.delete', { ...at, ts: own.ts })).toBe('message_not_found');
  });
});

describe('reading', () => {
  test('replies with metadata only when asked for', async () => {
    const parent = await workspace.say({ ...ANA, text: 'parent' });
    const metadata = { event_type: 'reply', event_payload: { job: 'j1' } };
    await post({ text: 'reply', thread_ts: parent.ts, metadata });
    const at = { channel: 'C0HELP', ts: parent.ts };
    const without = (await call('conversations.replies', at)).body.messages as Record<string, unknown>[];
    const all = (await call('conversations.replies', { ...at, include_all_metadata: true })).body.messages;
    expect(without).toHaveLength(2);
    expect(without[1]?.metadata).toBeUndefined();
    expect(all).toMatchObject([{ text: 'parent' }, { metadata }]);
  });

  test('history is newest first, by pages, without replies', async () => {
    await workspace.addChannel({ id: 'C0PAGES', name: 'pages' });
    const at = { channel: 'C0PAGES', user: 'U0ANA' };
    const first = await workspace.say({ ...at, text: '1' });
    await workspace.say({ ...at, text: 'reply', thread: first.ts });
    await workspace.say({ ...at, text: '2' });
    const page = (await call('conversations.history', { channel: 'C0PAGES', limit: 1 })).body;
    expect(page).toMatchObject({ messages: [{ text: '2' }], has_more: true });
    const cursor = (page.response_metadata as { next_cursor: string }).next_cursor;
    const rest = (await call('conversations.history', { channel: 'C0PAGES', cursor })).body;
    expect(rest).toMatchObject({ messages: [{ text: '1', reply_count: 1 }], has_more: false });
  });

  test('needs membership, the scope, and a thread that is there', async () => {
    expect(await errorOf('conversations.history', { channel: 'C0NOBOT' })).toBe('not_in_channel');
    expect(await errorOf('conversations.replies', { channel: 'C0HELP', ts: '1.000001' })).toBe('thread_not_found');
    expect(await errorOf('conversations.info', { channel: 'C0HELP' })).toBe('missing_scope');
  });
});

describe('reactions', () => {
  test('are added once and taken back once', async () => {
    const { ts } = await workspace.say({ ...ANA, text: 'x' });
    const args = { channel: 'C0HELP', timestamp: ts, name: 'eyes' };
    expect((await call('reactions.add', args)).body).toEqual({ ok: true });
    expect(await errorOf('reactions.add', args)).toBe('already_reacted');
    expect((await call('reactions.remove', args)).body).toEqual({ ok: true });
    expect(await errorOf('reactions.remove', args)).toBe('no_reaction');
    expect(await errorOf('reactions.add', { ...args, timestamp: '1.000001' })).toBe('message_not_found');
    expect(await errorOf('reactions.add', { ...args, name: ':eyes:' })).toBe('invalid_name');
  });
});

describe('ephemeral messages', () => {
  test('reach only their reader, who must be in the channel', async () => {
    const args = { channel: 'C0HELP', text: 'psst' };
    expect((await call('chat.postEphemeral', { ...args, user: 'U0CHO' })).body.message_ts).toBeTruthy();
    expect(await workspace.ephemerals({ user: 'U0CHO' })).toMatchObject([{ text: 'psst' }]);
    await workspace.kick({ channel: 'C0HELP', user: 'U0CHO' });
    expect(await errorOf('chat.postEphemeral', { ...args, user: 'U0CHO' })).toBe('user_not_in_channel');
  });

  test('are not shown in a thread without replies', async () => {
    const { ts } = await workspace.say({ ...ANA, text: 'x' });
    const args = { channel: 'C0HELP', user: 'U0BEN', text: 'lost', thread_ts: ts };
    expect((await call('chat.postEphemeral', args)).body.ok).toBe(true);
    expect(await workspace.ephemerals({ user: 'U0BEN' })).toEqual([]);
  });
});

test('setStatus shows until the next post in the thread', async () => {
  const { ts } = await workspace.say({ ...ANA, text: 'x' });
  await call('assistant.threads.setStatus', { channel_id: 'C0HELP', thread_ts: ts, status: 'is reading' });
  expect(workspace.now().statuses[`C0HELP|${ts}`]).toBe('is reading');
  await post({ text: 'done', thread_ts: ts });
  expect(workspace.now().statuses).toEqual({});
});

describe('faults on demand', () => {
  const say = (text: string) => post({ text });

  test('429 with Retry-After, as often as asked', async () => {
    await workspace.fault({ method: 'chat.postMessage', kind: 'ratelimited', retryAfter: 7, times: 2 });
    for (const _ of [1, 2]) {
      const { status, headers, body } = await call('chat.postMessage', { channel: 'C0HELP', text: 'x' });
      expect([status, headers.get('retry-after'), body.error]).toEqual([429, '7', 'ratelimited']);
    }
    expect((await say('x')).ok).toBe(true);
  });

  test('a reset after the post took effect, and before', async () => {
    await workspace.fault({ method: 'chat.postMessage', kind: 'reset-after' });
    await expect(say('arrived')).rejects.toThrow('fetch failed');
    await workspace.fault({ method: 'chat.postMessage', kind: 'reset-before' });
    await expect(say('lost')).rejects.toThrow('fetch failed');
    const texts = (await workspace.messages({ channel: 'C0HELP' })).map(({ text }) => text);
    expect(texts).toContain('arrived');
    expect(texts).not.toContain('lost');
  });

  test('HTML, garbage and 500 instead of JSON', async () => {
    for (const kind of ['html', 'garbage', 'http-500'] as const) {
      await workspace.fault({ method: 'auth.test', kind });
      await expect(call('auth.test')).rejects.toThrow();
    }
    expect((await call('auth.test')).body.ok).toBe(true);
  });

  test('an error of Slack’s, only for some arguments', async () => {
    const where = { channel: 'C0NOISY' };
    await workspace.fault({ method: 'chat.postMessage', kind: 'error', error: 'restricted_action', where });
    expect((await say('x')).ok).toBe(true);
    expect((await post({ channel: 'C0NOISY', text: 'x' })).error).toBe('restricted_action');
  });
});

test('rate limits hold where they are switched on', async () => {
  await workspace.setTiming({ rateLimits: true });
  const answers = [];
  for (let index = 0; index < 6; index++)
    answers.push((await call('chat.postMessage', { channel: 'C0HELP', text: 'x' })).status);
  await workspace.setTiming({ rateLimits: false });
  expect(answers.at(-1)).toBe(429);
  expect(answers[0]).toBe(200);
});
