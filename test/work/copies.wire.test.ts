import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ApiFault } from '../../src/sandbox/slack/faults.ts';
import type { Message, Snapshot } from '../../src/sandbox/slack/types.ts';
import { createWorkspace, type Workspace } from '../../src/sandbox/slack/workspace.ts';
import { createSlackWeb } from '../../src/slack/web.ts';
import type { CopiesBody } from '../../src/work/copies.ts';
import { openStore } from '../../src/work/open.ts';
import { createOutbox, type Outbox } from '../../src/work/outbox.ts';
import type { Job, Store, Working } from '../../src/work/types.ts';

// A call whose outcome nobody knew, and which takes effect after the bot has looked for it and posted again.

const TIMEOUT_MS = 150;
const AFTER_TIMEOUT_MS = 50;
/** After the look, before the first look for copies. */
const LATE_MS = 900;

let workspace: Workspace;
let store: Store;
let working: Working;
let outbox: Outbox;
let dataDir: string;
let posts = 0;
const said: string[] = [];

beforeAll(async () => {
  workspace = await createWorkspace();
  dataDir = mkdtempSync(join(tmpdir(), 'caracal-help-'));
  store = await openStore({ dataDir, redisUrl: null });
  const log = (_fields: object, text: string): void => void said.push(text);
  outbox = createOutbox({
    store,
    slack: createSlackWeb({ token: workspace.botToken, apiUrl: workspace.apiUrl, timeoutMs: TIMEOUT_MS }),
    render: () => ({ text: 'unused' }),
    log: { info: log, warn: log, error: log },
    everyMs: 10,
    pausesMs: [10, 20],
    afterTimeoutMs: AFTER_TIMEOUT_MS,
    copiesMs: [1_200, 100],
  });
  const run = async ({ kind, body }: Job): Promise<void> => {
    if (kind === 'copies') await outbox.removeCopies(body as CopiesBody);
    else await outbox.post(body as Parameters<Outbox['post']>[0]);
  };
  working = store.work(run, { concurrency: 4, backoffMs: [20], leaseMs: 5000 });
});
afterAll(async () => {
  await working.stop(2000);
  await store.close();
  await workspace.close();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await workspace.clearFaults();
  said.length = 0;
});

/** Posts a line of its own through the worker; gives how to find it. */
async function post(channel: string, threadTs: string | null): Promise<(now: Snapshot) => Message[]> {
  const id = `line-${++posts}`;
  const body = { id, channel, threadTs, message: { text: id } };
  await store.accept({ key: id, lane: channel, kind: 'post', body });
  return (now) => (now.messages[channel] ?? []).filter((message) => message.text === id);
}

const late = (more: Partial<ApiFault> = {}): ApiFault => ({
  method: 'chat.postMessage',
  kind: 'slow',
  ms: LATE_MS,
  ...more,
});
const done = () => store.stats().then(({ pending, running, scheduled }) => pending + running + scheduled);

/** Waits until two stood there and then one; gives which of the two it is. */
async function firstOrSecond(copies: (now: Snapshot) => Message[]): Promise<number> {
  const both = await workspace.waitFor((now) => (copies(now).length === 2 ? copies(now) : null), 10_000);
  const [left] = await workspace.waitFor((now) => (copies(now).length === 1 ? copies(now) : null), 10_000);
  return both.findIndex((message) => message.ts === left?.ts);
}

test('in a thread: the late copy is deleted, the one that the record knows stays', async () => {
  const parent = await workspace.say({ channel: 'C0HELP', user: 'U0ANA', text: 'a paste' });
  await workspace.fault(late());
  expect(await firstOrSecond(await post('C0HELP', parent.ts))).toBe(0);
  await expect.poll(() => said.filter((text) => text.includes('was deleted')).length).toBe(1);
});

test('in the channel itself', async () => {
  await workspace.fault(late());
  expect(await firstOrSecond(await post('C0GENERAL', null))).toBe(0);
});

test('two late ones: one message stays', async () => {
  const deleted = (now: Snapshot) => now.traffic.filter((line) => line.name === 'chat.delete' && line.ok).length;
  const before = deleted(workspace.now());
  await workspace.fault(late({ times: 2, ms: LATE_MS + 200 }));
  const copies = await post('C0GENERAL', null);
  await workspace.waitFor((now) => deleted(now) === before + 2 && copies(now).length === 1, 10_000);
});

const FAULTS: ApiFault['kind'][] = ['ratelimited', 'http-500', 'hang', 'reset-before', 'reset-after', 'html', 'error'];

test.each(FAULTS)('when the deletion meets %s as well', async (kind) => {
  await workspace.fault(late());
  await workspace.fault({ method: 'chat.delete', kind, error: 'internal_error' });
  await firstOrSecond(await post('C0GENERAL', null));
});

test('a message that was posted at once is not looked for again', async () => {
  await expect.poll(done, { timeout: 10_000 }).toBe(0);
  const copies = await post('C0GENERAL', null);
  await workspace.waitFor((now) => copies(now).length === 1);
  await expect.poll(done).toBe(0);
});

test('a failure that is repeated often plans one look, not one each', async () => {
  await expect.poll(done, { timeout: 10_000 }).toBe(0);
  await workspace.fault({ method: 'chat.postMessage', kind: 'http-500', times: 5 });
  const copies = await post('C0GENERAL', null);
  await workspace.waitFor((now) => copies(now).length === 1, 10_000);
  expect((await store.stats()).scheduled).toBe(1);
});
