import type { Step } from './types.ts';

type Shell = 'posix' | 'powershell';

const LABEL = /(Linux and macOS|Linux|macOS|Windows PowerShell|PowerShell|Windows): `([^`]+)`(?:\.(?=\s|$)|$)/g;

const PROGRAMS =
  /^(?:\$env:|(?:sudo|caracal|docker|curl|export|unset|ls|chmod|icacls|cat|env|echo|kill|lsof|netstat|ss|Get-|Stop-)\b)/;

const shellOf = (label: string): Shell => (label.startsWith('L') || label.startsWith('m') ? 'posix' : 'powershell');

/**
 * The steps of a row's `fix`: one a line. A line of nothing but commands for this or that shell belongs to the step
 * before it.
 */
export function stepsOf(fix: string): Step[] {
  const steps: Step[] = [];
  for (const line of fix.split('\n')) {
    if (line.trim() === '') continue;
    const commands: Step['commands'] = [];
    const words = line
      .replace(LABEL, (_all, label: string, code: string) => {
        commands.push({ shell: shellOf(label), code });
        return '';
      })
      .trim();
    const last = steps.at(-1);
    if (words === '' && last) last.commands.push(...commands);
    else steps.push({ words, commands });
  }
  return steps;
}

/** Steps for one shell: the other shell's commands are left out where there is one for this shell. */
export function forShell(steps: readonly Step[], shell: Shell | null): Step[] {
  if (shell === null) return [...steps];
  return steps.map((step) => {
    const own = step.commands.filter((command) => command.shell === shell || command.shell === null);
    return own.length > 0 ? { ...step, commands: own } : step;
  });
}

/** The first command that can be run as it stands, taken from the words of the steps; null where there is none. */
export function commandIn(step: Step): string | null {
  if (step.commands.length > 0) return null;
  const spans = [...step.words.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] as string);
  return spans.find((span) => PROGRAMS.test(span) && /\s/.test(span) && !/[<…]/.test(span)) ?? null;
}

/** The shell that a paste was made in, where it shows; null where it does not. */
export function shellIn(paste: string): Shell | null {
  if (/^PS [A-Za-z]:\\|\$env:\w|CategoryInfo\s*:|\+ FullyQualifiedErrorId/m.test(paste)) return 'powershell';
  if (/^[\w.@:~/-]*[$%] (?:caracal|docker|curl|export|sudo|npm|node|python|go)\b|^(?:ba|z|fi)?sh: /m.test(paste))
    return 'posix';
  return null;
}
