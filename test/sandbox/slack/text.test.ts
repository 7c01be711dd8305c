import { expect, test } from 'vitest';
import { settle } from '../../../src/sandbox/slack/options.ts';
import { richTextOf } from '../../../src/sandbox/slack/rich-text.ts';
import { createState } from '../../../src/sandbox/slack/state.ts';
import { encodeText } from '../../../src/sandbox/slack/text.ts';

const state = createState(settle({}));
const parts = (text: string) => richTextOf(state, text)[0]?.elements as Record<string, unknown>[];

test.each([
  ['a & b < c > d', 'a &amp; b &lt; c &gt; d'],
  ['see http://localhost:8080/x?a=1&b=2.', 'see <http://localhost:8080/x?a=1&amp;b=2>.'],
  ['curl http://localhost:3000/ready, then', 'curl <http://localhost:3000/ready>, then'],
  [
    'docs.caracal.run/start and README.md',
    '<http://docs.caracal.run/start|docs.caracal.run/start> and <http://README.md|README.md>',
  ],
  ['ana@example.com', '<mailto:ana@example.com|ana@example.com>'],
  ['@caracal-help and @ben in #general', '<@U0CARACAL> and <@U0BEN> in <#C0GENERAL|general>'],
  ['@nobody #nowhere <@U0NOBODY>', '@nobody #nowhere &lt;@U0NOBODY&gt;'],
  ['@here', '<!here>'],
  ['{"a":"sts.internal","v":"1.2.3"}', '{"a":"<http://sts.internal|sts.internal>","v":"1.2.3"}'],
])('%s', (typed, encoded) => {
  expect(encodeText(state, typed)).toBe(encoded);
});

test('code fences become preformatted text, exactly as pasted', () => {
  expect(parts('why?\n```\n{"a": "<b>"}\n  x\n```\nthanks')).toEqual([
    { type: 'rich_text_section', elements: [{ type: 'text', text: 'why?' }] },
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '{"a": "<b>"}\n  x' }], border: 0 },
    { type: 'rich_text_section', elements: [{ type: 'text', text: 'thanks' }] },
  ]);
});

test('links, mentions, inline code and quotes are elements of their own', () => {
  expect(parts('`a` @ben http://x.example\n> said')).toEqual([
    {
      type: 'rich_text_section',
      elements: [
        { type: 'text', text: 'a', style: { code: true } },
        { type: 'text', text: ' ' },
        { type: 'user', user_id: 'U0BEN' },
        { type: 'text', text: ' ' },
        { type: 'link', url: 'http://x.example' },
      ],
    },
    { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said' }] },
  ]);
});

test.each(['a', 'a.', '@', '`', 'http://', '<', 'a@', '#a '])('40,000 characters of %s take no time', (unit) => {
  const typed = unit.repeat(40_000 / unit.length);
  const begun = performance.now();
  encodeText(state, typed);
  parts(typed);
  expect(performance.now() - begun).toBeLessThan(1000);
});
