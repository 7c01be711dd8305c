import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { examine } from '../../src/diagnosis/examine.ts';
import { type Knowledge, loadKnowledge } from '../../src/knowledge/load.ts';
import { prepare } from '../../src/paste/prepare.ts';
import { buildScanner } from '../../src/patterns/scanner.ts';
import { warmUp } from './warm.ts';

// How long a diagnosis takes, beside (a) a plain loop of V8 expressions over the same patterns and (b) `rg -f`:
//   npm run bench:diagnosis [-- --short]
// Every text is new in every run. Results of the scan and of (a) are compared; a difference ends with status 1.

const short = process.argv.includes('--short');
const knowledge = loadKnowledge();
const patterns = patternsOf(knowledge);
const fixtures = readFileSync(path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'pastes.ndjson'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => String(JSON.parse(line).text));

function patternsOf(known: Knowledge): string[] {
  const found = new Set<string>();
  for (const tables of Object.values(known.tables)) {
    const owners = [...tables.sections.flatMap((section) => section.rows), ...tables.outside];
    for (const signal of owners.flatMap((owner) => owner.signals)) if ('pattern' in signal) found.add(signal.pattern);
  }
  return [...found];
}

const word = (): string =>
  Math.random()
    .toString(36)
    .slice(2, 3 + Math.floor(Math.random() * 10));
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

const logLine = (): string =>
  `gateway-1  | {"level":"info","service":"gateway","request_id":"${crypto.randomUUID()}","status":${200 + Math.floor(Math.random() * 4)},"time":${1.7e12 + Math.floor(Math.random() * 1e9)},"msg":"proxied ${word()}"}`;

function grow(length: number, piece: () => string): string {
  const parts: string[] = [];
  let size = 0;
  while (size < length) {
    const part = piece();
    parts.push(part);
    size += part.length;
  }
  return parts.join('').slice(0, length);
}

const kinds: Record<string, (length: number) => string> = {
  'log with pastes': (length) => grow(length, () => `${Math.random() < 0.01 ? pick(fixtures) : logLine()}\n`),
  noise: (length) => grow(length, () => `${word()}${Math.random() < 0.1 ? '\n' : ' '}`),
  'literals of the patterns': (length) =>
    grow(
      length,
      () =>
        `${pick(patterns)
          .replaceAll(/[^a-z :]+/gi, ' ')
          .slice(0, 30)} `,
    ),
  braces: (length) => grow(length, () => pick(['{', '[', '{"a":', '"', '}', '\\"'])),
};

interface Timing {
  median: number;
  p99: number;
}

function time(make: () => string, run: (text: string) => void, times: number): Timing {
  const taken: number[] = [];
  // Made before, so that the making leaves nothing to be swept up while the clock runs.
  for (const text of Array.from({ length: times }, make)) {
    const start = performance.now();
    run(text);
    taken.push(performance.now() - start);
  }
  taken.sort((a, b) => a - b);
  return {
    median: taken[Math.floor(taken.length / 2)] ?? 0,
    p99: taken[Math.min(taken.length - 1, Math.floor(taken.length * 0.99))] ?? 0,
  };
}

const whole = (text: string): void => {
  examine(prepare(text), { knowledge, edition: 'auto' });
};
const scanner = buildScanner(patterns);
const scan = (text: string): void => {
  scanner.scan(text.split('\n'));
};
const expressions = patterns.map((pattern) => new RegExp(pattern, 'i'));
const loop = (text: string): void => {
  for (const line of text.split('\n')) for (const expression of expressions) expression.test(line);
};

const sizes: [string, number, number][] = [
  ['4 kB', 4_000, 1000],
  ['40 kB', 40_000, short ? 20 : 100],
  ['1 MB', 1_000_000, short ? 3 : 15],
  ...(short ? [] : ([['10 MB', 10_000_000, 3]] as [string, number, number][])),
];
const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0).padStart(8);

console.log(`${patterns.length} patterns; whole = decode, redact, read, diagnose; ms`);
console.log('text                            size   whole p50      p99  first p99 | scan p50   V8 loop p50   ratio');
for (let i = 0; i < 3; i++) warmUp(knowledge);
for (const [kind, make] of Object.entries(kinds)) {
  for (let i = 0; i < 30; i++) whole(make(20_000));
  for (const [name, size, times] of sizes) {
    // The first pass still translates code that only texts of this kind reach; the second is what a running bot takes.
    const first = time(() => make(size), whole, times);
    const all = time(() => make(size), whole, times);
    const ours = time(() => make(size), scan, Math.min(times, 30));
    const theirs = size > 2_000_000 ? null : time(() => make(size), loop, size > 100_000 ? 1 : Math.min(times, 10));
    const ratio = theirs ? `${(theirs.median / ours.median).toFixed(1)}×` : '–';
    console.log(
      `${kind.padEnd(28)} ${name.padStart(7)}  ${ms(all.median)} ${ms(all.p99)}  ${ms(first.p99)} | ${ms(ours.median)}    ${theirs ? ms(theirs.median) : '       –'}   ${ratio}`,
    );
  }
}
oneLine();
moreRows();
ripgrep();
equality();

function oneLine(): void {
  for (const [kind, make] of Object.entries(kinds)) {
    const all = time(() => make(40_000).replaceAll('\n', ' '), whole, short ? 10 : 60);
    console.log(`one line of 40,000 characters, ${kind}: p50 ${ms(all.median)} p99 ${ms(all.p99)}`);
  }
}

/** Four times the rows: the same patterns under other names. */
function moreRows(): void {
  const four = buildScanner(
    [1, 2, 3, 4].flatMap((n) => patterns.map((pattern) => (n === 1 ? pattern : `${pattern} #${n}`))),
  );
  const make = (): string => kinds.noise?.(1_000_000) ?? '';
  const one = time(make, scan, short ? 5 : 20);
  const more = time(make, (text) => void four.scan(text.split('\n')), short ? 5 : 20);
  console.log(
    `four times the rows, scan of 1 MB: ${ms(one.median)} → ${ms(more.median)}, ${(more.median / one.median).toFixed(2)}×`,
  );
}

function ripgrep(): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    // ripgrep's dialect has no escapes for characters that mean nothing.
    const dialect = patterns.map((pattern) => pattern.replaceAll(/\\([/"':,@#%=<>!;`_ &~-])/g, '$1'));
    writeFileSync(path.join(folder, 'patterns'), dialect.join('\n'));
    // Hundreds of gaps are more than its usual limits allow.
    const limits = ['--regex-size-limit', '2G', '--dfa-size-limit', '1G'];
    const rg = (text: string): void => {
      writeFileSync(path.join(folder, 'text'), text);
      execFileSync('rg', [...limits, '-i', '-c', '-f', 'patterns', 'text'], { cwd: folder, stdio: 'ignore' });
    };
    const times = short ? 3 : 9;
    const make = (): string => kinds['log with pastes']?.(1_000_000) ?? '';
    const theirs = time(make, rg, times);
    const empty = time(() => fixtures[0] ?? '', rg, times);
    const ours = time(make, scan, times);
    console.log(
      `rg -i -f, 1 MB log with pastes: whole process ${ms(theirs.median)}, with one line ${ms(empty.median)}; our scan ${ms(ours.median)}`,
    );
  } catch (error) {
    console.log(`rg: not measured (${(error as Error).message.split('\n')[0]})`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The scan finds in each line what the plain loop finds. */
function equality(): void {
  let compared = 0;
  for (let i = 0; i < (short ? 5 : 40); i++) {
    const lines = (kinds['log with pastes']?.(40_000) ?? '').split('\n');
    const ours = new Set(scanner.scan(lines, 10_000).map((found) => `${found.pattern}:${found.line}`));
    lines.forEach((line, index) => {
      expressions.forEach((expression, pattern) => {
        compared++;
        if (expression.test(line) === ours.has(`${pattern}:${index}`)) return;
        console.error(`different: ${patterns[pattern]} on ${line.slice(0, 200)}`);
        process.exitCode = 1;
      });
    });
  }
  console.log(`${compared} results of the loop compared, ${process.exitCode === 1 ? 'NOT equal' : 'all equal'}`);
}
