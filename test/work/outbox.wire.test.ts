import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ApiFault, apiFaultKinds } from '../../src/sandbox/slack/faults.ts';
import { createWorkspace, type Workspace } from '../../src/sandbox/slack/workspace.ts';
import { createSlackWeb } from '../../src/slack/web.ts';
import { solved, tick } from '../../src/work/changes.ts';
import { openStore } from '../../src/work/open.ts';
import { createOutbox, type Outbox, type OutboxOptions } from '../../src/work/outbox.ts';
import { changeReply, createReply, readReply } from '../../src/work/replies.ts';
import type { SlackError } from '../../src/work/slack.ts';
import type { Job, Later, ReplyRecord, Store, Working } from '../../src/work/types.ts';
import { newReply } from './record.ts';

let workspace: Workspace;
let store: Store;
let working: Working;
let outbox: Outbox;
let dataDir: string;
const lines: { level: string; fields: Record<string, unknown>; text: string }[] = [];
const told: { record: ReplyRecord; error: SlackError }[] = [];
const dead: unknown[] = [];
const ran = new EventEmitter();
let render: OutboxOptions['render'];

const text = (record: ReplyRecord): string =>
  `checklist ${record.id}, ticked ${Object.keys(record.ticks).length}, solved ${record.solved !== null}`;
const block = (words: string) => ({ type: 'section', text: { type: 'plain_text', text: words } });
const asBlocks = (record: ReplyRecord) => ({ text: text(record), blocks: [block(text(record))] });
const log = (level: string) => (fields: object, words: string) =>
  void lines.push({ level, fields: { ...fields }, text: words });

function options(): OutboxOptions {
  return {
    store,
    slack: createSlackWeb({ token: workspace.botToken, apiUrl: workspace.apiUrl, timeoutMs: 400 }),
    render: (record) => render(record),
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    onFailed: async (record, error) => void told.push({ record, error }),
    everyMs: 10,
    pausesMs: [20, 40],
    afterTimeoutMs: 200,
  };
}

beforeAll(async () => {
  workspace = await createWorkspace();
  dataDir = mkdtempSync(join(tmpdir(), 'caracal-help-'));
  store = await openStore({ dataDir, redisUrl: null });
  outbox = createOutbox(options());
  const run = (job: Job) => outbox.deliver((job.body as { reply: string }).reply).finally(() => ran.emit('ran'));
  working = store.work(async (job) => void (await run(job)), {
    concurrency: 4,
    backoffMs: [20],
    leaseMs: 5000,
    onDead: (job) => dead.push(job),
  });
});
afterAll(async () => {
  await working.stop(2000);
  await store.close();
  await workspace.close();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await workspace.clearFaults();
  lines.length = 0;
  told.length = 0;
  render = asBlocks;
});

let jobs = 0;
async function ask(reply: string, channel: string): Promise<void> {
  await store.accept({ key: `deliver-${++jobs}`, lane: channel, kind: 'deliver', body: { reply } });
}

async function paste(channel = 'C0HELP'): Promise<ReplyRecord> {
  const said = await workspace.say({ channel, user: 'U0ANA', text: 'caracal status: sts 503' });
  const { record } = await createReply(store, newReply(channel, (said as { ts: string }).ts));
  return record;
}

const repliesTo = (record: ReplyRecord) =>
  (workspace.now().messages[record.source.channel] ?? []).filter(
    (message) => message.thread_ts === record.source.ts && message.bot_id !== undefined,
  );
/** Waits until a run of the outbox leaves the record so. */
async function settled(id: string, is: (record: ReplyRecord) => boolean): Promise<ReplyRecord> {
  for (;;) {
    const record = await readReply(store, id);
    if (record && is(record)) return record;
    await once(ran, 'ran');
  }
}
const shown = (record: ReplyRecord): boolean => record.post.state === 'posted' && record.rendered >= record.revision;

describe.each(apiFaultKinds)('with the fault %s', (kind) => {
  const fault = (method: string): ApiFault => ({ method, kind, ms: 500, error: 'internal_error' });

  test('a post is seen once', async () => {
    await workspace.fault(fault('chat.postMessage'));
    const { id } = await paste();
    await ask(id, 'C0HELP');
    const record = await settled(id, shown);
    expect(repliesTo(record).map((message) => message.text)).toEqual([text(record)]);
    expect(repliesTo(record)[0]?.ts).toBe(record.post.ts);
  });

  test('a post whose fault hits the look as well is seen once', async () => {
    await workspace.fault({ method: 'chat.postMessage', kind: 'reset-after' });
    await workspace.fault(fault('conversations.replies'));
    const { id } = await paste();
    await ask(id, 'C0HELP');
    expect(repliesTo(await settled(id, shown))).toHaveLength(1);
  });

  test('a look in the channel finds the message', async () => {
    await workspace.fault({ method: 'chat.postMessage', kind: 'reset-after' });
    await workspace.fault(fault('conversations.history'));
    const post = { id: `line-${kind}`, channel: 'C0GENERAL', threadTs: null, message: { text: `a line ${kind}` } };
    const posted = async (): Promise<unknown> =>
      outbox.post(post).catch(async (later: Later) => {
        await new Promise((resolve) => setTimeout(resolve, later.at - Date.now()));
        return posted();
      });
    const first = await posted();
    const lines = workspace.now().messages.C0GENERAL?.filter((message) => message.text === `a line ${kind}`);
    expect(lines).toHaveLength(1);
    expect(first).toEqual({ state: 'posted', channel: 'C0GENERAL', ts: lines?.[0]?.ts });
    expect(await outbox.post(post)).toEqual(first);
  });

  test('an update arrives', async () => {
    const { id } = await paste();
    await outbox.deliver(id);
    await workspace.fault(fault('chat.update'));
    await changeReply(store, id, tick({ section: 'readiness', row: 'ports-in-use' }, 'U0BEN', 1));
    await ask(id, 'C0HELP');
    const record = await settled(id, shown);
    expect(repliesTo(record).map((message) => message.text)).toEqual([text(record)]);
    expect(text(record)).toContain('ticked 1');
  });
});

describe('the outbox', () => {
  test('posts no second time for a record left behind by a killed process', async () => {
    const { id } = await paste();
    await workspace.fault({ method: 'chat.postMessage', kind: 'reset-after' });
    await outbox.deliver(id).catch(() => undefined);
    const record = await readReply(store, id);
    expect(record?.post).toMatchObject({ state: 'intended', tried: expect.any(Number) });
    await createOutbox(options()).deliver(id);
    expect(repliesTo(record!)).toHaveLength(1);
  });

  test('posts once when asked from everywhere at once, and shows every change', async () => {
    const { id } = await paste();
    const others = [createOutbox(options()), createOutbox(options())];
    const rows = ['docker-command-fails', 'service-not-ready', 'ports-in-use'];
    await Promise.all(
      [outbox, ...others].flatMap((one, index) => [
        one.deliver(id),
        changeReply(store, id, tick({ section: 'readiness', row: rows[index]! }, 'U0BEN', 1)).then(() =>
          one.deliver(id),
        ),
      ]),
    );
    const record = (await readReply(store, id))!;
    expect(repliesTo(record).map((message) => message.text)).toEqual([text(record)]);
    expect(text(record)).toContain('ticked 3');
  });

  test('marks its message, and never lets links unfurl', async () => {
    const { id } = await paste();
    await outbox.deliver(id);
    const call = workspace.now().traffic.findLast((line) => line.name === 'chat.postMessage');
    const sent = call?.request as { unfurl_links: unknown; unfurl_media: unknown };
    expect([String(sent.unfurl_links), String(sent.unfurl_media)]).toEqual(['false', 'false']);
    const [message] = repliesTo((await readReply(store, id))!);
    expect(message?.metadata).toEqual({ event_type: 'caracal_help_reply', event_payload: { reply: id } });
  });

  test('leaves a message alone that already shows the record', async () => {
    const { id } = await paste();
    await outbox.deliver(id);
    const before = workspace.now().traffic.length;
    await outbox.deliver(id);
    expect(workspace.now().traffic.length).toBe(before);
  });

  test('honours Retry-After for its channel and lets the others go on', async () => {
    await workspace.fault({
      method: 'chat.postMessage',
      kind: 'ratelimited',
      retryAfter: 3,
      where: { channel: 'C0HELP' },
    });
    const slow = await paste('C0HELP');
    const began = Date.now();
    await ask(slow.id, 'C0HELP');
    const second = await paste('C0HELP');
    await ask(second.id, 'C0HELP');
    for (let count = 0; count < 3; count += 1) {
      const quick = await paste('C0GENERAL');
      await ask(quick.id, 'C0GENERAL');
      await settled(quick.id, shown);
    }
    expect(Date.now() - began).toBeLessThan(2900);
    expect((await readReply(store, slow.id))?.post.state).toBe('intended');
    await settled(slow.id, shown);
    expect(Date.now() - began).toBeGreaterThanOrEqual(3000);
    await settled(second.id, shown);
    const order = workspace
      .now()
      .messages.C0HELP?.filter((message) => message.bot_id)
      .map((message) => message.thread_ts);
    expect(order?.slice(-2)).toEqual([slow.source.ts, second.source.ts]);
    expect(dead).toEqual([]);
  });

  test('puts a second between two messages of one channel', async () => {
    const spaced = createOutbox({ ...options(), everyMs: 1000 });
    const records = [await paste('G0TEAM'), await paste('G0TEAM')];
    for (const record of records) await spaced.deliver(record.id);
    const times = workspace
      .now()
      .traffic.filter((line) => line.name === 'chat.postMessage')
      .slice(-2)
      .map((line) => line.at);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(950);
  });

  test.each(['invalid_blocks', 'msg_blocks_too_long', 'msg_too_long'])('sends plain text after %s', async (error) => {
    await workspace.fault({ method: 'chat.postMessage', kind: 'error', error });
    render = (record) => ({ text: `${text(record)} ${'x'.repeat(6000)}`, blocks: [block('x')] });
    const { id } = await paste();
    await outbox.deliver(id);
    const [message, ...more] = repliesTo((await readReply(store, id))!);
    expect(more).toEqual([]);
    expect(message?.text.length).toBeLessThanOrEqual(3500);
    expect(lines.find((line) => line.level === 'error')?.fields).toMatchObject({ code: error });
    await workspace.fault({ method: 'chat.update', kind: 'error', error });
    await changeReply(store, id, solved('U0ANA', 1));
    await outbox.deliver(id);
    expect(repliesTo((await readReply(store, id))!)[0]?.text).toContain('solved true');
  });

  test.each([
    ['not_in_channel', /invite/],
    ['channel_not_found', /invite/],
    ['is_archived', /auto_reply/],
    ['token_revoked', /SLACK_BOT_TOKEN/],
    ['missing_scope', /scope .* reinstall/],
    ['restricted_action', /restricted/],
  ])('gives up after %s and says so', async (error, remedy) => {
    await workspace.fault({ method: 'chat.postMessage', kind: 'error', error });
    const { id } = await paste();
    expect(await outbox.deliver(id)).toEqual({ state: 'failed', error });
    expect((await readReply(store, id))?.post).toMatchObject({ state: 'failed', error });
    expect(told).toMatchObject([{ record: { id }, error: { code: error } }]);
    expect(lines.filter((line) => line.level === 'error')).toHaveLength(1);
    expect(lines.at(-1)?.fields.do).toMatch(remedy);
    expect(await outbox.deliver(id)).toEqual({ state: 'failed', error });
  });

  test('names the scope that is missing', async () => {
    await workspace.setScopes({ scopes: ['channels:history'] });
    const { id } = await paste();
    await outbox.deliver(id);
    expect(lines.at(-1)?.fields).toMatchObject({ needed: 'chat:write', do: expect.stringContaining('chat:write') });
    await workspace.setScopes({ scopes: ['channels:history', 'chat:write'] });
  });

  test('posts again where it may not look, rather than keep silent', async () => {
    await workspace.fault({ method: 'chat.postMessage', kind: 'http-500' });
    await workspace.fault({ method: 'conversations.replies', kind: 'error', error: 'missing_scope' });
    const { id } = await paste();
    await ask(id, 'C0HELP');
    expect(repliesTo(await settled(id, shown))).toHaveLength(1);
    expect(lines.some((line) => line.text.includes('Cannot look'))).toBe(true);
  });

  test('lets a message rest that somebody deleted', async () => {
    const { id } = await paste();
    await outbox.deliver(id);
    await workspace.fault({ method: 'chat.update', kind: 'error', error: 'message_not_found' });
    await changeReply(store, id, solved('U0ANA', 1));
    expect(await outbox.deliver(id)).toMatchObject({ state: 'posted' });
    expect(await readReply(store, id)).toMatchObject({ rendered: 2, revision: 2 });
  });

  test('has nothing to do for a record that is gone', async () => {
    expect(await outbox.deliver('none')).toEqual({ state: 'gone' });
  });

  test('logs nothing of what it posts', () => {
    expect(JSON.stringify(lines)).not.toContain('checklist');
  });
});
