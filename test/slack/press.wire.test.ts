import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lateRequest } from '../../src/sandbox/caracal/stand-in.ts';
import type { Message } from '../../src/sandbox/slack/types.ts';
import { type House, openHouse, repliesUnder, replyTo, settled, zoneSetup } from './house.ts';
import { policyDenied, stsWaits } from './pastes.ts';

let house: House;
let channels = 0;

beforeAll(async () => {
  house = await openHouse({
    config: (caracal) =>
      zoneSetup(caracal, ['pipernet-dev', 'staging', 'staging-1.0'], ['C0HELP', 'C0AUDIT'], ['U0ANA', 'U0BEN']),
  });
});
afterAll(() => house.close());

async function answered(text: string): Promise<{ channel: string; paste: Message; reply: Message }> {
  const channel = `C0PRESS${++channels}`;
  await house.workspace.addChannel({ id: channel, name: `press-${channels}` });
  const paste = await house.workspace.say({ channel, user: 'U0ANA', text });
  return { channel, paste, reply: await replyTo(house, paste, channel) };
}

const shown = (channel: string, ts: string, fits: (message: Message) => boolean) =>
  house.workspace.waitFor((now) => now.messages[channel]?.find((each) => each.ts === ts && fits(each)), 10_000);

const ticks = (message: Message): string[] =>
  [...JSON.stringify(message.blocks).matchAll(/"action_id":"(tick\|[^"]+)"/g)].map((match) => match[1]!);

describe('under a reply', () => {
  test('two people tick different items; both count', async () => {
    const { channel, reply } = await answered(stsWaits);
    const [first, second] = ticks(reply);
    await Promise.all([
      house.workspace.press({
        user: 'U0ANA',
        channel,
        ts: reply.ts,
        action: first!,
        value: [tickValue(reply, first!)],
      }),
      house.workspace.press({
        user: 'U0BEN',
        channel,
        ts: reply.ts,
        action: second!,
        value: [tickValue(reply, second!)],
      }),
    ]);
    const after = await shown(channel, reply.ts, (each) => (each.text.match(/Ticked off/g) ?? []).length >= 2);
    expect(after.text).toContain('Ticked off');
  });

  test('solved folds it to a line with who and after how long; it can be opened again', async () => {
    const { channel, reply } = await answered(stsWaits);
    const press = { user: 'U0BEN', channel, ts: reply.ts, action: 'solved' };
    await Promise.all([house.workspace.press(press), house.workspace.press(press)]);
    const folded = await shown(channel, reply.ts, (each) => each.text.includes('Solved by'));
    expect(folded.text).not.toContain('<@U0BEN>');
    await house.workspace.press({ user: 'U0ANA', channel, ts: reply.ts, action: 'reopen' });
    await shown(channel, reply.ts, (each) => each.text.includes('postgres_unreachable'));
  });

  test('"that’s not it" offers the rows, and the reply changes for everyone', async () => {
    const { channel, reply } = await answered(stsWaits);
    await house.workspace.press({ user: 'U0BEN', channel, ts: reply.ts, action: 'not_it' });
    const view = await house.workspace.waitFor((now) =>
      now.views.U0BEN?.find((each) => each.callback_id === 'choose_row'),
    );
    await house.workspace.submitView({ user: 'U0BEN', view: view.id, values: { choice: 'readiness/ports-in-use' } });
    const after = await shown(channel, reply.ts, (each) => /ports/i.test(each.text.split('\n')[0]!));
    expect(after.ts).toBe(reply.ts);
  });

  test('a modal that was closed before its content came is no failure', async () => {
    const { channel, reply } = await answered(stsWaits);
    await house.workspace.fault({ method: 'views.update', kind: 'error', error: 'not_found' });
    const updates = () => house.workspace.now().traffic.filter((line) => line.name === 'views.update').length;
    const before = updates();
    await house.workspace.press({ user: 'U0CHO', channel, ts: reply.ts, action: 'not_it' });
    await house.workspace.waitFor(() => updates() > before);
    await settled(house, channel);
    expect(house.bot.log.filter((line) => line.msg === 'work in the background failed')).toEqual([]);
    await house.workspace.closeView({ user: 'U0CHO', all: true });
  });

  test('"none of these" is an answer, too', async () => {
    const { channel, reply } = await answered(stsWaits);
    await house.workspace.press({ user: 'U0BEN', channel, ts: reply.ts, action: 'not_it' });
    const view = await house.workspace.waitFor((now) =>
      now.views.U0BEN?.find((each) => each.callback_id === 'choose_row'),
    );
    await house.workspace.submitView({ user: 'U0BEN', view: view.id, values: { choice: 'none' } });
    await shown(channel, reply.ts, (each) => each.text.includes('None of the rows'));
  });

  test('run the checks again says so to who pressed, where there is nothing to look at', async () => {
    const { channel, reply } = await answered(stsWaits);
    await house.workspace.press({ user: 'U0BEN', channel, ts: reply.ts, action: 'run_checks' });
    const told = await house.workspace.waitFor((now) =>
      now.ephemerals.find((each) => each.user === 'U0BEN' && each.channel === channel),
    );
    expect(told.text).toContain('nothing that I may look at');
  });
});

/** The option value of a tick. */
function tickValue(message: Message, action: string): string {
  const text = JSON.stringify(message.blocks);
  const from = text.indexOf(`"action_id":"${action}"`);
  return (
    /"value":"([^"]+)"/.exec(text.slice(from))?.[1] ?? /"value":"([^"]+)"[^}]*$/.exec(text.slice(0, from))?.[1] ?? ''
  );
}

describe('audit', () => {
  const known = '01a20874-1da7-7a7c-a0d8-389a4363267f';
  const withInput = '01a2089f-57bc-7f0b-803c-12999e74aa5a';

  test('a request ID in a thread is looked up, knowing the paste above', async () => {
    const paste = await house.workspace.say({ channel: 'C0HELP', user: 'U0ANA', text: policyDenied });
    await replyTo(house, paste);
    await house.workspace.say({ channel: 'C0HELP', user: 'U0ANA', thread: paste.ts, text: known });
    const reply = await replyTo(house, paste, 'C0HELP', 2);
    expect(reply.text).toMatch(/audit/i);
    expect(reply.text).toContain(known);
    expect(reply.text).toMatch(/denied/);
  });

  test('in a thread of others only what audit knows, or what is called a request ID', async () => {
    const parent = await house.workspace.say({ channel: 'C0HELP', user: 'U0BEN', text: 'the deploy is at 10' });
    await house.workspace.say({ channel: 'C0HELP', user: 'U0BEN', thread: parent.ts, text: crypto.randomUUID() });
    await settled(house);
    expect(repliesUnder(await house.workspace.messages({ channel: 'C0HELP' }), parent.ts)).toHaveLength(0);
    await house.workspace.say({ channel: 'C0HELP', user: 'U0BEN', thread: parent.ts, text: known });
    expect((await replyTo(house, parent)).text).toContain(known);
  });

  test('audit down: the checklist comes within 3 seconds and says so', async () => {
    house.caracal.setFault({ kind: 'hang' });
    const text = `${policyDenied}\nX-Request-Id: 22ce7457-3e82-4202-bf51-11fa4e1746b0`;
    const began = Date.now();
    const paste = await house.workspace.say({ channel: 'C0HELP', user: 'U0BEN', text });
    const reply = await replyTo(house, paste);
    expect(Date.now() - began).toBeLessThan(3_000);
    expect(reply.text).toContain('audit');
    house.caracal.setFault(null);
    await shown('C0HELP', reply.ts, (each) => each.text.includes('denied'));
  });

  test('what audit learns later is brought into the reply', async () => {
    const ask = { channel: 'C0HELP', user: 'U0ANA', text: `@caracal-help request id ${lateRequest}` };
    const asked = await house.workspace.say(ask);
    const reply = await replyTo(house, asked);
    const first = reply.text;
    const after = await shown('C0HELP', reply.ts, (each) => each.text !== first && /allow|denied/.test(each.text));
    expect(after.text).toContain(lateRequest);
  });

  test('rights: another channel gets nothing of the zone, and nothing is asked', async () => {
    const other = '1bcf629b-bcd2-427c-9bc7-011a3f7ceaf8';
    const asked = await house.workspace.say({ channel: 'C0GENERAL', user: 'U0ANA', text: `@caracal-help ${other}` });
    await replyTo(house, asked, 'C0GENERAL');
    const stranger = await house.workspace.say({ channel: 'C0HELP', user: 'U0CHO', text: `@caracal-help ${other}` });
    await replyTo(house, stranger);
    expect(house.caracal.requests.filter((request) => request.path.includes(other))).toEqual([]);
  });

  test('the policy input is for those who may see the zone', async () => {
    const asked = await house.workspace.say({ channel: 'C0HELP', user: 'U0ANA', text: `@caracal-help ${withInput}` });
    const reply = await replyTo(house, asked);
    expect(reply.text).toContain('policy input');
    await house.workspace.press({ user: 'U0CHO', channel: 'C0HELP', ts: reply.ts, action: 'policy_input' });
    const told = await house.workspace.waitFor((now) => now.ephemerals.find((each) => each.user === 'U0CHO'));
    expect(told.text).toContain('may not see');
    await house.workspace.press({ user: 'U0BEN', channel: 'C0HELP', ts: reply.ts, action: 'policy_input' });
    await house.workspace.waitFor((now) => now.views.U0BEN?.find((each) => each.callback_id === 'policy_input'));
  });
});
