import type { AddressInfo } from 'node:net';
import { App, LogLevel } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import { botReplies, callsOf, onlyFor, sentTo } from '../../../src/sandbox/slack/see.ts';
import { type SpawnedWorkspace, spawnWorkspace } from '../../../src/sandbox/slack/spawn.ts';
import type { Mode } from '../../../src/sandbox/slack/types.ts';

const ANA = { channel: 'C0HELP', user: 'U0ANA' };
const plain = (text: string) => ({ type: 'plain_text' as const, text });

const ended: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

/** An ordinary Bolt app, with nothing in it that knows of the stand-in but the addresses. */
async function startBolt(workspace: SpawnedWorkspace, mode: Mode): Promise<void> {
  const socket = mode === 'socket' ? { socketMode: true, appToken: workspace.appToken } : {};
  const app = new App({
    token: workspace.botToken,
    signingSecret: workspace.signingSecret,
    clientOptions: { slackApiUrl: workspace.apiUrl },
    logLevel: LogLevel.ERROR,
    ...socket,
  });
  app.message('broken', async ({ message, say }) => {
    const button = { type: 'button' as const, action_id: 'again', text: plain('Run again') };
    const blocks = [{ type: 'actions' as const, elements: [button] }];
    await say({ text: 'Seen.', thread_ts: message.ts, blocks });
  });
  app.action('again', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Ran again.', replace_original: false });
  });
  app.command('/caracal-help', async ({ ack, body, client }) => {
    await ack('Here is help.');
    const element = { type: 'plain_text_input' as const, action_id: 'text' };
    const blocks = [{ type: 'input' as const, block_id: 'paste', label: plain('Paste'), element }];
    const view = { type: 'modal' as const, callback_id: 'form', title: plain('Paste'), submit: plain('Go'), blocks };
    await client.views.open({ trigger_id: body.trigger_id, view });
  });
  app.view('form', async ({ ack, view }) => {
    const bad = view.state.values.paste?.text?.value === 'bad';
    await (bad ? ack({ response_action: 'errors', errors: { paste: 'Not that' } }) : ack());
  });
  const server = await app.start(0);
  ended.push(() => app.stop());
  if (mode === 'http') {
    const { port } = (server as unknown as { address(): AddressInfo }).address();
    await workspace.pointTo({ url: `http://127.0.0.1:${port}/slack/events` });
  }
}

describe.each(['http', 'socket'] as const)(
  'an unchanged Bolt app over %s, the workspace in another process',
  (mode) => {
    test('does all that a bot does', async () => {
      const workspace = await spawnWorkspace({ mode });
      ended.push(() => workspace.close());
      await startBolt(workspace, mode);

      const paste = await workspace.say({ ...ANA, text: 'it is broken' });
      const reply = await workspace.waitFor((now) => botReplies(now, 'C0HELP', paste.ts)[0]);
      expect(reply.text).toBe('Seen.');

      await workspace.press({ ...ANA, ts: reply.ts, action: 'again' });
      await workspace.waitFor((now) => onlyFor(now, 'U0ANA').some(({ text }) => text === 'Ran again.'));

      await workspace.command({ ...ANA, command: '/caracal-help' });
      expect(await workspace.ephemerals({ user: 'U0ANA' })).toContainEqual(
        expect.objectContaining({ text: 'Here is help.' }),
      );
      const view = await workspace.waitFor((now) => now.views.U0ANA?.at(-1));
      await workspace.submitView({ user: 'U0ANA', values: { text: 'bad' } });
      expect(workspace.now().viewErrors[view.id]).toEqual({ paste: 'Not that' });
      await workspace.submitView({ user: 'U0ANA', values: { text: 'good' } });
      expect(await workspace.openViews({ user: 'U0ANA' })).toEqual([]);

      expect(callsOf(workspace.now(), 'chat.postMessage')).toHaveLength(1);
      expect(sentTo(workspace.now(), 'message')).toHaveLength(2);
      const refused = (await workspace.traffic()).filter(({ ok }) => !ok);
      expect(refused).toEqual([]);
    });
  },
);
