import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type House, openHouse, replyTo, zoneSetup } from './house.ts';

let house: House;
const known = '01a20874-38b4-7c20-883b-b7883bf97a73';

beforeAll(async () => {
  house = await openHouse({ config: (caracal) => zoneSetup(caracal, ['staging'], ['C0HELP'], ['U0ANA']) });
});
afterEach(() => house.caracal.setFault(null));
afterAll(() => house.close());

async function ask(channel: string, user: string) {
  const before = house.workspace.now().messages[channel]?.length ?? 0;
  await house.workspace.command({ channel, user, command: '/caracal-help', text: known });
  return house.workspace.waitFor(
    (now) =>
      now.messages[channel]?.slice(before).find((each) => !each.thread_ts && each.text.includes('about a request ID')),
    10_000,
  );
}

test.each([
  ['a person who is not named', 'C0HELP', 'U0BEN', '`users` of the zone'],
  ['a channel that is not named', 'C0GENERAL', 'U0ANA', '`channels` of the zone'],
])('%s: audit is not asked, and the answer says who can change that', async (_what, channel, user, setting) => {
  const asked = house.caracal.requests.length;
  const line = await ask(channel, user);
  expect(line.text).toContain('audit could not be asked');
  const { text } = await replyTo(house, line, channel);
  expect(text).toContain(setting);
  expect(text).not.toMatch(/on its way|so far|asked again/);
  expect(`${line.text}${text}`).not.toContain(house.caracal.zones.staging!.id);
  expect(`${line.text}${text}`).not.toContain('staging');
  expect(house.caracal.requests).toHaveLength(asked);
});

test('the same in a direct message', async () => {
  const message = await house.workspace.say({ channel: 'D0ANA', user: 'U0ANA', text: known });
  const { text } = await replyTo(house, message, 'D0ANA');
  expect(text).toContain('`channels` of the zone');
  expect(text).not.toMatch(/on its way|so far/);
});

test('audit that is slow: the line in the channel stays true when the answer came', async () => {
  house.caracal.setFault({ kind: 'slow', ms: 3_000 });
  const line = await ask('C0HELP', 'U0ANA');
  expect(line.text).toContain('audit is asked about it. What it says comes in the thread.');
  const reply = await replyTo(house, line);
  expect(reply.text).not.toContain('was not asked');
  house.caracal.setFault(null);
  const late = await house.workspace.waitFor(
    (now) =>
      now.messages.C0HELP?.find((each) => each.ts === reply.ts && each.text.includes('Do this first: Resource ID')),
    20_000,
  );
  expect(late.text).toContain('not registered');
  expect(late.text).not.toContain('so far');
});
