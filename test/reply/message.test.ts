import { describe, expect, it } from 'vitest';
import { renderReply } from '../../src/reply/message.ts';
import { blocksTooLong, validateBlocks } from '../../src/sandbox/slack/blocks.ts';
import { knowledge } from './fixtures.ts';
import { kinds } from './kinds.ts';
import { shown } from './shown.ts';

describe.each(Object.entries(kinds))('the reply "%s"', (name, record) => {
  const message = renderReply(record, knowledge);

  it('is the golden message', async () => {
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  });

  it('keeps Slack’s limits', () => {
    expect(validateBlocks(message.blocks, 'message')).toEqual([]);
    expect(blocksTooLong(message.blocks)).toBe(false);
    expect(message.text.length).toBeGreaterThan(10);
    expect(message.text.length).toBeLessThanOrEqual(3_500);
  });

  it('says the same in plain text', () => {
    const { words, marks } = shown(message);
    for (const piece of words) expect(message.text.replace(/\s+/g, ' ')).toContain(piece);
    for (const mark of marks) expect(message.text).toContain(mark);
  });

  it('pings nobody but who asked', () => {
    const all = JSON.stringify(message);
    expect(all).not.toMatch(/<!(?:channel|here|everyone)/);
    for (const [, user] of all.matchAll(/<@(\w+)/g)) expect(user).toBe(record.source.user);
    for (const [, user] of all.matchAll(/"user_id":"(\w+)"/g)) expect(user).toBe(record.source.user);
  });

  it('is polite', () => {
    expect(message.text).not.toMatch(/!(?!channel)\s|!$/m);
    expect(message.text.replaceAll('<!date', '')).not.toContain('!');
  });
});
