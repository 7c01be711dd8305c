import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../../src/reply/terminal.ts';
import { wrap } from '../../src/reply/wrap.ts';
import { knowledge } from './fixtures.ts';
import { kinds } from './kinds.ts';

const shown = [
  'answered',
  'answered-confirmed',
  'answered-in-powershell',
  'unknown',
  'other-product',
  'request-found',
  'request-not-found',
  'request-allowed',
  'request-denied-elsewhere',
];

describe('on a terminal', () => {
  it.each(shown)('"%s" is the golden text', async (name) => {
    const screen = renderTerminal(kinds[name]!.diagnosis, { color: false, columns: 80, knowledge });
    await expect(screen).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it('keeps to its width, but for what is to be copied', () => {
    for (const name of shown) {
      const screen = renderTerminal(kinds[name]!.diagnosis, { color: false, columns: 60, knowledge });
      for (const line of screen.split('\n')) {
        if (!/https:|`|^ {7}\S|[\w-]{30}/.test(line)) expect(line.length).toBeLessThanOrEqual(60);
      }
    }
  });

  it('says in colour what it says without', () => {
    for (const name of shown) {
      const plain = renderTerminal(kinds[name]!.diagnosis, { color: false, columns: 80, knowledge });
      const colored = renderTerminal(kinds[name]!.diagnosis, { color: true, columns: 80, knowledge });
      expect(colored).toContain('\u001b[1m');
      expect(colored.replace(/\u001b\[\d+m/g, '').replaceAll('`', '')).toBe(plain.replaceAll('`', ''));
      expect(plain).not.toContain('\u001b');
    }
  });
});

it('breaks lines at spaces and never within code', () => {
  expect(wrap('run `caracal status --ready --json` now and then', 20, '- ', '  ')).toEqual([
    '- run',
    '  `caracal status --ready --json`',
    '  now and then',
  ]);
  expect(wrap('', 20)).toEqual(['']);
});
