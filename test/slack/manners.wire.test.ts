import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, openHouse, repliesUnder, replyTo, settled, zoneSetup } from './house.ts';
import { policyDenied, stsWaits, talk } from './pastes.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse({
    config: (caracal) => {
      const setup = zoneSetup(caracal, ['staging'], ['C0HELP']);
      return { ...setup, toml: `[channels]\nmute = ["C0NOISY"]\n\n${setup.toml}` };
    },
  });
});
afterAll(() => house.close());

const calls = async (name: string) =>
  (await house.workspace.traffic({ kind: 'api', name })).map((line) => line.request);

describe('manners', () => {
  test('a muted channel is silent unless the bot is named', async () => {
    await house.workspace.say({ channel: 'C0NOISY', user: 'U0ANA', text: stsWaits });
    const asked = await house.workspace.say({
      channel: 'C0NOISY',
      user: 'U0ANA',
      text: `@caracal-help ${policyDenied}`,
    });
    await replyTo(house, asked, 'C0NOISY');
    const posts = (await house.workspace.messages({ channel: 'C0NOISY' })).filter((each) => each.bot_id);
    expect(posts).toHaveLength(1);
  });

  test('who asked sees that the bot is at work before it answers, and no longer when it has', async () => {
    house.caracal.setFault({ kind: 'hang' });
    const text = '@caracal-help request id 1bcf629b-bcd2-427c-9bc7-011a3f7ceaf8';
    const asked = await house.workspace.say({ channel: 'C0HELP', user: 'U0ANA', text });
    const key = `C0HELP|${asked.ts}`;
    const working = await house.workspace.waitFor((now) => (now.statuses[key] ? now : null));
    expect(repliesUnder(working.messages.C0HELP, asked.ts)).toHaveLength(0);
    await replyTo(house, asked);
    await house.workspace.waitFor((now) => !now.statuses[key]);
    house.caracal.setFault(null);
  });

  test('nothing stands in the channel itself, nobody is pinged, no link unfurls', async () => {
    const paste = await house.workspace.say({
      channel: 'G0TEAM',
      user: 'U0ANA',
      text: `${policyDenied}\n<!channel> @here`,
    });
    await replyTo(house, paste, 'G0TEAM');
    const posts = (await calls('chat.postMessage')) as Record<string, unknown>[];
    expect(posts.length).toBeGreaterThan(0);
    for (const post of posts) {
      expect(post.thread_ts).toBeTruthy();
      expect([post.unfurl_links, post.unfurl_media].map(String)).toEqual(['false', 'false']);
      expect(String(post.text)).not.toMatch(/<!(channel|here|everyone)|<@U/);
      expect(String(post.text).length).toBeGreaterThan(20);
    }
  });

  test('the home tab says what the bot can do', async () => {
    await house.workspace.openHome({ user: 'U0BEN' });
    const home = await house.workspace.waitFor((now) => now.homes.U0BEN);
    expect(JSON.stringify(home.blocks)).toContain('caracal');
  });

  test('a reply that Slack refuses for its blocks still comes, as plain text', async () => {
    await house.workspace.fault({ method: 'chat.postMessage', kind: 'error', error: 'invalid_blocks' });
    const direct = await house.workspace.say({ channel: 'D0CHO', user: 'U0CHO', text: stsWaits });
    expect((await replyTo(house, direct, 'D0CHO')).text).toContain('sts');
  });

  test('talk in a thread of people is left alone', async () => {
    const parent = await house.workspace.say({ channel: 'C0GENERAL', user: 'U0ANA', text: talk });
    await house.workspace.say({ channel: 'C0GENERAL', user: 'U0BEN', thread: parent.ts, text: 'yes, with Cho' });
    await settled(house, 'C0GENERAL');
    expect(repliesUnder(await house.workspace.messages({ channel: 'C0GENERAL' }), parent.ts)).toHaveLength(0);
  });

  test('an uninstalled app shows in /readyz and the log', async () => {
    await house.workspace.uninstall();
    await house.bot.line((line) => line.event === 'app_uninstalled');
    expect((await fetch(`${house.bot.url}/readyz`)).status).toBe(503);
    await house.workspace.restoreToken();
  });
});
