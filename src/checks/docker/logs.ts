/**
 * The text of `GET /containers/x/logs` without `follow`: frames of 8 header bytes (stream, three zeros, length) and their
 * content, or plain text where the container has a terminal.
 */
export function logText(answer: Buffer): string {
  const parts: Buffer[] = [];
  let at = 0;
  while (at + 8 <= answer.length) {
    const framed = answer[at]! <= 2 && answer[at + 1] === 0 && answer[at + 2] === 0 && answer[at + 3] === 0;
    if (!framed) return answer.toString('utf8');
    const length = answer.readUInt32BE(at + 4);
    parts.push(answer.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return (parts.length === 0 ? answer : Buffer.concat(parts)).toString('utf8');
}

const words = [
  'error',
  'fatal',
  'panic',
  'exception',
  'cannot ',
  'could not',
  'failed',
  'refused',
  'denied',
  'unreachable',
];

/** Level, message and error of a JSON log line as one text; null where the line is not JSON. */
function jsonLine(line: string): { level: string; text: string } | null {
  if (!line.startsWith('{')) return null;
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    const level = typeof entry.level === 'number' ? (entry.level >= 50 ? 'error' : 'info') : String(entry.level ?? '');
    const cause = entry.error ?? entry.err ?? entry.cause;
    const parts = [
      entry.msg ?? entry.message,
      typeof cause === 'string' ? cause : (cause as { message?: string })?.message,
    ];
    return { level: level.toLowerCase(), text: parts.filter((part) => typeof part === 'string').join(': ') };
  } catch {
    return null;
  }
}

/** The last line that tells of an error, as text; null where none does. Not redacted: the caller does that. */
export function lastErrorLine(log: string): string | null {
  const lines = log.split('\n').map((line) => line.trim());
  for (const line of lines.reverse()) {
    const entry = jsonLine(line);
    if (entry !== null) {
      if (['error', 'fatal', 'panic'].includes(entry.level) && entry.text !== '') return entry.text;
      continue;
    }
    const lower = line.toLowerCase();
    if (words.some((word) => lower.includes(word))) return line;
  }
  return null;
}
