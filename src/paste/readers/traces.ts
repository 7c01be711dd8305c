import type { Reader, Reading } from '../reading.ts';
import type { StackTraceEvidence } from '../types.ts';

/** Stack traces of Node, Python and Go: which line is the message, and whether Caracal's SDK is in it. */
export const readTraces: Reader = (reading) => {
  for (let i = 0; i < reading.lines.length; i++) {
    const text = reading.lines[i]?.text ?? '';
    const trace = nodeTrace(reading, i, text) ?? pythonTrace(reading, i, text) ?? goTrace(reading, i, text);
    if (!trace) continue;
    reading.evidence.push(trace.evidence);
    if (trace.evidence.caracal) reading.fact('trace.language', trace.evidence.language, trace.evidence.line);
    i = trace.end;
  }
};

interface Trace {
  evidence: StackTraceEvidence;
  /** Index of its last line. */
  end: number;
}

function nodeTrace(reading: Reading, index: number, text: string): Trace | null {
  if (!isNodeFrame(text)) return null;
  const end = lastOf(reading, index, isNodeFrame);
  const above = reading.lines[index - 1];
  return found(reading, 'node', index, end, above?.number ?? index + 1, above?.text ?? '');
}

function isNodeFrame(text: string): boolean {
  const start = text.trimStart();
  return start.startsWith('at ') && (start.includes(':') || start.includes('<anonymous>')) && text !== start;
}

function pythonTrace(reading: Reading, index: number, text: string): Trace | null {
  if (!text.includes('Traceback (most recent call last)')) return null;
  let end = index + 1;
  while (
    end < reading.lines.length &&
    end - index < 200 &&
    (reading.lines[end]?.text.startsWith(' ') || reading.lines[end]?.text === '')
  )
    end++;
  const message = reading.lines[Math.min(end, reading.lines.length - 1)];
  return found(reading, 'python', index, end, message?.number ?? index + 1, message?.text ?? '');
}

function goTrace(reading: Reading, index: number, text: string): Trace | null {
  if (!text.startsWith('goroutine ') || !text.includes('[')) return null;
  const end = lastOf(reading, index, (line) => line !== '');
  const panic = reading.lines.slice(Math.max(0, index - 3), index).findLast((line) => line.text.startsWith('panic:'));
  return found(reading, 'go', index, end, panic?.number ?? index + 1, panic?.text ?? '');
}

function lastOf(reading: Reading, index: number, belongs: (text: string) => boolean): number {
  let end = index;
  while (end + 1 < reading.lines.length && end - index < 200 && belongs(reading.lines[end + 1]?.text ?? '')) end++;
  return end;
}

function found(
  reading: Reading,
  language: StackTraceEvidence['language'],
  from: number,
  to: number,
  line: number,
  message: string,
): Trace {
  const caracal = reading.lines.slice(from, to + 1).some((entry) => entry.text.toLowerCase().includes('caracal'));
  return { evidence: { kind: 'stack-trace', line, language, message: message.trim().slice(0, 400), caracal }, end: to };
}
