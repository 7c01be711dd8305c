import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../../../src/sandbox/slack/workspace.ts';
import { callApi, type RawBot, startRawBot } from './raw-bot.ts';

type Json = Record<string, unknown>;

const ANA = { channel: 'C0HELP', user: 'U0ANA' };
const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(value), value });
const BLOCKS = [
  {
    type: 'actions',
    block_id: 'tools',
    elements: [
      { type: 'button', action_id: 'again', text: plain('Run again'), value: 'r1' },
      { type: 'checkboxes', action_id: 'ticks', options: [option('a'), option('b')], initial_options: [option('a')] },
      { type: 'static_select', action_id: 'section', options: [option('readiness'), option('upstream')] },
    ],
  },
];
const INPUT = { type: 'plain_text_input', action_id: 'text', multiline: true };
const MODAL = {
  type: 'modal',
  callback_id: 'form',
  private_metadata: 'meta',
  title: plain('Paste'),
  submit: plain('Diagnose'),
  notify_on_close: true,
  blocks: [{ type: 'input', block_id: 'paste', label: plain('Paste'), element: INPUT }],
};

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

const call = async (method: string, args: Json) => (await callApi(workspace, method, args)).body;
const lastOf = (type: string): Json => bot.received.findLast(({ body }) => body.type === type)?.body as Json;
const respondTo = (body: Json) => (_received: unknown, response: import('node:http').ServerResponse) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const posted = async () =>
  String((await call('chat.postMessage', { channel: 'C0HELP', text: 'x', blocks: BLOCKS })).ts);
const respond = (url: unknown, body: Json) =>
  fetch(String(url), { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

async function trigger(): Promise<string> {
  await workspace.command({ ...ANA, command: '/caracal-help' });
  return String(bot.received.at(-1)?.body.trigger_id);
}

describe('pressing', () => {
  test('a button sends what was pressed, where, and the state of all inputs', async () => {
    const ts = await posted();
    await workspace.press({ ...ANA, ts, action: 'again' });
    const payload = lastOf('block_actions');
    expect(payload).toMatchObject({
      user: { id: 'U0ANA' },
      channel: { id: 'C0HELP', name: 'caracal-help' },
      container: { type: 'message', message_ts: ts, is_ephemeral: false },
      message: { ts, bot_id: 'B0CARACAL' },
      actions: [{ action_id: 'again', block_id: 'tools', type: 'button', value: 'r1' }],
      state: { values: { tools: { ticks: { selected_options: [{ value: 'a' }] } } } },
    });
    expect(bot.received.at(-1)?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  test('checkboxes and selects sends what is chosen now, and keeps it', async () => {
    const ts = await posted();
    await workspace.press({ ...ANA, ts, action: 'ticks', value: ['a', 'b'] });
    expect(lastOf('block_actions').actions).toMatchObject([{ selected_options: [{ value: 'a' }, { value: 'b' }] }]);
    await workspace.press({ ...ANA, ts, action: 'section', value: 'upstream' });
    expect(lastOf('block_actions')).toMatchObject({
      actions: [{ selected_option: { value: 'upstream' } }],
      state: { values: { tools: { ticks: { selected_options: [{ value: 'a' }, { value: 'b' }] } } } },
    });
  });

  test('what is not there is an error, as nobody could', async () => {
    const ts = await posted();
    await expect(workspace.press({ ...ANA, ts, action: 'other' })).rejects.toThrow('nothing to press');
    await expect(workspace.press({ ...ANA, ts, action: 'section', value: 'no' })).rejects.toThrow('no option no');
  });

  test('that fails shows a notice', async () => {
    const ts = await posted();
    bot.answer = (_received, response) => void response.writeHead(404).end();
    await workspace.press({ ...ANA, ts, action: 'again' });
    expect(await workspace.ephemerals({ user: 'U0ANA' })).toMatchObject([{ from: 'slack' }]);
  });
});

describe('a response URL', () => {
  test('answers only the person, the channel, replaces and deletes', async () => {
    const ts = await posted();
    await workspace.press({ ...ANA, ts, action: 'again' });
    const url = lastOf('block_actions').response_url;
    expect((await respond(url, { text: 'for you' })).status).toBe(200);
    expect(await workspace.ephemerals({ user: 'U0ANA' })).toMatchObject([{ text: 'for you' }]);
    await respond(url, { text: 'for all', response_type: 'in_channel' });
    await respond(url, { text: 'instead', replace_original: true });
    expect(await workspace.messages({ channel: 'C0HELP' })).toMatchObject([
      { ts, text: 'instead' },
      { text: 'for all' },
    ]);
    await respond(url, { delete_original: true });
    expect(await workspace.messages({ channel: 'C0HELP' })).toMatchObject([{ text: 'for all' }]);
  });

  test('is good five times and for 30 minutes', async () => {
    await workspace.command({ ...ANA, command: '/caracal-help' });
    const url = bot.received.at(-1)?.body.response_url;
    for (let time = 0; time < 5; time++) expect((await respond(url, { text: `${time}` })).status).toBe(200);
    expect(await (await respond(url, { text: '6' })).json()).toEqual({ ok: false, error: 'used_url' });
    await workspace.command({ ...ANA, command: '/caracal-help' });
    await workspace.advance({ ms: 30 * 60_000 + 1 });
    const late = await respond(bot.received.at(-1)?.body.response_url, { text: 'late' });
    expect([late.status, await late.json()]).toEqual([404, { ok: false, error: 'expired_url' }]);
  });

  test('works where the bot is no member, and checks blocks but not their sum', async () => {
    await workspace.command({ channel: 'G0PRIVATE', user: 'U0ANA', command: '/caracal-help' });
    const url = bot.received.at(-1)?.body.response_url;
    const refused = await respond(url, { blocks: [{ type: 'section' }] });
    expect(await refused.json()).toMatchObject({ ok: false, error: 'invalid_blocks' });
    const section = { type: 'section', text: plain('x'.repeat(2900)) };
    expect((await respond(url, { blocks: Array.from({ length: 5 }, () => section) })).status).toBe(200);
    expect((await respond(url, {})).status).toBe(400);
  });
});

describe('modals', () => {
  test('open with a trigger once', async () => {
    const trigger_id = await trigger();
    expect(await call('views.open', { trigger_id, view: MODAL })).toMatchObject({
      ok: true,
      view: { callback_id: 'form' },
    });
    expect((await call('views.open', { trigger_id, view: MODAL })).error).toBe('exchanged_trigger_id');
    expect((await call('views.open', { trigger_id: '1.2.3', view: MODAL })).error).toBe('invalid_trigger_id');
    expect(await workspace.openViews({ user: 'U0ANA' })).toHaveLength(1);
  });

  test('not after 3 seconds, nor when faulty', async () => {
    const trigger_id = await trigger();
    const faulty = await call('views.open', { trigger_id, view: { ...MODAL, title: plain('x'.repeat(25)) } });
    expect(faulty).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    });
    await workspace.advance({ ms: 3001 });
    expect((await call('views.open', { trigger_id, view: MODAL })).error).toBe('expired_trigger_id');
  });

  test('are submitted, refused with errors, updated, pushed and closed', async () => {
    await call('views.open', { trigger_id: await trigger(), view: MODAL });
    await expect(workspace.submitView({ user: 'U0ANA' })).rejects.toThrow('must be filled in');
    bot.answer = respondTo({ response_action: 'errors', errors: { paste: 'Nothing in it' } });
    await workspace.submitView({ user: 'U0ANA', values: { text: 'abc' } });
    const [view] = await workspace.openViews({ user: 'U0ANA' });
    expect(lastOf('view_submission').view).toMatchObject({
      id: view?.id,
      private_metadata: 'meta',
      state: { values: { paste: { text: { type: 'plain_text_input', value: 'abc' } } } },
    });
    expect(workspace.now().viewErrors[view!.id]).toEqual({ paste: 'Nothing in it' });

    bot.answer = respondTo({ response_action: 'update', view: { ...MODAL, title: plain('Second') } });
    await workspace.submitView({ user: 'U0ANA' });
    expect(await workspace.openViews({ user: 'U0ANA' })).toMatchObject([{ id: view?.id, title: { text: 'Second' } }]);

    bot.answer = respondTo({ response_action: 'push', view: MODAL });
    await workspace.submitView({ user: 'U0ANA' });
    expect(await workspace.openViews({ user: 'U0ANA' })).toHaveLength(2);
    bot.answer = (_received, response) => void response.end();
    await workspace.closeView({ user: 'U0ANA' });
    expect(lastOf('view_closed')).toMatchObject({ is_cleared: false, view: { root_view_id: view?.id } });
    await workspace.submitView({ user: 'U0ANA' });
    expect(await workspace.openViews({ user: 'U0ANA' })).toHaveLength(0);
  });

  test('views.update needs a view that is still open, and its hash', async () => {
    const opened = (await call('views.open', { trigger_id: await trigger(), view: MODAL })).view as Json;
    const args = { view_id: opened.id, view: { ...MODAL, title: plain('Later') } };
    expect((await call('views.update', { ...args, hash: 'old' })).error).toBe('hash_conflict');
    expect((await call('views.update', { ...args, hash: opened.hash })).ok).toBe(true);
    await workspace.closeView({ user: 'U0ANA' });
    expect((await call('views.update', args)).error).toBe('not_found');
  });

  test('an answer that Slack would refuse is shown as such', async () => {
    await call('views.open', { trigger_id: await trigger(), view: MODAL });
    bot.answer = respondTo({ response_action: 'errors', errors: { nowhere: 'x' } });
    await workspace.submitView({ user: 'U0ANA', values: { text: 'abc' } });
    const [view] = await workspace.openViews({ user: 'U0ANA' });
    expect(workspace.now().viewErrors[view!.id]).toEqual({ '': 'There is no block nowhere' });
  });
});

test('a message shortcut works where the bot is no member', async () => {
  const { ts } = await workspace.say({ channel: 'G0PRIVATE', user: 'U0ANA', text: 'paste' });
  await workspace.shortcut({ channel: 'G0PRIVATE', user: 'U0BEN', ts });
  expect(lastOf('message_action')).toMatchObject({
    callback_id: 'diagnose_with_caracal',
    message_ts: ts,
    user: { id: 'U0BEN' },
    channel: { id: 'G0PRIVATE', name: 'privategroup' },
    message: { text: 'paste', user: 'U0ANA' },
  });
});

test('the home tab is published and announced', async () => {
  await workspace.openHome({ user: 'U0ANA' });
  await workspace.waitFor((now) => now.traffic.find((line) => line.name === 'app_home_opened'));
  const view = { type: 'home', blocks: [{ type: 'section', text: plain('Hello') }] };
  expect(await call('views.publish', { user_id: 'U0ANA', view })).toMatchObject({ ok: true });
  expect(await workspace.home({ user: 'U0ANA' })).toMatchObject({ type: 'home', blocks: view.blocks });
});

test('an ephemeral message is pressed without its message in the payload', async () => {
  await call('chat.postEphemeral', { ...ANA, text: 'x', blocks: BLOCKS });
  const [ephemeral] = await workspace.ephemerals({ user: 'U0ANA' });
  await workspace.press({ ...ANA, ts: ephemeral!.ts, action: 'again' });
  const payload = lastOf('block_actions');
  expect(payload.container).toMatchObject({ is_ephemeral: true });
  expect(payload.message).toBeUndefined();
  await respond(payload.response_url, { delete_original: true });
  expect(await workspace.ephemerals({ user: 'U0ANA' })).toEqual([]);
});
