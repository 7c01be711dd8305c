import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../../../src/sandbox/slack/workspace.ts';
import { callApi, type RawBot, startRawBot } from './raw-bot.ts';

type Json = Record<string, unknown>;

const ANA = { channel: 'C0HELP', user: 'U0ANA' };

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

const fetchFile = (url: unknown, token = workspace.botToken, redirect: RequestRedirect = 'follow') =>
  fetch(String(url), { headers: { authorization: `Bearer ${token}` }, redirect });

async function shared(): Promise<{ event: Json; file: Json }> {
  await workspace.waitFor((now) => now.traffic.find((line) => line.name === 'message'));
  const event = bot.received.at(-1)?.body.event as Json;
  return { event, file: (event.files as Json[])[0]! };
}

test('a long paste becomes a snippet', async () => {
  const text = 'line\n'.repeat(3000);
  await workspace.say({ ...ANA, text });
  const { event, file } = await shared();
  expect(event).toMatchObject({ subtype: 'file_share', text: '' });
  expect(file).toMatchObject({ mode: 'snippet', mimetype: 'text/plain', size: 15_000, lines: 3001, lines_more: 2996 });
  const response = await fetchFile(file.url_private_download);
  expect(response.headers.get('content-type')).toBe('text/plain');
  expect(await response.text()).toBe(text);
});

test('an upload may lie about its size and is streamed', async () => {
  const bytes = 12 * 1024 * 1024;
  const files = [{ name: 'big.log', repeat: { text: 'all is well\n', bytes }, claimedSize: 100 }];
  await workspace.upload({ ...ANA, files, text: 'see log' });
  const { event, file } = await shared();
  expect(event.text).toBe('see log');
  expect(file).toMatchObject({ mode: 'hosted', size: 100, name: 'big.log' });
  const response = await fetchFile(file.url_private);
  expect((await response.arrayBuffer()).byteLength).toBe(bytes);
});

test('a binary file is no text', async () => {
  const base64 = Buffer.from([0x89, 0x50, 0, 1]).toString('base64');
  await workspace.upload({ ...ANA, files: [{ name: 'shot.png', base64 }] });
  const { file } = await shared();
  expect(file).toMatchObject({ mimetype: 'image/png', size: 4 });
  expect(file.preview).toBeUndefined();
});

test('without the scope or the token comes a page to sign in, or a redirect to it', async () => {
  await workspace.upload({ ...ANA, files: [{ name: 'a.log', content: 'x' }] });
  const { file } = await shared();
  const page = await fetchFile(file.url_private, 'xoxb-other');
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await page.text()).toMatch(/^<!DOCTYPE html>/);
  await workspace.setScopes({ scopes: ['chat:write'] });
  await workspace.setSignIn({ how: 'redirect' });
  const redirect = await fetchFile(file.url_private, workspace.botToken, 'manual');
  expect([redirect.status, redirect.headers.get('location')?.includes('/signin')]).toEqual([302, true]);
  expect(await (await fetchFile(file.url_private)).text()).toContain('Sign in');
});

test('in a shared channel only files.info tells more', async () => {
  await workspace.upload({ channel: 'C0SHARED', user: 'U0ANA', files: [{ name: 'a.log', content: 'hello' }] });
  const { event, file } = await shared();
  expect(file).toMatchObject({ file_access: 'check_file_info' });
  expect(file.url_private).toBeUndefined();
  expect(bot.received.at(-1)?.body.is_ext_shared_channel).toBe(true);
  expect(event.channel).toBe('C0SHARED');
  const { body } = await callApi(workspace, 'files.info', { file: file.id });
  expect(body).toMatchObject({ ok: true, content: 'hello', file: { name: 'a.log', file_access: 'visible' } });
});

test('files of channels without the bot are not found', async () => {
  await workspace.upload({ channel: 'G0PRIVATE', user: 'U0ANA', files: [{ name: 'a.log', content: 'x' }] });
  const [message] = await workspace.messages({ channel: 'G0PRIVATE' });
  const { body } = await callApi(workspace, 'files.info', { file: message?.files?.[0]?.id });
  expect(body).toEqual({ ok: false, error: 'file_not_found' });
});

test('the bot uploads in three steps', async () => {
  await workspace.setScopes({ scopes: ['files:write', 'files:read', 'channels:history', 'chat:write'] });
  const begun = (await callApi(workspace, 'files.getUploadURLExternal', { filename: 'r.txt', length: '5' })).body;
  expect((await fetch(String(begun.upload_url), { method: 'POST', body: 'hello' })).status).toBe(200);
  const files = [{ id: begun.file_id, title: 'Report' }];
  const args = { files, channel_id: 'C0HELP', initial_comment: 'here' };
  expect((await callApi(workspace, 'files.completeUploadExternal', args)).body).toMatchObject({ ok: true });
  expect(await workspace.messages({ channel: 'C0HELP' })).toMatchObject([
    { text: 'here', files: [{ title: 'Report' }] },
  ]);
});
