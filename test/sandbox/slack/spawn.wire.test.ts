import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { type SpawnedWorkspace, spawnWorkspace } from '../../../src/sandbox/slack/spawn.ts';

let workspace: SpawnedWorkspace;
afterEach(() => workspace.close());

test('what a person could not do is refused over the wire too', async () => {
  workspace = await spawnWorkspace();
  await expect(workspace.say({ channel: 'C0NONE', user: 'U0ANA', text: 'x' })).rejects.toThrow(
    'There is no channel C0NONE',
  );
  const foreign = await fetch(`${workspace.controlUrl}snapshot`, {
    method: 'POST',
    headers: { origin: 'https://example.com' },
  });
  expect(foreign.status).toBe(403);
  await expect(workspace.waitFor(() => false, 50)).rejects.toThrow('There was no traffic with the bot');
});

test('ends with its parent, quietly', async () => {
  workspace = await spawnWorkspace();
  const gone = once(workspace.process, 'exit');
  workspace.process.disconnect();
  expect(await gone).toEqual([0, null]);
});

test('what was done is seen as soon as it is done', async () => {
  workspace = await spawnWorkspace({ mode: 'socket' });
  const { ts } = await workspace.say({ channel: 'C0HELP', user: 'U0ANA', text: 'x' });
  expect(workspace.now().messages.C0HELP).toMatchObject([{ ts, text: 'x' }]);
  const edited = workspace.waitFor((now) => now.messages.C0HELP?.[0]?.text === 'y');
  await workspace.edit({ channel: 'C0HELP', user: 'U0ANA', ts, text: 'y' });
  await edited;
});
