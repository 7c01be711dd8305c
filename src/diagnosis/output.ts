/** How programs begin what they print when they fail. */
const outputStarts = [
  '✗',
  '✘',
  '×',
  'x ',
  'error',
  'docker: ',
  'panic: ',
  'fatal',
  'caracal: ',
  'curl: ',
  'npm err',
  'warn',
];

/** @returns true for a line that begins as programs begin what they print when they fail */
export function isOutput(text: string): boolean {
  const lower = text.trimStart().toLowerCase();
  const word = lower.split(' ', 1)[0] ?? '';
  return (
    outputStarts.some((start) => lower.startsWith(start)) || word.endsWith('error:') || word.endsWith('exception:')
  );
}
