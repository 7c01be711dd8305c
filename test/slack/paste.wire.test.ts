import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, openHouse, repliesUnder, replyTo, settled } from './house.ts';
import { policyDenied, readiness, stsWaits, talk } from './pastes.ts';

let house: House;
const ANA = { channel: 'C0HELP', user: 'U0ANA' };
const BEN = { channel: 'C0HELP', user: 'U0BEN' };
let channels = 0;

/** A channel of its own, so that no test meets the failures of another. */
async function freshChannel(): Promise<string> {
  const id = `C0FRESH${++channels}`;
  await house.workspace.addChannel({ id, name: `fresh-${channels}` });
  return id;
}

const all = async (channel: string) => house.workspace.messages({ channel });
const bots = async (channel: string) => (await all(channel)).filter((message) => message.bot_id === 'B0CARACAL');

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('a paste in a channel', () => {
  test('gets one threaded reply with the row, the line and how to stop it', async () => {
    const channel = await freshChannel();
    const paste = await house.workspace.say({ ...ANA, channel, text: stsWaits });
    const reply = await replyTo(house, paste, channel);
    expect(reply.text).toContain('sts');
    expect(reply.text).toContain('postgres_unreachable');
    expect(reply.text).toContain('https://docs.caracal.run');
    expect(reply.text).toContain('stop');
    expect(reply.text).not.toMatch(/<@|<!/);
    await settled(house, channel);
    expect(repliesUnder(await all(channel), paste.ts)).toHaveLength(1);
  });

  test('talk, and the posts of other bots, get silence', async () => {
    const channel = await freshChannel();
    await house.workspace.say({ ...ANA, channel, text: talk });
    await house.workspace.sayAsBot({ channel, user: 'U0OTHERBOT', text: stsWaits });
    await settled(house, channel);
    expect(await bots(channel)).toHaveLength(0);
  });

  test('a redelivery and a second delivery of the same event get no second reply', async () => {
    const channel = await freshChannel();
    await house.workspace.deliveryFault({ kind: 'twice' });
    const twice = await house.workspace.say({ ...ANA, channel, text: stsWaits });
    await replyTo(house, twice, channel);
    await house.workspace.deliveryFault({ kind: 'drop-ack' });
    const again = await house.workspace.say({ ...BEN, channel, text: policyDenied });
    await replyTo(house, again, channel);
    await settled(house, channel);
    expect(repliesUnder(await all(channel), twice.ts)).toHaveLength(1);
    expect(repliesUnder(await all(channel), again.ts)).toHaveLength(1);
  });

  test('the same failure again within minutes gets a short reply that links the first', async () => {
    const channel = await freshChannel();
    const first = await house.workspace.say({ ...ANA, channel, text: stsWaits });
    const long = await replyTo(house, first, channel);
    const second = await house.workspace.say({ ...BEN, channel, text: stsWaits });
    const short = await replyTo(house, second, channel);
    expect(short.text.length).toBeLessThan(long.text.length / 3);
    expect(short.text).toContain(`p${long.ts.replace('.', '')}`);
  });

  test('the short reply is brought up to date when its paste is edited, and opens where it stands', async () => {
    const channel = await freshChannel();
    await replyTo(house, await house.workspace.say({ ...ANA, channel, text: stsWaits }), channel);
    const second = await house.workspace.say({ ...BEN, channel, text: stsWaits });
    const short = await replyTo(house, second, channel);
    await house.workspace.press({ user: BEN.user, channel, ts: short.ts, action: 'reopen' });
    await house.workspace.waitFor((now) =>
      repliesUnder(now.messages[channel], second.ts)[0]?.text.includes('postgres_unreachable'),
    );
    const third = await house.workspace.say({ ...ANA, channel, text: stsWaits });
    const again = await replyTo(house, third, channel);
    expect(again.text).toContain('answered here a moment ago');
    await house.workspace.edit({ ...ANA, channel, ts: third.ts, text: readiness({ audit: '503 redis_unreachable' }) });
    await house.workspace.waitFor((now) =>
      repliesUnder(now.messages[channel], third.ts)[0]?.text.includes('503 redis_unreachable'),
    );
    await house.workspace.edit({ ...ANA, channel, ts: third.ts, text: talk });
    await house.workspace.waitFor((now) =>
      repliesUnder(now.messages[channel], third.ts)[0]?.text.includes('so this answer is folded'),
    );
    expect(repliesUnder(await all(channel), third.ts).map((each) => each.ts)).toEqual([again.ts]);
  });

  test('a guess is not called the same failure', async () => {
    const channel = await freshChannel();
    await replyTo(house, await house.workspace.say({ ...ANA, channel, text: policyDenied }), channel);
    const second = await house.workspace.say({ ...BEN, channel, text: policyDenied });
    expect((await replyTo(house, second, channel)).text).not.toContain('a moment ago');
  });

  test('a paste that grows in several messages is one paste', async () => {
    const channel = await freshChannel();
    const lines = stsWaits.split('\n');
    const first = await house.workspace.say({ ...ANA, channel, text: lines.slice(0, 10).join('\n') });
    const second = await house.workspace.say({ ...ANA, channel, text: lines.slice(10).join('\n') });
    await house.workspace.waitFor((now) => now.messages[channel]?.find((each) => each.bot_id));
    await settled(house, channel);
    const replies = [first, second].flatMap((part) => part.ts);
    const found = (await bots(channel)).filter((each) => replies.includes(String(each.thread_ts)));
    expect(found).toHaveLength(1);
    expect(found[0]!.text).toContain('postgres_unreachable');
  });

  test('a secret in it is never shown', async () => {
    const channel = await freshChannel();
    const secret = 'cs_live_9f8e7d6c5b4a39281706f5e4d3c2b1a0';
    const paste = await house.workspace.say({ ...ANA, channel, text: `CLIENT_SECRET=${secret}\n${policyDenied}` });
    await replyTo(house, paste, channel);
    const traffic = JSON.stringify((await house.workspace.traffic()).filter((line) => line.direction === 'from-bot'));
    expect(traffic).not.toContain(secret);
    expect(JSON.stringify(house.bot.log)).not.toContain(secret);
  });
});

describe('edits and deletions', () => {
  test('an edit brings the same reply up to date; five quick ones end at the last text', async () => {
    const channel = await freshChannel();
    const paste = await house.workspace.say({ ...ANA, channel, text: stsWaits });
    await replyTo(house, paste, channel);
    for (const detail of ['one', 'two', 'three', 'four', 'redis_unreachable']) {
      const text = readiness({ audit: `503 ${detail}` });
      await house.workspace.edit({ ...ANA, channel, ts: paste.ts, text });
    }
    const found = await house.workspace.waitFor((now) => {
      const [reply] = repliesUnder(now.messages[channel], paste.ts);
      return reply?.text.includes('503 redis_unreachable') && reply;
    }, 15_000);
    await settled(house, channel);
    expect(repliesUnder(await all(channel), paste.ts)).toHaveLength(1);
    expect(found.text.split('\n')[0]).toMatch(/audit/);
  });

  test('talk edited into a paste gets its reply; a paste edited into talk folds, and unfolds again', async () => {
    const channel = await freshChannel();
    const message = await house.workspace.say({ ...ANA, channel, text: talk });
    await settled(house, channel);
    await house.workspace.edit({ ...ANA, channel, ts: message.ts, text: stsWaits });
    const reply = await replyTo(house, message, channel);
    await house.workspace.edit({ ...ANA, channel, ts: message.ts, text: talk });
    await house.workspace.waitFor(
      (now) => (repliesUnder(now.messages[channel], message.ts)[0]?.text.length ?? 999) < 200,
    );
    await house.workspace.edit({ ...ANA, channel, ts: message.ts, text: stsWaits });
    await house.workspace.waitFor((now) =>
      repliesUnder(now.messages[channel], message.ts)[0]?.text.includes('postgres'),
    );
    const replies = repliesUnder(await all(channel), message.ts);
    expect(replies.map((each) => each.ts)).toEqual([reply.ts]);
  });

  test('an unfurl is no edit', async () => {
    const channel = await freshChannel();
    const paste = await house.workspace.say({ ...ANA, channel, text: `${stsWaits}\nhttps://example.com/x` });
    await replyTo(house, paste, channel);
    await house.workspace.unfurl({ channel, ts: paste.ts });
    await settled(house, channel);
    const updates = await house.workspace.traffic({ kind: 'api', name: 'chat.update' });
    expect(updates.filter((line) => (line.request as { channel?: string }).channel === channel)).toHaveLength(0);
  });

  test('a deletion folds the reply', async () => {
    const channel = await freshChannel();
    const paste = await house.workspace.say({ ...ANA, channel, text: stsWaits });
    await replyTo(house, paste, channel);
    await house.workspace.remove({ ...ANA, channel, ts: paste.ts });
    const folded = await house.workspace.waitFor((now) => {
      const [reply] = repliesUnder(now.messages[channel], paste.ts);
      return reply && reply.text.length < 200 && reply;
    });
    expect(folded.text).toContain('deleted');
  });
});

describe('a thread in which the bot takes part', () => {
  test('a second paste is compared with the first', async () => {
    const channel = await freshChannel();
    const text = readiness({ sts: '503 postgres_unreachable', audit: '503 redis_unreachable' });
    const paste = await house.workspace.say({ ...ANA, channel, text });
    await replyTo(house, paste, channel);
    const next = readiness({ audit: '503 redis_unreachable' });
    await house.workspace.say({ ...BEN, channel, text: next, thread: paste.ts });
    const second = await replyTo(house, paste, channel, 2);
    expect(second.text).toMatch(/sts is ready now/i);
  });

  test('the mute reaction folds the reply and silences the thread; another reaction does neither', async () => {
    const channel = await freshChannel();
    const paste = await house.workspace.say({ ...ANA, channel, text: stsWaits });
    const reply = await replyTo(house, paste, channel);
    await house.workspace.react({ ...BEN, channel, ts: reply.ts, name: 'eyes' });
    await house.workspace.react({ ...BEN, channel, ts: reply.ts, name: 'mute' });
    await house.workspace.waitFor((now) => {
      const [shown] = repliesUnder(now.messages[channel], paste.ts);
      return shown && shown.text.length < reply.text.length / 3;
    });
    await house.workspace.say({ ...BEN, channel, text: policyDenied, thread: paste.ts });
    await settled(house, channel);
    expect(repliesUnder(await all(channel), paste.ts)).toHaveLength(1);
  });

  test('talk is left alone, and "stop" is honoured', async () => {
    const channel = await freshChannel();
    const paste = await house.workspace.say({ ...ANA, channel, text: stsWaits });
    await replyTo(house, paste, channel);
    await house.workspace.say({ ...BEN, channel, text: 'I think it was the disk again', thread: paste.ts });
    await house.workspace.say({ ...BEN, channel, text: 'stop', thread: paste.ts });
    await house.workspace.say({ ...BEN, channel, text: policyDenied, thread: paste.ts });
    await settled(house, channel);
    expect(repliesUnder(await all(channel), paste.ts)).toHaveLength(1);
    const told = await house.workspace.ephemerals({ user: 'U0BEN', channel });
    expect(told.at(-1)?.text).toContain('quiet');
    const asked = await house.workspace.say({
      ...BEN,
      channel,
      text: `@caracal-help ${policyDenied}`,
      thread: paste.ts,
    });
    await replyTo(house, paste, channel, 2);
    expect(asked.thread_ts).toBe(paste.ts);
  });
});
