import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../../../src/sandbox/slack/workspace.ts';
import { callApi, type RawBot, startRawBot } from './raw-bot.ts';

const HERE = { channel: 'C0HELP', user: 'U0ANA' };

let bot: RawBot;
let workspace: Workspace;

beforeEach(async () => {
  bot = await startRawBot();
  workspace = await createWorkspace({ eventsUrl: bot.url });
});

afterEach(async () => {
  await workspace.close();
  await bot.close();
});

const events = (count: number) =>
  workspace.waitFor((now) => {
    const lines = now.traffic.filter((line) => line.kind === 'event');
    return lines.length >= count && lines;
  });

const inner = (index: number) => bot.received[index]?.body.event as Record<string, unknown>;

describe('an event', () => {
  test('is signed, typed and enveloped as Slack does it', async () => {
    const message = await workspace.say({ ...HERE, text: 'a & b <c> http://localhost:8080/x' });
    await events(1);
    const { headers, raw, body } = bot.received[0]!;
    const stamp = headers['x-slack-request-timestamp'];
    const digest = createHmac('sha256', workspace.signingSecret).update(`v0:${stamp}:${raw}`).digest('hex');
    expect(headers['x-slack-signature']).toBe(`v0=${digest}`);
    expect(headers['content-type']).toBe('application/json');
    expect(headers['x-slack-retry-num']).toBeUndefined();
    expect(body).toMatchObject({ type: 'event_callback', team_id: 'T0SANDBOX', api_app_id: 'A0CARACAL' });
    expect(body.event).toMatchObject({
      type: 'message',
      channel: 'C0HELP',
      channel_type: 'channel',
      user: 'U0ANA',
      ts: message.ts,
      event_ts: message.ts,
      text: 'a &amp; b &lt;c&gt; <http://localhost:8080/x>',
      blocks: [{ type: 'rich_text' }],
    });
  });

  test('comes twice for a mention: other event IDs, the same ts', async () => {
    await workspace.say({ ...HERE, text: '@caracal-help why?' });
    await events(2);
    expect([inner(0).type, inner(1).type].sort()).toEqual(['app_mention', 'message']);
    expect(inner(0).ts).toBe(inner(1).ts);
    expect(inner(0).text).toBe('<@U0CARACAL> why?');
    expect(bot.received[0]?.body.event_id).not.toBe(bot.received[1]?.body.event_id);
  });

  test('of the bot itself is echoed', async () => {
    const { body } = await callApi(workspace, 'chat.postMessage', { channel: 'C0HELP', text: 'hi' });
    await events(1);
    expect(inner(0)).toMatchObject({ ts: body.ts, bot_id: 'B0CARACAL', app_id: 'A0CARACAL', user: 'U0CARACAL' });
  });

  test('tells of an edit, an unfurl and a deletion', async () => {
    const { ts } = await workspace.say({ ...HERE, text: 'see https://example.com' });
    await workspace.unfurl({ channel: 'C0HELP', ts });
    await workspace.edit({ ...HERE, ts, text: 'other' });
    await workspace.remove({ ...HERE, ts });
    await events(4);
    const subtypes = bot.received.map(({ body }) => (body.event as Record<string, unknown>).subtype);
    expect(subtypes.filter((subtype) => subtype === 'message_changed')).toHaveLength(2);
    const changed = bot.received.map((_, index) => inner(index)).filter((event) => event.subtype === 'message_changed');
    expect(changed.find((event) => (event.message as { edited?: unknown }).edited)).toMatchObject({
      hidden: true,
      message: { ts, text: 'other' },
      previous_message: { ts, text: 'see <https://example.com>' },
    });
    expect(subtypes).toContain('message_deleted');
  });

  test('is not sent from where the bot is no member, nor without the scope', async () => {
    await workspace.say({ channel: 'G0PRIVATE', user: 'U0ANA', text: '@caracal-help' });
    await workspace.setScopes({ scopes: ['app_mentions:read'] });
    await workspace.say({ ...HERE, text: 'not heard' });
    await workspace.say({ ...HERE, text: '@caracal-help heard' });
    const [line] = await events(1);
    expect(line?.name).toBe('app_mention');
    expect(workspace.now().traffic).toHaveLength(1);
  });

  test('in a direct message has no twin', async () => {
    await workspace.say({ channel: 'D0ANA', user: 'U0ANA', text: '@caracal-help hi' });
    await events(1);
    expect(inner(0)).toMatchObject({ type: 'message', channel_type: 'im' });
    expect(workspace.now().traffic).toHaveLength(1);
  });
});

describe('redelivery', () => {
  test('at once, after one minute and after five, with the same event ID', async () => {
    bot.answer = (_received, response) => void response.writeHead(500).end();
    await workspace.say({ ...HERE, text: 'x' });
    await events(2);
    expect(bot.received).toHaveLength(2);
    await workspace.advance({ ms: 60_000 });
    await events(3);
    await workspace.advance({ ms: 300_000 });
    const lines = await events(4);
    expect(lines.map(({ retry }) => retry)).toEqual([0, 1, 2, 3]);
    expect(new Set(bot.received.map(({ body }) => body.event_id)).size).toBe(1);
    expect(bot.received.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
    expect(bot.received[1]?.headers['x-slack-retry-reason']).toBe('http_error');
    await workspace.advance({ ms: 3_600_000 });
    expect(bot.received).toHaveLength(4);
  });

  test('after no answer within the deadline', async () => {
    await workspace.setTiming({ deadlineMs: 500 });
    bot.answer = ({ headers }, response) => {
      if (headers['x-slack-retry-num']) response.end();
    };
    await workspace.say({ ...HERE, text: 'x' });
    const [first, second] = await events(2);
    expect(first).toMatchObject({ ok: false, error: 'http_timeout' });
    expect(second).toMatchObject({ ok: true, retry: 1 });
    expect(bot.received[1]?.headers['x-slack-retry-reason']).toBe('http_timeout');
  });

  test('sooner on a faster clock', async () => {
    bot.answer = (_received, response) => void response.writeHead(500).end();
    await workspace.setTiming({ timeScale: 3000 });
    await workspace.say({ ...HERE, text: 'x' });
    const lines = await events(4);
    expect(lines[3]!.at - lines[2]!.at).toBeGreaterThanOrEqual(95);
  });

  test('not when the bot asks for none', async () => {
    bot.answer = (_received, response) => void response.writeHead(500, { 'x-slack-no-retry': '1' }).end();
    await workspace.say({ ...HERE, text: 'x' });
    await events(1);
    await workspace.advance({ ms: 3_600_000 });
    expect(bot.received).toHaveLength(1);
  });

  test('of what was dropped on the way, or whose acknowledgement was', async () => {
    await workspace.deliveryFault({ kind: 'drop' });
    await workspace.deliveryFault({ kind: 'drop-ack' });
    await workspace.say({ ...HERE, text: 'x' });
    const second = await events(2);
    expect(second.map(({ error }) => error)).toEqual(['connection_failed', 'http_timeout']);
    await workspace.advance({ ms: 60_000 });
    const [, , third] = await events(3);
    expect(third).toMatchObject({ ok: true, retry: 2 });
    expect(bot.received).toHaveLength(2);
  });
});

describe('a command', () => {
  test('arrives as a bare form with everything a bot needs', async () => {
    bot.answer = (_received, response) => void response.end('only you see this');
    await workspace.command({ ...HERE, command: '/caracal-help', text: ' a\nb & c ' });
    const { headers, body } = bot.received[0]!;
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(body).toMatchObject({ command: '/caracal-help', text: 'a\nb & c', user_id: 'U0ANA', channel_id: 'C0HELP' });
    expect(body.response_url).toMatch(/^http/);
    expect(body.trigger_id).toBeTruthy();
    expect(await workspace.ephemerals({ user: 'U0ANA' })).toMatchObject([{ text: 'only you see this', from: 'bot' }]);
  });

  test('that is not answered in time shows a notice and is not sent again', async () => {
    bot.answer = () => {};
    await workspace.setTiming({ deadlineMs: 100 });
    const outcome = await workspace.command({ ...HERE, command: '/caracal-help' });
    expect(outcome.ok).toBe(false);
    expect(await workspace.ephemerals({ user: 'U0ANA' })).toMatchObject([
      { from: 'slack', text: '/caracal-help failed with the error "operation_timeout"' },
    ]);
    expect(bot.received).toHaveLength(1);
  });

  test('may answer in the channel', async () => {
    bot.answer = (_received, response) => {
      const body = JSON.stringify({ response_type: 'in_channel', text: 'all see this' });
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    };
    await workspace.command({ ...HERE, command: '/caracal-help' });
    expect(await workspace.messages({ channel: 'C0HELP' })).toMatchObject([
      { text: 'all see this', bot_id: 'B0CARACAL' },
    ]);
  });
});

test('app_rate_limited has no inner event; uninstalling sends tokens_revoked and app_uninstalled', async () => {
  await workspace.rateLimitEvents();
  expect(bot.received[0]?.body).toMatchObject({ type: 'app_rate_limited' });
  expect(bot.received[0]?.body.event).toBeUndefined();
  await workspace.uninstall();
  const lines = await events(3);
  expect(
    lines
      .slice(1)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['app_uninstalled', 'tokens_revoked']);
  expect((await callApi(workspace, 'auth.test')).body).toEqual({ ok: false, error: 'token_revoked' });
});

test('reactions and joins are told to a bot that asked for them', async () => {
  await workspace.close();
  const subscribed = ['reaction_added', 'member_joined_channel', 'message.channels'];
  const scopes = ['reactions:read', 'channels:history'];
  workspace = await createWorkspace({ eventsUrl: bot.url, events: subscribed, scopes });
  await workspace.invite({ channel: 'C0NOBOT', user: 'U0CARACAL', inviter: 'U0ANA' });
  const { ts } = await workspace.say({ ...HERE, text: 'x' });
  await workspace.react({ ...HERE, ts, name: 'eyes' });
  await events(4);
  const sent = bot.received.map(({ body }) => body.event as Record<string, unknown>);
  expect(sent).toContainEqual(
    expect.objectContaining({ type: 'member_joined_channel', user: 'U0CARACAL', inviter: 'U0ANA' }),
  );
  expect(sent).toContainEqual(expect.objectContaining({ subtype: 'channel_join', channel: 'C0NOBOT' }));
  expect(sent).toContainEqual(
    expect.objectContaining({ type: 'reaction_added', reaction: 'eyes', item_user: 'U0ANA' }),
  );
});
