import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiFault, apiFaultKinds } from '../../src/sandbox/slack/faults.ts';
import type { Message, Snapshot } from '../../src/sandbox/slack/types.ts';
import { repliesUnder } from './house.ts';
import { type Inside, openInside } from './inside.ts';
import { readiness, stsWaits } from './pastes.ts';

// Every Web API method that the bot calls, meeting everything that can go wrong with it once: whoever waits for an answer sees
// one. chat.delete is in test/work/copies.wire.test.ts, apps.connections.open in socket.wire.test.ts.

const ANA = 'U0ANA';
const BEN = 'U0BEN';
const TIMEOUT_MS = 400;

let inside: Inside;
let channels = 0;

beforeAll(async () => {
  const slack = { timeoutMs: TIMEOUT_MS, afterTimeoutMs: TIMEOUT_MS, pausesMs: [20, 50], everyMs: 10 };
  inside = await openInside({ backoffMs: [20, 50, 100, 200], slack }, { users: apiFaultKinds.map(atHome) });
});
afterAll(() => inside.close());

/** Who opens the home tab while views.publish meets this. */
const atHome = (kind: ApiFault['kind']) => ({ id: `U0${kind}`, name: kind, realName: kind, bot: false });

/** Each test has a channel of its own, and its faults meet only calls for that one. */
async function freshChannel(): Promise<string> {
  const channel = `C0FAULT${++channels}`;
  await inside.workspace.addChannel({ id: channel, name: `fault-${channels}` });
  return channel;
}

const meets = (method: string, kind: ApiFault['kind'], where: ApiFault['where'] = {}) =>
  inside.workspace.fault({ method, kind, where, ms: TIMEOUT_MS + 100, error: 'internal_error' });
const met = (now: Snapshot, method: string, holds: string) =>
  now.traffic.some((line) => line.name === method && JSON.stringify(line.request).includes(holds));

const paste = (channel: string, text = stsWaits, thread?: string) =>
  inside.workspace.say({ channel, user: ANA, text, ...(thread ? { thread } : {}) });
const reply = (channel: string, ts: string, fits: (message: Message) => boolean = () => true) =>
  inside.workspace.waitFor((now) => repliesUnder(now.messages[channel], ts).find(fits), 15_000);

/** Everything said before in the channel is dealt with: help to one person comes after it. */
async function quiet(channel: string): Promise<void> {
  const heard = (now: Snapshot) => now.ephemerals.filter((each) => each.channel === channel && each.user === 'U0CHO');
  const before = heard(inside.workspace.now()).length;
  await inside.workspace.command({ channel, user: 'U0CHO', command: '/caracal-help', text: 'help' });
  await inside.workspace.waitFor((now) => heard(now).length > before, 15_000);
}

async function onlyReply(channel: string, ts: string): Promise<Message> {
  await reply(channel, ts);
  await quiet(channel);
  const [only, ...more] = repliesUnder(inside.workspace.now().messages[channel], ts);
  expect(more).toEqual([]);
  return only!;
}

describe.concurrent.each(apiFaultKinds)('%s', { timeout: 30_000 }, (kind) => {
  test('of chat.postMessage: one reply', async () => {
    const channel = await freshChannel();
    await meets('chat.postMessage', kind, { channel });
    await onlyReply(channel, (await paste(channel)).ts);
  });

  test('of conversations.replies, while it looks for its reply: one reply', async () => {
    const channel = await freshChannel();
    await meets('chat.postMessage', 'reset-after', { channel });
    await meets('conversations.replies', kind, { channel });
    await onlyReply(channel, (await paste(channel)).ts);
  });

  test('of conversations.replies, while it reads what stands above: one reply', async () => {
    const channel = await freshChannel();
    const parent = await paste(channel, 'what is wrong here?');
    await paste(channel, 'caracal status: everything is down, look at the log', parent.ts);
    await meets('conversations.replies', kind, { channel });
    await paste(channel, '@caracal-help what is this?', parent.ts);
    await onlyReply(channel, parent.ts);
  });

  test('of conversations.history, while it looks for its line: one line, one checklist', async () => {
    const channel = await freshChannel();
    await meets('chat.postMessage', 'reset-after', { channel });
    await meets('conversations.history', kind, { channel });
    await inside.workspace.command({ channel, user: BEN, command: '/caracal-help', text: stsWaits });
    const lines = (now: Snapshot) => (now.messages[channel] ?? []).filter((each) => each.text.includes(`<@${BEN}>`));
    const line = await inside.workspace.waitFor((now) => lines(now)[0], 15_000);
    await onlyReply(channel, line.ts);
    expect(lines(inside.workspace.now())).toHaveLength(1);
  });

  test('of chat.update: the same reply, brought up to date', async () => {
    const channel = await freshChannel();
    const { ts } = await paste(channel);
    const shown = await reply(channel, ts);
    await meets('chat.update', kind, { channel });
    await inside.workspace.press({ user: ANA, channel, ts: shown.ts, action: 'solved' });
    await reply(channel, ts, (each) => each.text.includes('Solved by'));
    await onlyReply(channel, ts);
  });

  test('of chat.getPermalink: one short reply to the same failure', async () => {
    const channel = await freshChannel();
    await reply(channel, (await paste(channel)).ts);
    await meets('chat.getPermalink', kind, { channel });
    const again = await onlyReply(channel, (await paste(channel)).ts);
    expect(again.text).toContain('answered here a moment ago');
  });

  test('of assistant.threads.setStatus: one reply', async () => {
    const channel = await freshChannel();
    await meets('chat.postMessage', 'slow', { channel });
    await meets('assistant.threads.setStatus', kind, { channel_id: channel });
    await onlyReply(channel, (await paste(channel, `@caracal-help ${stsWaits}`)).ts);
    expect(met(inside.workspace.now(), 'assistant.threads.setStatus', channel)).toBe(true);
  });

  test('of views.publish: the home tab is drawn', async () => {
    const user = atHome(kind).id;
    await meets('views.publish', kind, { user_id: user });
    await inside.workspace.openHome({ user });
    await inside.workspace.waitFor((now) => now.homes[user], 15_000);
  });
});

describe.each(apiFaultKinds)('%s', { timeout: 30_000 }, (kind) => {
  test('of files.info: one reply', async () => {
    const channel = await freshChannel();
    await meets('files.info', kind);
    const files = [{ name: 'status.json', content: stsWaits }];
    const { ts } = await inside.workspace.upload({ channel, user: ANA, files });
    expect((await onlyReply(channel, ts)).text).toContain('sts');
  });

  test('of the response_url and chat.postEphemeral: the person is told', async () => {
    const channel = await freshChannel();
    await meets('response_url', 'http-500', { response_type: 'ephemeral' });
    await meets('chat.postEphemeral', kind, { channel });
    await inside.workspace.command({ channel, user: BEN, command: '/caracal-help', text: 'is it the database?' });
    const told = (now: Snapshot) => now.ephemerals.filter((each) => each.channel === channel && each.user === BEN);
    await inside.workspace.waitFor((now) => told(now).length > 0, 15_000);
    await quiet(channel);
    // An ephemeral message cannot be looked for: where nobody knows whether it was seen, it is sent once more.
    const most = kind === 'reset-after' || kind === 'slow' ? 2 : 1;
    await inside.workspace.waitFor((now) => met(now, 'chat.postEphemeral', channel));
    expect(told(inside.workspace.now()).length).toBeLessThanOrEqual(most);
  });

  test('of views.open: the person is told', async () => {
    const channel = await freshChannel();
    await inside.workspace.command({ channel, user: BEN, command: '/caracal-help', text: 'help' });
    const own = (now: Snapshot) => now.ephemerals.filter((each) => each.channel === channel && each.user === BEN);
    const help = await inside.workspace.waitFor((now) => own(now)[0]);
    await meets('views.open', kind);
    expect(await inside.workspace.press({ user: BEN, channel, ts: help.ts, action: 'open_form' })).toMatchObject({
      ok: true,
    });
    const told = await inside.workspace.waitFor((now) => own(now)[1], 15_000);
    expect(told.text).toMatch(/could not finish/);
  });
});

test('a file that comes while the bot says that it did not: one answer', async () => {
  const channel = 'D0BEN';
  const files = [{ name: 'status.json', content: stsWaits }];
  await inside.workspace.fault({ method: 'files.info', kind: 'error', error: 'file_deleted' });
  await meets('chat.postMessage', 'reset-after', { channel });
  const { ts } = await inside.workspace.upload({ channel, user: BEN, files });
  const only = await onlyReply(channel, ts);
  expect(only.text).toContain('deleted');
});

test('a reply whose first post failed is counted and logged like any other', async () => {
  const channel = await freshChannel();
  const count = async (): Promise<number> => {
    const text = await (await fetch(`${inside.url}/metrics`)).text();
    return Number(/^caracal_help_first_reply_seconds_count (\d+)/m.exec(text)?.[1] ?? 0);
  };
  const before = await count();
  await meets('chat.postMessage', 'http-500', { channel });
  await onlyReply(channel, (await paste(channel, readiness({ gateway: '503 redis_unreachable' }))).ts);
  expect(await count()).toBe(before + 1);
});
