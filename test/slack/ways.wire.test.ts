import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, openHouse, repliesUnder, replyTo, settled } from './house.ts';
import { policyDenied, readiness, stsWaits, talk } from './pastes.ts';

let house: House;
const BEN = 'U0BEN';

const ephemeral = (user: string, fits: (text: string) => boolean) =>
  house.workspace.waitFor((now) => now.ephemerals.find((each) => each.user === user && fits(each.text)), 10_000);

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('/caracal-help', () => {
  test.each(['', 'help'])('%j shows help to the person alone, with a button to the form', async (text) => {
    const outcome = await house.workspace.command({ channel: 'C0HELP', user: 'U0ANA', command: '/caracal-help', text });
    expect(outcome).toMatchObject({ ok: true, status: 200 });
    const help = await ephemeral('U0ANA', (said) => said.includes('Mention me'));
    expect(JSON.stringify(help.blocks)).toContain('open_form');
  });

  test('with a paste: a line in the channel that says who asked, the checklist in its thread', async () => {
    const ask = { channel: 'C0HELP', user: BEN, command: '/caracal-help', text: policyDenied };
    await house.workspace.command(ask);
    const line = await house.workspace.waitFor((now) =>
      now.messages.C0HELP?.find((each) => !each.thread_ts && each.bot_id && each.text.includes(`<@${BEN}>`)),
    );
    const reply = await replyTo(house, line);
    expect(reply.text).toContain('docs.caracal.run');
  });

  test('where the bot is no member: the whole answer to the person alone', async () => {
    const ask = { channel: 'C0NOBOT', user: BEN, command: '/caracal-help', text: policyDenied };
    await house.workspace.command(ask);
    const alone = await ephemeral(BEN, (said) => said.includes('docs.caracal.run'));
    expect(alone.text).toContain('/invite');
    expect((await house.workspace.messages({ channel: 'C0NOBOT' })).filter((each) => each.bot_id)).toHaveLength(0);
  });

  test('with something that it does not know: the person alone is told what to paste', async () => {
    const ask = { channel: 'C0HELP', user: 'U0CHO', command: '/caracal-help', text: talk };
    await house.workspace.command(ask);
    const alone = await ephemeral('U0CHO', (said) => said.includes('caracal status'));
    expect(alone.channel).toBe('C0HELP');
  });
});

describe('mentions and direct messages', () => {
  test('a mention with its twin gets one answer, also when nothing is recognised', async () => {
    const asked = await house.workspace.say({ channel: 'C0HELP', user: BEN, text: '@caracal-help the build is slow' });
    const reply = await replyTo(house, asked);
    expect(reply.text).toContain('caracal status --ready --json');
    await settled(house);
    expect(repliesUnder(await house.workspace.messages({ channel: 'C0HELP' }), asked.ts)).toHaveLength(1);
  });

  test('a short answer turns into the reply when its message is edited into a paste', async () => {
    const hello = await house.workspace.say({ channel: 'C0GENERAL', user: BEN, text: '@caracal-help hi' });
    const said = await replyTo(house, hello, 'C0GENERAL');
    const text = `@caracal-help ${stsWaits}`;
    await house.workspace.edit({ channel: 'C0GENERAL', user: BEN, ts: hello.ts, text });
    await house.workspace.waitFor((now) =>
      repliesUnder(now.messages.C0GENERAL, hello.ts)[0]?.text.includes('postgres_unreachable'),
    );
    await settled(house, 'C0GENERAL');
    const replies = repliesUnder(await house.workspace.messages({ channel: 'C0GENERAL' }), hello.ts);
    expect(replies.map(({ ts }) => ts)).toEqual([said.ts]);
  });

  test('who asks is answered where they ask, whatever they wrote a moment before', async () => {
    const log = 'GET / 200\nGET /a 200\n[done';
    const before = await house.workspace.say({ channel: 'C0GENERAL', user: 'U0ANA', text: log });
    const text = `@caracal-help ${policyDenied}`;
    const asked = await house.workspace.say({ channel: 'C0GENERAL', user: 'U0ANA', text });
    await replyTo(house, asked, 'C0GENERAL');
    const talk_ = await house.workspace.say({ channel: 'C0GENERAL', user: BEN, text: 'sad today :[\nnothing {works' });
    const paste = await house.workspace.say({ channel: 'C0GENERAL', user: BEN, text: readiness({ audit: 'timeout' }) });
    await replyTo(house, paste, 'C0GENERAL');
    await house.workspace.addChannel({ id: 'C0RANDOM', name: 'random-talk' });
    const hi = await house.workspace.say({ channel: 'C0RANDOM', user: BEN, text: 'hi all,\nthis is what I see' });
    const screen =
      '   File Write\n     Status                 failed\n     Error                  EACCES: permission denied';
    const third = await house.workspace.say({ channel: 'C0RANDOM', user: BEN, text: screen });
    await replyTo(house, third, 'C0RANDOM');
    expect(repliesUnder(await house.workspace.messages({ channel: 'C0RANDOM' }), hi.ts)).toHaveLength(0);
    const messages = await house.workspace.messages({ channel: 'C0GENERAL' });
    for (const { ts } of [before, talk_]) expect(repliesUnder(messages, ts)).toHaveLength(0);
  });

  test('"what is this?" under the alert of another bot means the alert', async () => {
    const alert = await house.workspace.sayAsBot({ channel: 'C0GENERAL', user: 'U0OTHERBOT', text: stsWaits });
    const text = '@caracal-help what is this?';
    await house.workspace.say({ channel: 'C0GENERAL', user: BEN, thread: alert.ts, text });
    expect((await replyTo(house, alert, 'C0GENERAL')).text).toContain('postgres_unreachable');
  });

  test('"what is this?" in a thread means the paste above', async () => {
    const paste = await house.workspace.say({ channel: 'C0NOISY', user: 'U0ANA', text: 'look at this' });
    await house.workspace.say({ channel: 'C0NOISY', user: 'U0ANA', thread: paste.ts, text: 'hm' });
    const muted = await house.workspace.say({
      channel: 'G0TEAM',
      user: 'U0ANA',
      text: `what does 403 mean here\n${policyDenied}`,
    });
    await replyTo(house, muted, 'G0TEAM');
    await house.workspace.say({ channel: 'G0TEAM', user: BEN, thread: muted.ts, text: '@caracal-help what is this?' });
    const again = await replyTo(house, muted, 'G0TEAM', 2);
    expect(again.text).toMatch(/answered/);
    await house.workspace.say({ channel: 'C0NOISY', user: BEN, thread: paste.ts, text: '@caracal-help what is this?' });
    const unknown = await replyTo(house, paste, 'C0NOISY');
    expect(unknown.text).toMatch(/don.t know/);
  });

  test('a direct message is always answered, in its thread', async () => {
    const direct = await house.workspace.say({ channel: 'D0ANA', user: 'U0ANA', text: stsWaits });
    expect((await replyTo(house, direct, 'D0ANA')).text).toContain('sts');
    const hello = await house.workspace.say({ channel: 'D0BEN', user: BEN, text: 'my thing is broken' });
    expect((await replyTo(house, hello, 'D0BEN')).text).toMatch(/don.t know/);
  });

  test('“thanks” gets one short line, not the list of what to paste', async () => {
    const thanks = await house.workspace.say({ channel: 'D0CHO', user: 'U0CHO', text: 'thanks, it works now :tada:' });
    const { text } = await replyTo(house, thanks, 'D0CHO');
    expect(text.length).toBeLessThan(100);
    expect(text).not.toContain('\n');
  });
});

describe('the message shortcut', () => {
  test('answers in the thread of anyone’s message', async () => {
    const message = await house.workspace.say({ channel: 'C0GENERAL', user: 'U0ANA', text: talk });
    await house.workspace.edit({ channel: 'C0GENERAL', user: 'U0ANA', ts: message.ts, text: `${talk} once more` });
    const paste = await house.workspace.sayAsBot({ channel: 'C0GENERAL', user: 'U0OTHERBOT', text: policyDenied });
    await house.workspace.shortcut({ channel: 'C0GENERAL', user: BEN, ts: paste.ts });
    const reply = await replyTo(house, paste, 'C0GENERAL');
    expect(reply.text).toContain('docs.caracal.run');
  });

  test('where the bot is no member: the person alone, and how to invite it', async () => {
    const paste = await house.workspace.say({ channel: 'C0NOBOT', user: 'U0ANA', text: policyDenied });
    await house.workspace.shortcut({ channel: 'C0NOBOT', user: 'U0ANA', ts: paste.ts });
    const alone = await ephemeral('U0ANA', (said) => said.includes('/invite'));
    expect(alone.text).toContain('docs.caracal.run');
  });
});

describe('the form', () => {
  async function openForm(user: string) {
    await house.workspace.command({ channel: 'C0HELP', user, command: '/caracal-help', text: 'help' });
    const help = await house.workspace.waitFor((now) =>
      now.ephemerals.findLast((each) => each.user === user && JSON.stringify(each.blocks).includes('open_form')),
    );
    await house.workspace.press({ user, channel: 'C0HELP', ts: help.ts, action: 'open_form' });
    return house.workspace.waitFor((now) => now.views[user]?.find((view) => view.callback_id === 'paste_form'));
  }

  test('takes a paste and answers as the command does', async () => {
    const form = await openForm('U0CHO');
    await house.workspace.submitView({ user: 'U0CHO', view: form.id, values: { paste: `${policyDenied}\n# form` } });
    const line = await house.workspace.waitFor((now) =>
      now.messages.C0HELP?.find((each) => !each.thread_ts && each.text.includes('<@U0CHO>') && each.bot_id),
    );
    expect((await replyTo(house, line)).text).toContain('docs.caracal.run');
    expect(house.workspace.now().views.U0CHO ?? []).toHaveLength(0);
  });

  test('shows an error on the field', async () => {
    const form = await openForm('U0CHO');
    await house.workspace.submitView({ user: 'U0CHO', view: form.id, values: { paste: '   ' } });
    const errors = await house.workspace.waitFor((now) => now.viewErrors[form.id]);
    expect(errors.paste).toBeTruthy();
    await house.workspace.closeView({ user: 'U0CHO', all: true });
  });
});

describe('files', () => {
  test('a long paste that became a snippet is read', async () => {
    const filler = Array.from({ length: 400 }, (_, line) => `2026-11-24T10:00:00Z info worker ${line} is idle`);
    const text = [...filler, stsWaits].join('\n');
    const message = await house.workspace.say({ channel: 'C0HELP', user: 'U0ANA', text });
    expect(message.files?.[0]?.mode).toBe('snippet');
    expect((await replyTo(house, message)).text).toContain('sts');
  });

  test('several files in one message are one paste', async () => {
    const files = [
      { name: 'idle.log', content: 'nothing to see here\n' },
      { name: 'status.json', content: stsWaits },
    ];
    const message = await house.workspace.upload({ channel: 'G0TEAM', user: 'U0ANA', files });
    await replyTo(house, message, 'G0TEAM');
    await settled(house, 'G0TEAM');
    expect(repliesUnder(await house.workspace.messages({ channel: 'G0TEAM' }), message.ts)).toHaveLength(1);
  });

  test('in a shared channel the file is asked for first', async () => {
    const files = [{ name: 'status.json', content: stsWaits }];
    const message = await house.workspace.upload({ channel: 'C0SHARED', user: 'U0ANA', files });
    expect((await replyTo(house, message, 'C0SHARED')).text).toContain('sts');
  });

  test('without files:read, who asked is told what is missing', async () => {
    const { scopes } = { scopes: ['app_mentions:read', 'channels:history', 'im:history', 'chat:write', 'commands'] };
    await house.workspace.setScopes({ scopes });
    const files = [{ name: 'status.json', content: stsWaits }];
    const message = await house.workspace.upload({ channel: 'D0BEN', user: BEN, files, text: 'here' });
    expect((await replyTo(house, message, 'D0BEN')).text).toContain('files:read');
  });
});
