import { describe, expect, test } from 'vitest';
import {
  all,
  auditAsked,
  chosen,
  edited,
  findingsArrived,
  fold,
  placed,
  type ReplyChange,
  reopened,
  solved,
  tick,
  untick,
} from '../../src/work/changes.ts';
import { changeReply, createReply, readReply, replyId } from '../../src/work/replies.ts';
import { faultOf, remedy, SlackError } from '../../src/work/slack.ts';
import { askAgain, nextAsk } from '../../src/work/timers.ts';
import type { ReplyRecord, Store } from '../../src/work/types.ts';
import { newReply } from './record.ts';

/** Just the records of a store. */
function memory(): Store {
  const records = new Map<string, unknown>();
  return {
    get: async (key: string) => records.get(key) ?? null,
    update: async (key: string, change: (current: unknown) => unknown) => {
      const next = change(records.get(key) ?? null);
      if (next === null) records.delete(key);
      else records.set(key, next);
      return next;
    },
  } as unknown as Store;
}

const row = { section: 'readiness', row: 'ports-in-use' };

async function first(): Promise<ReplyRecord> {
  const { record } = await createReply(memory(), newReply('C0HELP', '1.0'));
  return record;
}

describe('a reply record', () => {
  test('has one id a message, and other messages have others', () => {
    expect(replyId('T', 'C', '1.0')).toBe(replyId('T', 'C', '1.0'));
    expect(replyId('T', 'C', '1.0')).not.toBe(replyId('T', 'C', '1.1'));
  });

  test('is made once', async () => {
    const store = memory();
    const reply = newReply('C0HELP', '1.0');
    expect((await createReply(store, reply)).created).toBe(true);
    await changeReply(store, reply.id, tick(row, 'U1', 5));
    const again = await createReply(store, reply);
    expect(again.created).toBe(false);
    expect(again.record.ticks).toEqual({ 'readiness/ports-in-use': { by: 'U1', at: 5 } });
  });

  test('counts its revision up for what can be seen only', async () => {
    const store = memory();
    const { id } = newReply('C0HELP', '1.0');
    await createReply(store, newReply('C0HELP', '1.0'));
    expect(await changeReply(store, id, tick(row, 'U1', 5))).toMatchObject({ revision: 2 });
    expect(await changeReply(store, id, tick(row, 'U2', 6))).toMatchObject({ revision: 2 });
    expect(await changeReply(store, id, auditAsked(1, 99))).toMatchObject({
      revision: 2,
      audit: { asked: 1, nextAt: 99 },
    });
    expect(await readReply(store, id)).toMatchObject({ ticks: { 'readiness/ports-in-use': { by: 'U1' } } });
  });

  test('that is gone stays gone', async () => {
    expect(await changeReply(memory(), 'none', fold('stopped'))).toBeNull();
  });
});

describe('a change that changes nothing gives the same record', () => {
  const nothing: [string, ReplyChange][] = [
    ['untick', untick(row)],
    ['reopened', reopened()],
    ['fold', fold(null)],
    ['audit', auditAsked(0, null)],
    ['placed', placed('C0HELP', '1.0')],
    ['findings', findingsArrived((diagnosis) => diagnosis)],
    ['all', all(untick(row), reopened())],
  ];
  test.each(nothing)('%s', async (_name, change) => {
    const record = await first();
    expect(change(record)).toBe(record);
  });

  test('an edit of the same text', async () => {
    const record = await first();
    expect(edited(record.prepared, record.diagnosis)(record)).toBe(record);
  });
});

describe('changes', () => {
  test('tick and untick', async () => {
    const record = await first();
    const ticked = tick(row, 'U1', 5)(record);
    expect(untick(row)(ticked)).toEqual(record);
  });

  test('solved folds, reopened unfolds', async () => {
    const record = await first();
    const done = solved('U1', 5)(record);
    expect(done).toMatchObject({ solved: { by: 'U1', at: 5 }, folded: 'solved' });
    expect(solved('U2', 6)(done)).toBe(done);
    expect(reopened()(done)).toEqual(record);
    const stopped = solved('U1', 5)(fold('stopped')(record));
    expect(reopened()(stopped)).toEqual(fold('stopped')(record));
  });

  test('another row is chosen, or none', async () => {
    const record = await first();
    const other = chosen({ ...row, by: 'U1' }, (diagnosis) => ({ ...diagnosis, row: 'ports-in-use' }))(record);
    expect(other).toMatchObject({ chosen: { by: 'U1', row: 'ports-in-use' }, diagnosis: { row: 'ports-in-use' } });
    expect(chosen({ none: true, by: 'U1' })(other).chosen).toEqual({ none: true, by: 'U1' });
  });

  test('findings change the newest diagnosis and say so', async () => {
    const record = await first();
    const words = (before: { row: string | null }, after: { row: string | null }) =>
      `${before.row} is now ${after.row}`;
    const changed = findingsArrived((diagnosis) => ({ ...diagnosis, row: 'ports-in-use' }), words)(record);
    expect(changed.changes).toEqual(['service-not-ready is now ports-in-use']);
    expect(findingsArrived((diagnosis) => ({ ...diagnosis }))(record).changes).toEqual([]);
  });

  test('an edit keeps ticks where it is still the same row', async () => {
    const ticked = solved('U1', 6)(tick(row, 'U1', 5)(await first()));
    const text = { text: 'other text', redacted: 0, tokens: [] };
    expect(edited(text, ticked.diagnosis)(ticked)).toMatchObject({
      prepared: text,
      ticks: ticked.ticks,
      folded: 'solved',
    });
    expect(edited(text, { ...ticked.diagnosis, row: 'ports-in-use' })(ticked)).toMatchObject({
      ticks: {},
      solved: null,
      folded: null,
    });
    const away = fold('edited-into-talk')(ticked);
    expect(edited(text, ticked.diagnosis)(away).folded).toBeNull();
  });

  test('a reply is placed until it is posted', async () => {
    const record = await first();
    expect(placed('C1', '2.0')(record).post).toMatchObject({ channel: 'C1', threadTs: '2.0' });
    const posted: ReplyRecord = { ...record, post: { ...record.post, state: 'posted', ts: '3.0' } };
    expect(placed('C1', '2.0')(posted)).toBe(posted);
  });
});

describe('asking audit again', () => {
  test('comes after 2, 5, 15 and 40 s, then no more', () => {
    expect([0, 1, 2, 3, 4].map((asked) => nextAsk(asked, 1000))).toEqual([3000, 6000, 16_000, 41_000, null]);
  });

  test('is one timer a time', async () => {
    const record = auditAsked(0, 7000)(await first());
    expect(askAgain(record, 'T|C')).toEqual({
      key: `ask-audit|${record.id}|7000`,
      lane: 'T|C',
      kind: 'ask-audit',
      body: { reply: record.id },
      due: 7000,
    });
    expect(askAgain(auditAsked(4, null)(record), 'T|C')).toBeNull();
  });
});

describe('faults of Slack', () => {
  test.each([
    ['ratelimited', 'rate-limited'],
    ['invalid_blocks', 'content'],
    ['internal_error', 'transient'],
    ['channel_not_found', 'permanent'],
    ['something_new', 'permanent'],
  ])('%s is %s', (code, fault) => {
    expect(faultOf(code)).toBe(fault);
  });

  test('that nobody knows point to the documentation', () => {
    expect(remedy(new SlackError('chat.postMessage', 'permanent', 'something_new'), 'C1')).toContain('something_new');
  });
});
