import { describe, expect, test } from 'vitest';
import { validateView } from '../../../src/sandbox/slack/views.ts';

type Json = Record<string, unknown>;

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const modal = (more: Json = {}) => ({ type: 'modal', title: plain(3), blocks: [], ...more });
const input = (more: Json = {}) => ({ type: 'input', label: plain(3), element: { type: 'plain_text_input', ...more } });
const dividers = (length: number) => Array.from({ length }, () => ({ type: 'divider' }));

const LIMITS: [string, number, (size: number) => Json, string][] = [
  ['title', 24, (n) => modal({ title: plain(n) }), '/view/title/text'],
  ['close', 24, (n) => modal({ close: plain(n) }), '/view/close/text'],
  ['submit', 24, (n) => modal({ submit: plain(n) }), '/view/submit/text'],
  ['private_metadata', 3000, (n) => modal({ private_metadata: 'x'.repeat(n) }), '/view/private_metadata'],
  ['callback_id', 255, (n) => modal({ callback_id: 'x'.repeat(n) }), '/view/callback_id'],
  ['external_id', 255, (n) => modal({ external_id: 'x'.repeat(n) }), '/view/external_id'],
  ['blocks', 100, (n) => modal({ blocks: dividers(n) }), '/view/blocks'],
];

describe('limits of views', () => {
  test.each(LIMITS)('%s: %i', (_name, most, make, pointer) => {
    expect(validateView(make(most), 'modal')).toEqual([]);
    expect(validateView(make(most + 1), 'modal')[0]?.pointer).toBe(pointer);
  });
});

const REFUSED: [string, unknown, 'modal' | 'home', string][] = [
  ['no object', 'x', 'modal', '/view'],
  ['no title', { type: 'modal', blocks: [] }, 'modal', '/view'],
  ['no blocks', { type: 'home' }, 'home', '/view'],
  ['a modal as home tab', modal(), 'home', '/view/type'],
  ['a home tab with a title', { type: 'home', title: plain(3), blocks: [] }, 'home', '/view'],
  ['an input without submit', modal({ blocks: [input()] }), 'modal', '/view'],
  ['a fault in a block', modal({ blocks: [{ type: 'section' }] }), 'modal', '/view/blocks/0'],
  [
    'two focused inputs',
    modal({ submit: plain(3), blocks: [input({ focus_on_load: true }), input({ focus_on_load: true })] }),
    'modal',
    '/view/blocks',
  ],
];

describe('what Slack refuses', () => {
  test.each(REFUSED)('%s', (_name, view, surface, pointer) => {
    expect(validateView(view, surface)[0]?.pointer).toBe(pointer);
  });
});

test('a form to paste into is accepted', () => {
  const element = { multiline: true, max_length: 3000, focus_on_load: true, action_id: 'paste' };
  const view = modal({ submit: plain(8), close: plain(6), notify_on_close: true, blocks: [input(element)] });
  expect(validateView(view, 'modal')).toEqual([]);
});
