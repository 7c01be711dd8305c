import { expect, test } from 'vitest';
import { wantsColor } from '../../src/cli/options.ts';

test.each([
  [true, {}, true],
  [true, { TERM: 'xterm-256color' }, true],
  [true, { TERM: 'dumb' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [false, { TERM: 'xterm' }, false],
  [undefined, {}, false],
])('a terminal: %s, %o: colour %s', (isTerminal, env, colour) => {
  expect(wantsColor(isTerminal, env)).toBe(colour);
});
