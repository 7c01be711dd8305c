import { describe, expect, test } from 'vitest';
import { blocksTooLong, type Surface, validateBlocks } from '../../../src/sandbox/slack/blocks.ts';

type Json = Record<string, unknown>;

const x = (length: number): string => 'x'.repeat(length);
const many = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const plain = (length: number) => ({ type: 'plain_text', text: x(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: x(length) });
const option = (more: Json = {}, index = 0) => ({ text: plain(3), value: `v${index}`, ...more });
const options = (length: number) => many(length, (index) => option({}, index));
const button = (more: Json = {}) => ({ type: 'button', text: plain(3), ...more });
const section = (more: Json = {}) => ({ type: 'section', text: mrkdwn(3), ...more });
const actions = (...elements: Json[]) => ({ type: 'actions', elements });
const input = (element: Json, more: Json = {}) => ({ type: 'input', label: plain(3), element, ...more });
const image = (more: Json = {}) => ({ type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a', ...more });
const checkboxes = (more: Json = {}) => ({ type: 'checkboxes', options: options(1), ...more });
const select = (more: Json = {}) => ({ type: 'static_select', options: options(1), ...more });
const rich = (...elements: Json[]) => ({ type: 'rich_text', elements });
const cells = (count: number, text: string) => many(count, () => ({ type: 'raw_text', text }));
const table = (rows: number, columns: number, text = 'x') => ({
  type: 'table',
  rows: many(rows, () => cells(columns, text)),
});
const confirmed = (more: Json) => actions(button({ confirm: { text: plain(3), ...more } }));
const divider = { type: 'divider' };

interface Limit {
  name: string;
  /** Just within the limit, and just beyond it. */
  within: Json[];
  beyond: Json[];
  /** Where the first fault must point. */
  pointer: string;
  surface?: Surface;
}

/** One limit of a block that stands alone: `make` gives it at a size. */
function limit(name: string, most: number, make: (size: number) => Json, pointer: string, surface?: Surface): Limit {
  return { name: `${name}: ${most}`, within: [make(most)], beyond: [make(most + 1)], pointer, surface };
}

const LIMITS: Limit[] = [
  {
    name: 'blocks in a message: 50',
    within: many(50, () => divider),
    beyond: many(51, () => divider),
    pointer: '/blocks',
  },
  {
    name: 'blocks in a view: 100',
    within: many(100, () => divider),
    beyond: many(101, () => divider),
    pointer: '/blocks',
    surface: 'modal',
  },
  limit('block_id', 255, (n) => ({ ...divider, block_id: x(n) }), '/blocks/0/block_id'),
  limit('section text', 3000, (n) => section({ text: mrkdwn(n) }), '/blocks/0/text/text'),
  limit('section fields', 10, (n) => section({ fields: many(n, () => plain(1)) }), '/blocks/0/fields'),
  limit('section field text', 2000, (n) => section({ fields: [mrkdwn(n)] }), '/blocks/0/fields/0/text'),
  limit('header text', 150, (n) => ({ type: 'header', text: plain(n) }), '/blocks/0/text/text'),
  limit('context elements', 10, (n) => ({ type: 'context', elements: many(n, () => mrkdwn(1)) }), '/blocks/0/elements'),
  limit('actions elements', 25, (n) => actions(...many(n, () => button())), '/blocks/0/elements'),
  limit(
    'context_actions elements',
    5,
    (n) => ({
      type: 'context_actions',
      elements: many(n, () => ({ type: 'icon_button', icon: 'trash', text: plain(3) })),
    }),
    '/blocks/0/elements',
  ),
  limit('button text', 75, (n) => actions(button({ text: plain(n) })), '/blocks/0/elements/0/text/text'),
  limit('button value', 2000, (n) => actions(button({ value: x(n) })), '/blocks/0/elements/0/value'),
  limit(
    'button url',
    3000,
    (n) => actions(button({ url: `https://a.example/${x(n - 18)}` })),
    '/blocks/0/elements/0/url',
  ),
  limit(
    'accessibility_label',
    75,
    (n) => actions(button({ accessibility_label: x(n) })),
    '/blocks/0/elements/0/accessibility_label',
  ),
  limit('action_id', 255, (n) => actions(button({ action_id: x(n) })), '/blocks/0/elements/0/action_id'),
  limit('checkbox options', 10, (n) => actions(checkboxes({ options: options(n) })), '/blocks/0/elements/0/options'),
  limit(
    'radio options',
    10,
    (n) => actions({ type: 'radio_buttons', options: options(n) }),
    '/blocks/0/elements/0/options',
  ),
  limit(
    'overflow options',
    5,
    (n) => section({ accessory: { type: 'overflow', options: options(n) } }),
    '/blocks/0/accessory/options',
  ),
  limit('select options', 100, (n) => actions(select({ options: options(n) })), '/blocks/0/elements/0/options'),
  limit(
    'select groups',
    100,
    (n) => actions({ type: 'static_select', option_groups: many(n, () => ({ label: plain(3), options: options(1) })) }),
    '/blocks/0/elements/0/option_groups',
  ),
  limit(
    'option text',
    75,
    (n) => actions(select({ options: [option({ text: plain(n) })] })),
    '/blocks/0/elements/0/options/0/text/text',
  ),
  limit(
    'option value',
    75,
    (n) => actions(select({ options: [option({ value: x(n) })] })),
    '/blocks/0/elements/0/options/0/value',
  ),
  limit(
    'option description',
    75,
    (n) => actions(checkboxes({ options: [option({ description: plain(n) })] })),
    '/blocks/0/elements/0/options/0/description/text',
  ),
  limit('placeholder', 150, (n) => actions(select({ placeholder: plain(n) })), '/blocks/0/elements/0/placeholder/text'),
  limit('confirm title', 100, (n) => confirmed({ title: plain(n) }), '/blocks/0/elements/0/confirm/title/text'),
  limit('confirm text', 300, (n) => confirmed({ text: plain(n) }), '/blocks/0/elements/0/confirm/text/text'),
  limit('confirm button', 30, (n) => confirmed({ confirm: plain(n) }), '/blocks/0/elements/0/confirm/confirm/text'),
  limit('deny button', 30, (n) => confirmed({ deny: plain(n) }), '/blocks/0/elements/0/confirm/deny/text'),
  limit(
    'input max_length',
    3000,
    (n) => input({ type: 'plain_text_input', max_length: n }),
    '/blocks/0/element/max_length',
    'modal',
  ),
  limit('input label', 2000, (n) => input(select(), { label: plain(n) }), '/blocks/0/label/text', 'modal'),
  limit('input hint', 2000, (n) => input(select(), { hint: plain(n) }), '/blocks/0/hint/text', 'modal'),
  limit('markdown text', 12_000, (n) => ({ type: 'markdown', text: x(n) }), '/blocks/0/text'),
  limit('table rows', 100, (n) => table(n, 1), '/blocks/0/rows'),
  limit('table cells', 20, (n) => table(1, n), '/blocks/0/rows/0'),
  limit('table characters', 10_000, (n) => ({ type: 'table', rows: [cells(1, x(n))] }), '/blocks/0/rows'),
  limit('data table rows', 101, (n) => ({ ...table(n, 1), type: 'data_table', caption: 'c' }), '/blocks/0/rows'),
  limit('image alt text', 2000, (n) => image({ alt_text: x(n) }), '/blocks/0/alt_text'),
  limit('image title', 2000, (n) => image({ title: plain(n) }), '/blocks/0/title/text'),
  limit('image url', 3000, (n) => image({ image_url: `https://a.example/${x(n - 18)}` }), '/blocks/0/image_url'),
  limit('alert text', 200, (n) => ({ type: 'alert', text: plain(n) }), '/blocks/0/text/text'),
  limit('card title', 150, (n) => ({ type: 'card', title: mrkdwn(n) }), '/blocks/0/title/text'),
  limit('card body', 200, (n) => ({ type: 'card', body: mrkdwn(n) }), '/blocks/0/body/text'),
  limit('card actions', 3, (n) => ({ type: 'card', actions: many(n, () => button()) }), '/blocks/0/actions'),
  limit(
    'carousel cards',
    10,
    (n) => ({ type: 'carousel', elements: many(n, () => ({ type: 'card', title: mrkdwn(1) })) }),
    '/blocks/0/elements',
  ),
  limit(
    'video title',
    199,
    (n) => ({
      type: 'video',
      video_url: 'https://a.example/v',
      thumbnail_url: 'https://a.example/t',
      alt_text: 'a',
      title: plain(n),
    }),
    '/blocks/0/title/text',
  ),
];

describe('limits of Block Kit', () => {
  test.each(LIMITS)('$name', ({ within, beyond, pointer, surface = 'message' }) => {
    expect(validateBlocks(within, surface)).toEqual([]);
    expect(validateBlocks(beyond, surface)[0]?.pointer).toBe(pointer);
  });
});

const REFUSED: [string, Json[], string, string?, Surface?][] = [
  ['an unknown type', [{ type: 'sparkle' }], '/blocks/0', 'unsupported type: sparkle'],
  ['an empty section text', [section({ text: mrkdwn(0) })], '/blocks/0/text/text', 'must be more than 0 characters'],
  ['a section without text and fields', [{ type: 'section' }], '/blocks/0', 'must provide text or fields'],
  ['a header in mrkdwn', [{ type: 'header', text: mrkdwn(3) }], '/blocks/0/text'],
  ['a field nobody knows', [section({ colour: 'red' })], '/blocks/0', 'invalid additional property: colour'],
  ['a button without text', [actions({ type: 'button' })], '/blocks/0/elements/0', 'missing required field: text'],
  ['a style that is none', [actions(button({ style: 'warning' }))], '/blocks/0/elements/0/style'],
  ['no elements', [actions()], '/blocks/0/elements', 'no less than 1 items allowed'],
  ['a text input among actions', [actions({ type: 'plain_text_input' })], '/blocks/0/elements/0'],
  ['feedback buttons among actions', [actions({ type: 'feedback_buttons' })], '/blocks/0/elements/0'],
  [
    'the same block_id twice',
    many(2, () => ({ ...divider, block_id: 'b' })),
    '/blocks/1/block_id',
    'block_id b already exists',
  ],
  [
    'the same action_id twice in a block',
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    '/blocks/0/elements/1/action_id',
  ],
  ['options and groups at once', [actions(select({ option_groups: [] }))], '/blocks/0/elements/0/option_groups'],
  [
    'an initial option that is not offered',
    [actions(select({ initial_option: option({ value: 'other' }) }))],
    '/blocks/0/elements/0/initial_option',
  ],
  ['an image from two places', [image({ slack_file: { id: 'F1' } })], '/blocks/0'],
  ['an image without alt_text', [{ type: 'image', image_url: 'https://a.example/' }], '/blocks/0'],
  ['two tables', [table(1, 1), table(1, 1)], '/blocks/1', 'only one table allowed'],
  ['too much markdown in all', many(2, () => ({ type: 'markdown', text: x(6001) })), '/blocks'],
  ['markdown in a modal', [{ type: 'markdown', text: 'x' }], '/blocks/0', undefined, 'modal'],
  ['a table in the home tab', [table(1, 1)], '/blocks/0', undefined, 'home'],
  [
    'an empty rich text',
    [rich({ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] })],
    '/blocks/0/elements/0/elements/0/text',
  ],
  [
    'a mention in preformatted text',
    [rich({ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] })],
    '/blocks/0/elements/0/elements/0',
  ],
  [
    'a min_length above max_length',
    [input({ type: 'plain_text_input', min_length: 5, max_length: 4 })],
    '/blocks/0/element',
  ],
  ['a text where an object belongs', [{ type: 'section', text: 'x' }], '/blocks/0/text', 'must be an object'],
];

describe('what Slack refuses', () => {
  test.each(REFUSED)('%s', (_name, blocks, pointer, message, surface = 'message') => {
    const [fault] = validateBlocks(blocks, surface);
    expect(fault?.pointer).toBe(pointer);
    if (message) expect(fault?.message).toBe(message);
  });

  test('anything but an array', () => {
    expect(validateBlocks({}, 'message')).toEqual([{ pointer: '/blocks', message: 'must be an array' }]);
  });
});

describe('what Slack accepts', () => {
  test('rich text with every inline element', () => {
    const inline = [
      { type: 'text', text: 'x', style: { code: true } },
      { type: 'link', url: 'https://a.example/', text: 'a' },
      { type: 'user', user_id: 'U1' },
      { type: 'channel', channel_id: 'C1' },
      { type: 'usergroup', usergroup_id: 'S1' },
      { type: 'emoji', name: 'wave' },
      { type: 'broadcast', range: 'here' },
      { type: 'date', timestamp: 1_700_000_000, format: '{date}' },
    ];
    const block = rich(
      { type: 'rich_text_section', elements: inline },
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: [{ type: 'rich_text_section', elements: inline }],
        indent: 1,
      },
      { type: 'rich_text_quote', elements: inline },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '{}' }], language: 'json', border: 1 },
    );
    expect(validateBlocks([block], 'message')).toEqual([]);
  });

  test('feedback buttons', () => {
    const half = { text: plain(3), value: 'v', accessibility_label: 'l' };
    const element = { type: 'feedback_buttons', action_id: 'f', positive_button: half, negative_button: half };
    expect(validateBlocks([{ type: 'context_actions', elements: [element] }], 'message')).toEqual([]);
  });

  test('every input element in a modal', () => {
    const types = ['plain_text_input', 'email_text_input', 'url_text_input', 'users_select', 'multi_channels_select'];
    const elements = [...types, 'datepicker', 'timepicker', 'datetimepicker', 'file_input', 'rich_text_input'];
    const blocks = elements.map((type) => input({ type }));
    expect(validateBlocks(blocks, 'modal')).toEqual([]);
  });

  test('the same action_id in two blocks', () => {
    expect(
      validateBlocks(
        many(2, () => actions(button({ action_id: 'a' }))),
        'message',
      ),
    ).toEqual([]);
  });
});

describe('the sum of all text', () => {
  const sections = (sum: number) => [
    ...many(4, () => section({ text: mrkdwn(3000) })),
    section({ text: mrkdwn(sum - 12_000) }),
  ];

  test('is 13,200 characters', () => {
    expect(blocksTooLong(sections(13_200))).toBe(false);
    expect(blocksTooLong(sections(13_201))).toBe(true);
  });

  test('weighs rich text blocks as others measured', () => {
    const richBlocks = (count: number, sum: number) =>
      many(count, (index) => {
        const text = x(Math.floor(sum / count) + (index === 0 ? sum % count : 0));
        return rich({ type: 'rich_text_section', elements: [{ type: 'text', text }] });
      });
    expect(blocksTooLong(richBlocks(45, 11_341))).toBe(true);
    expect(blocksTooLong(richBlocks(50, 9597))).toBe(false);
  });
});
