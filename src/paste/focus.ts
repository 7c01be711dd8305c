import { type Automaton, buildAutomaton } from '../patterns/automaton.ts';
import type { Part } from './types.ts';

/** A raw line of a long text that is worth reading. */
export interface KeptLine {
  number: number;
  text: string;
  parts?: Part[];
}

/** Up to this many characters everything is read. */
const readWhole = 48_000;
/** Of a longer text this much is read, around the rarest landmarks first. */
const readAtMost = 96_000;
/** Lines before and after a landmark: headers above a body, an object around a key. */
const around = 12;
/** In a line longer than `longLine` only this much before and after a landmark. */
const longLine = 8_000;
const besides = 600;
const hitsKept = 3_000;

/** What readers look for and no row's signal names. */
const landmarks = [
  'error_description',
  'evaluation_status',
  'final_decision',
  '"detail"',
  'did not become ready',
  'file write',
  'file_write',
  'application_id',
  'http/1.',
  'http/2 ',
  'curl ',
  'invoke-restmethod',
  'traceback (most',
  'goroutine ',
  'panic:',
  'request id',
  'for url',
  'unreachable',
  'next_cursor',
  'gateway_resource_r',
  'caracal',
  'resource://',
];

const automata = new WeakMap<readonly string[], Automaton>();

/**
 * The lines of a text that can matter: all of a short one; of a long one those near a landmark, the rarest landmarks
 * first, so that the one error in ten thousand lines is read and the ten thousand are not. One linear pass.
 * @param text prepared text
 * @param signals literals that the tables' signals need, see Facts.landmarks
 */
export function focus(text: string, signals: readonly string[]): KeptLine[] {
  const lines = text.split('\n');
  if (text.length <= readWhole) return lines.map((line, index) => ({ number: index + 1, text: line }));
  const hits = hitsOf(text, signals);
  const spans = new Spans(lines, text);
  for (const ends of hits) {
    for (const end of ends) spans.keep(end);
    if (spans.full) break;
  }
  return spans.lines();
}

/** Positions of the landmarks, those of the rarest landmark first. */
function hitsOf(text: string, signals: readonly string[]): number[][] {
  let automaton = automata.get(signals);
  if (!automaton) {
    automaton = buildAutomaton([...landmarks, ...signals]);
    automata.set(signals, automaton);
  }
  const counts = new Int32Array(landmarks.length + signals.length);
  const hits: number[][] = Array.from({ length: counts.length }, () => []);
  automaton.scan(text, (literal, end) => {
    const count = counts[literal] as number;
    counts[literal] = count + 1;
    if (count < hitsKept) (hits[literal] as number[]).push(end);
  });
  return hits.filter((ends) => ends.length > 0).sort((a, b) => a.length - b.length);
}

/** Which parts of which lines are kept. */
class Spans {
  full = false;
  private kept = 0;
  private readonly text: string;
  private readonly raw: string[];
  private readonly starts: Int32Array;
  /** Kept stretches of a line, in its own positions; a whole line has none. */
  private readonly parts = new Map<number, [number, number][]>();

  constructor(raw: string[], text: string) {
    this.raw = raw;
    this.text = text;
    this.starts = new Int32Array(raw.length);
    let start = 0;
    raw.forEach((line, index) => {
      this.starts[index] = start;
      start += line.length + 1;
    });
  }

  keep(end: number): void {
    const index = this.indexOf(end - 1);
    for (let i = Math.max(0, index - around); i <= Math.min(this.raw.length - 1, index + around) && !this.full; i++) {
      const line = this.raw[i] as string;
      if (line.length > longLine) {
        if (i === index) this.add(i, line, end - 1 - (this.starts[i] as number));
      } else if (!this.parts.has(i)) {
        this.parts.set(i, []);
        this.count(line.length);
      }
    }
  }

  lines(): KeptLine[] {
    const kept: KeptLine[] = [];
    let last = 0;
    for (const [index, parts] of [...this.parts].sort((a, b) => a[0] - b[0])) {
      if (index > last) kept.push({ number: index, text: '' });
      const line = this.raw[index] as string;
      const sorted = [...parts].sort((a, b) => a[0] - b[0]);
      kept.push({
        number: index + 1,
        text: parts.length === 0 ? line : sorted.map(([from, to]) => line.slice(from, to)).join(' … '),
      });
      last = index + 1;
    }
    return kept;
  }

  private add(index: number, line: string, at: number): void {
    const parts = this.parts.get(index) ?? [];
    if (parts.some(([from, to]) => at >= from && at < to)) return;
    parts.push([Math.max(0, at - besides), Math.min(line.length, at + besides)]);
    this.parts.set(index, parts);
    this.count(2 * besides);
  }

  private count(length: number): void {
    this.kept += length + 1;
    this.full = this.kept >= readAtMost;
  }

  private indexOf(position: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= Math.min(position, this.text.length)) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
