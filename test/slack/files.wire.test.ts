import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, openHouse, repliesUnder, replyTo, settled } from './house.ts';
import { policyDenied, stsWaits } from './pastes.ts';

let house: House;
const MB = 1024 * 1024;
const channels = Array.from({ length: 6 }, (_, at) => `C0FILES${at}`);

beforeAll(async () => {
  house = await openHouse();
  for (const id of channels) await house.workspace.addChannel({ id, name: id.toLowerCase() });
});
afterAll(() => house.close());

const downloaded = () =>
  house.workspace
    .now()
    .traffic.filter((line) => line.kind === 'file')
    .map((line) => (line.response as { bytes?: number } | null)?.bytes ?? 0);

describe('a file over 10 MB', () => {
  test.each([
    ['what it is', undefined],
    ['1 KB', 1024],
  ])('that says it is %s is cut off: the answer comes from what was read, and says so', async (_name, claimedSize) => {
    const channel = channels[claimedSize ? 0 : 1]!;
    const before = downloaded().length;
    const repeat = { text: `${stsWaits}\n`, bytes: 40 * MB };
    const files = [{ name: 'huge.log', repeat, ...(claimedSize ? { claimedSize } : {}) }];
    const text = claimedSize ? 'nobody is asked' : '@caracal-help';
    const message = await house.workspace.upload({ channel, user: 'U0ANA', files, text });
    const reply = await house.workspace.waitFor((now) => repliesUnder(now.messages[channel], message.ts)[0], 25_000);
    expect(reply.text).toContain('postgres_unreachable');
    expect(reply.text).toContain('10 MB');
    // The rest was never sent: what is above 10 MB stood in buffers.
    const [bytes] = await house.workspace.waitFor(() => downloaded().length > before && downloaded().slice(before));
    expect(bytes).toBeLessThan(20 * MB);
  });
});

describe('several files in one message', () => {
  test('are one paste with one reply, whichever holds the failure', async () => {
    const channel = channels[2]!;
    const files = [
      { name: 'screen.png', base64: 'iVBORw0KGgoAAAAA' },
      { name: 'idle.log', content: 'nothing to see here\n' },
      { name: 'curl.txt', content: policyDenied },
    ];
    const message = await house.workspace.upload({ channel, user: 'U0ANA', files });
    expect((await replyTo(house, message, channel)).text).toContain('policy denied');
    await settled(house, channel);
    expect(repliesUnder(house.workspace.now().messages[channel], message.ts)).toHaveLength(1);
  });

  test('more than five: who asked is told that five were read', async () => {
    const channel = channels[3]!;
    const files = Array.from({ length: 7 }, (_, at) => ({
      name: `${at}.log`,
      content: at === 4 ? stsWaits : 'idle\n',
    }));
    const message = await house.workspace.upload({ channel, user: 'U0ANA', files, text: '@caracal-help' });
    const { text } = await replyTo(house, message, channel);
    expect(text).toContain('sts');
    expect(text).toContain('first five');
  });
});

describe('a log in UTF-16, as PowerShell writes it', () => {
  test.each(['with its mark', 'without'])('%s: is read', async (how) => {
    const channel = channels[how === 'without' ? 5 : 4]!;
    const bytes = Buffer.from(`${how === 'without' ? '' : '\ufeff'}${stsWaits}`, 'utf16le');
    const files = [{ name: 'ready.txt', base64: bytes.toString('base64') }];
    const message = await house.workspace.upload({ channel, user: 'U0ANA', files });
    expect((await replyTo(house, message, channel)).text).toContain('postgres_unreachable');
  });
});

describe('a picture', () => {
  test('gets silence where nobody asked, and a word to who did', async () => {
    const channel = channels[4]!;
    const files = [{ name: 'screen.png', base64: 'iVBORw0KGgoAAAAA' }];
    const unasked = await house.workspace.upload({ channel, user: 'U0ANA', files });
    const asked = await house.workspace.upload({ channel, user: 'U0ANA', files, text: '@caracal-help' });
    expect((await replyTo(house, asked, channel)).text).toContain('not text');
    expect(repliesUnder(house.workspace.now().messages[channel], unasked.ts)).toHaveLength(0);
  });
});

describe('without the right to read files', () => {
  test.each(['page', 'redirect'] as const)('Slack’s sign-in %s is told apart from a log', async (how) => {
    await house.workspace.setSignIn({ how, always: true });
    const files = [{ name: 'status.json', content: stsWaits }];
    const message = await house.workspace.upload({ channel: 'D0BEN', user: 'U0BEN', files, text: 'here' });
    expect((await replyTo(house, message, 'D0BEN')).text).toContain('files:read');
  });
});
