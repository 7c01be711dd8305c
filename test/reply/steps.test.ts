import { expect, it } from 'vitest';
import { commandIn, forShell, shellIn, stepsOf } from '../../src/reply/page/steps.ts';

const both =
  'Set `CARACAL_CONFIG`.\nLinux and macOS: `export CARACAL_CONFIG=/a`\nWindows PowerShell: `$env:CARACAL_CONFIG = "C:\\a"`\nRerun it.';

it('puts lines for each shell under the step before them', () => {
  expect(stepsOf(both)).toEqual([
    {
      words: 'Set `CARACAL_CONFIG`.',
      commands: [
        { shell: 'posix', code: 'export CARACAL_CONFIG=/a' },
        { shell: 'powershell', code: '$env:CARACAL_CONFIG = "C:\\a"' },
      ],
    },
    { words: 'Rerun it.', commands: [] },
  ]);
});

it('takes commands for each shell out of a sentence', () => {
  expect(
    stepsOf('Restrict it. Linux and macOS: `chmod 600 f`. Windows PowerShell: `icacls f /grant:r "me:(R)"`'),
  ).toEqual([
    {
      words: 'Restrict it.',
      commands: [
        { shell: 'posix', code: 'chmod 600 f' },
        { shell: 'powershell', code: 'icacls f /grant:r "me:(R)"' },
      ],
    },
  ]);
});

it('leaves a command where the sentence goes on after it', () => {
  const words = 'Linux and macOS: `chmod 600 f`, and `ls -l` must name you.';
  expect(stepsOf(words)).toEqual([{ words, commands: [] }]);
});

it('shows a person only what fits their shell', () => {
  expect(forShell(stepsOf(both), 'powershell')[0]!.commands).toEqual([
    { shell: 'powershell', code: '$env:CARACAL_CONFIG = "C:\\a"' },
  ]);
  expect(forShell(stepsOf(both), null)[0]!.commands).toHaveLength(2);
  expect(forShell(stepsOf('A.\nLinux: `a b`'), 'powershell')[0]!.commands).toHaveLength(1);
});

it.each([
  ['PS C:\\work> caracal run', 'powershell'],
  ['    + FullyQualifiedErrorId : CommandNotFoundException', 'powershell'],
  ['kim@box:~/agent$ caracal status', 'posix'],
  ['$ curl -i http://localhost:8080', 'posix'],
  ['bash: CARACAL_CONFIG: unbound variable', 'posix'],
  ['{"error":"access_denied"}', null],
] as const)('sees the shell of %j: %s', (paste, shell) => {
  expect(shellIn(paste)).toBe(shell);
});

it('finds the command to copy', () => {
  expect(commandIn({ words: 'Run `caracal status --ready --json` and read `detail`.', commands: [] })).toBe(
    'caracal status --ready --json',
  );
  expect(commandIn({ words: 'Set `CARACAL_CONFIG` to `<path>`.', commands: [] })).toBeNull();
  expect(commandIn({ words: 'Run `caracal allowlist add <email>`.', commands: [] })).toBeNull();
});
