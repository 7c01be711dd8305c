import { describe, expect, it } from 'vitest';
import { escaped, harmless, mrkdwn, plainly, rich, safeUrl } from '../../src/reply/escape.ts';
import { cut } from '../../src/reply/limits.ts';

describe('escaping', () => {
  it('escapes what Slack reads as markup and leaves the rest', () => {
    expect(escaped('a < b && c > d "e"')).toBe('a &lt; b &amp;&amp; c &gt; d "e"');
  });

  it('never halves an entity', () => {
    for (let most = 2; most < 30; most++) expect(escaped('<<<<<<<<', most)).toMatch(/^(?:&lt;)*…?$/);
  });

  it('keeps text from pinging anybody', () => {
    const text = harmless('<!channel> <@U1> <#C1> @here');
    for (const each of ['<!', '<@', '<#', '@here']) expect(text).not.toContain(each);
  });

  it('keeps text from ending a code block', () => {
    expect(harmless('a ``` b `````')).not.toContain('```');
  });

  it('cuts without halving a letter', () => {
    expect(cut('a😀😀', 4)).toBe('a😀…');
    expect(cut('a😀😀', 3)).toBe('a…');
    expect(cut('abc', 3)).toBe('abc');
  });
});

describe('spans', () => {
  const other = { user: 'U2', team: 'T1', mention: false };

  it('mentions who asked, and links to anybody else', () => {
    expect(mrkdwn([{ ...other, mention: true }, ' and ', other])).toBe(
      '<@U2> and <slack://user?team=T1&amp;id=U2|a colleague>',
    );
    expect(plainly([other])).toBe('a colleague');
  });

  it('shows times in the zone of the reader', () => {
    expect(mrkdwn([{ date: 1_782_378_725_000 }])).toBe(
      '<!date^1782378725^{date_short_pretty} at {time}|2026-06-25 09:12 UTC>',
    );
  });

  it('links only to the web', () => {
    expect(mrkdwn([{ link: 'https://docs.caracal.run/a?b=1&c=2', label: 'a|b>' }])).toBe(
      '<https://docs.caracal.run/a?b=1&amp;c=2|a/b&gt;>',
    );
    expect(mrkdwn([{ link: 'javascript:alert(1)', label: 'a' }])).toBe('a');
    expect(safeUrl('https://a.example/<!channel>|x')).toBe('https://a.example/%3C!channel%3E%7Cx');
  });

  it('takes backticks as code', () => {
    expect(rich('run `caracal up` now')).toEqual([
      { type: 'text', text: 'run ' },
      { type: 'text', text: 'caracal up', style: { code: true } },
      { type: 'text', text: ' now' },
    ]);
  });
});
