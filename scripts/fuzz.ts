import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { examine } from '../src/diagnosis/examine.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { prepare } from '../src/paste/prepare.ts';

// Feeds mutated pastes and noise until the minutes are over or the count is reached:
//   npm run fuzz -- MINUTES [--count N] [--seed N]
// Ends with status 1 when a paste crashes the program or takes more than 50 ms of processor time three times in a row.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string' }, seed: { type: 'string' } },
});
const minutes = Number(positionals[0] ?? (values.count ? Number.POSITIVE_INFINITY : 1));
const wanted = Number(values.count ?? Number.POSITIVE_INFINITY);
const limitMs = 50;
let seed = Number(values.seed ?? Date.now() % 2 ** 31);
const firstSeed = seed;

/** mulberry32: small, seeded, good enough to choose pieces. */
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

const below = (n: number): number => Math.floor(random() * n);
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;

const fixtures = path.join(import.meta.dirname, '..', 'test', 'fixtures');
const seeds = readdirSync(fixtures)
  .filter((file) => file.endsWith('.ndjson'))
  .flatMap((file) => readFileSync(path.join(fixtures, file), 'utf8').split('\n'))
  .filter((line) => line !== '')
  .map((line) => String(JSON.parse(line).text ?? ''));

const nasty = [
  '{',
  '[',
  '"',
  "'",
  '\\',
  '\\"',
  '{"',
  '":',
  '\u0000',
  '\u001b[',
  '\ud800',
  '\u200b',
  '<http://',
  '&amp;',
  '```',
  '|',
  'eyJ',
  'Bearer ',
  '://',
  '@',
  'request_id=',
  'a'.repeat(300),
  '{"a":'.repeat(30),
  '\n'.repeat(20),
  ' '.repeat(200),
  '%s%n',
  '…',
  '\r',
  '503 ',
  'İ',
];

/** One change of a text: cut, double, splice, flip, insert. */
function mutate(text: string): string {
  const at = below(text.length + 1);
  const length = below(60);
  const kind = below(6);
  if (kind === 0) return text.slice(0, at);
  if (kind === 1) return text.slice(0, at) + text.slice(Math.min(text.length, at + length));
  if (kind === 2) return text.slice(0, at) + pick(nasty) + text.slice(at);
  if (kind === 3) return text.slice(0, at) + pick(seeds).slice(0, 2000) + text.slice(at);
  if (kind === 4) return text.slice(0, at) + text.slice(at, at + length).repeat(1 + below(20)) + text.slice(at);
  return text.slice(0, at) + String.fromCharCode(below(0xffff)) + text.slice(at + 1);
}

function noise(): string {
  let text = '';
  const length = below(3000);
  while (text.length < length)
    text +=
      random() < 0.2
        ? pick(nasty)
        : random()
            .toString(36)
            .slice(2, 2 + below(12)) + (random() < 0.1 ? '\n' : ' ');
  return text;
}

function next(): string {
  let text = random() < 0.1 ? noise() : pick(seeds);
  for (let i = 1 + below(6); i > 0; i--) text = mutate(text);
  return text.slice(0, 40_000);
}

const knowledge = loadKnowledge();

function timed(text: string): number {
  const start = performance.now();
  examine(prepare(text), { knowledge, edition: pick(['2026.06', '1.0', 'auto'] as const) });
  return performance.now() - start;
}

/** Time that the processor spent on it: a busy machine makes no paste slow. */
function computed(text: string): number {
  const before = process.cpuUsage();
  timed(text);
  return process.cpuUsage(before).user / 1000;
}

for (let i = 0; i < 300; i++) timed(next());
const end = performance.now() + minutes * 60_000;
let count = 0;
let slowest = 0;
while (performance.now() < end && count < wanted) {
  const text = next();
  try {
    let ms = timed(text);
    for (let again = 0; again < 3 && ms > limitMs; again++) ms = Math.min(ms, computed(text));
    slowest = Math.max(slowest, ms);
    if (ms > limitMs) fail(text, `took ${ms.toFixed(0)} ms`);
  } catch (error) {
    fail(text, (error as Error).stack ?? String(error));
  }
  count++;
}
console.log(`${count} pastes, seed ${firstSeed}: no crash, slowest ${slowest.toFixed(1)} ms`);

function fail(text: string, why: string): never {
  const file = path.join(process.cwd(), `fuzz-${firstSeed}.txt`);
  writeFileSync(file, text);
  console.error(`seed ${firstSeed}, paste ${count}: ${why}\nwritten to ${file}`);
  process.exit(1);
}
