import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  actions,
  anyAction,
  readPress,
  replyOf,
  replyValue,
  rowNamed,
  rowValue,
  tickAction,
  tickBlock,
} from '../../src/reply/actions.ts';
import { renderReply } from '../../src/reply/message.ts';
import { knowledge, record } from './fixtures.ts';
import { kinds } from './kinds.ts';

const reply = '0123456789abcdef01234567';

it('reads a tick and its undoing', () => {
  const ref = { section: 'sts-403', row: 'scopes' };
  const press = { action: tickAction(ref), block: tickBlock(reply, 4, 2), value: null };
  expect(readPress({ ...press, ticked: ['sts-403/scopes'] })).toEqual({
    kind: 'tick',
    reply,
    row: 'sts-403/scopes',
    done: true,
  });
  expect(readPress({ ...press, ticked: [] })).toEqual({ kind: 'tick', reply, row: 'sts-403/scopes', done: false });
});

it('reads every button', () => {
  for (const kind of ['runChecks', 'solved', 'reopen', 'notIt', 'policyInput', 'details'] as const) {
    expect(readPress({ action: actions[kind], block: 'b', value: replyValue(reply), ticked: null })).toEqual({
      kind,
      reply,
    });
  }
  expect(readPress({ action: actions.openForm, block: 'b', value: 'form', ticked: null })).toEqual({
    kind: 'openForm',
  });
});

it.each([
  { action: 'another', block: 'b', value: replyValue(reply), ticked: null },
  { action: actions.solved, block: 'b', value: null, ticked: null },
  { action: actions.solved, block: 'b', value: '{"reply":7}', ticked: null },
  { action: actions.solved, block: 'b', value: 'not json', ticked: null },
  { action: actions.tick, block: tickBlock(reply, 1, 1), value: null, ticked: ['x'] },
  { action: 'tick|sts-403/scopes', block: 'by-hand', value: null, ticked: ['x'] },
  { action: 'tick|sts-403/scopes', block: tickBlock(reply, 1, 1), value: 'x', ticked: null },
])('takes nothing that is not its own: %j', (press) => {
  expect(readPress(press)).toBeNull();
});

it('every control of every reply is read back', () => {
  for (const each of Object.values(kinds)) {
    for (const block of renderReply(each, knowledge).blocks) {
      if (block.type !== 'actions') continue;
      for (const element of block.elements) {
        expect(element.action_id).toMatch(anyAction);
        const value = element.type === 'button' ? (element.value ?? null) : null;
        const ticked = element.type === 'checkboxes' ? element.options.map((option) => option.value ?? '') : null;
        const press = readPress({ action: element.action_id ?? '', block: block.block_id ?? '', value, ticked });
        expect(press).toMatchObject({ reply: each.id });
        if (press?.kind === 'tick') expect(ticked).toEqual([press.row]);
      }
    }
  }
});

it('a new revision gives a tick a new block, so that Slack draws it anew', () => {
  const ids = (revision: number) =>
    renderReply(record({ revision }), knowledge).blocks.flatMap(({ block_id }) => block_id ?? []);
  expect(ids(1)).toHaveLength(4);
  expect(ids(2).filter((id) => ids(1).includes(id))).toEqual([]);
});

it('names every row in 75 characters and finds it again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ section: fc.string({ maxLength: 120 }), row: fc.string({ maxLength: 120 }) })),
      (rows) => {
        for (const row of rows) {
          const value = rowValue(row);
          expect(value.length).toBeGreaterThan(0);
          expect(value.length).toBeLessThanOrEqual(75);
          expect(rowNamed(value, rows)).toEqual(row);
        }
      },
    ),
  );
  expect(rowNamed('sts-403/none', [{ section: 'sts-403', row: 'scopes' }])).toBeNull();
});

it('gives no reply for metadata that is not its own', () => {
  expect(replyOf(replyValue(reply))).toBe(reply);
  for (const value of [null, undefined, '', '{}', '[]', '{"reply":""}', '{"reply":"a","more":1}'])
    expect(replyOf(value)).toBeNull();
});
