import type { Facts } from '../knowledge/facts.ts';
import type { Found } from '../patterns/scanner.ts';
import type { FactKey } from './facts.ts';
import { lineNumbered } from './lines.ts';
import { type Loose, type LooseObject, type Positions, parseLoose, parseMembers } from './loose.ts';
import { type PatternGroup, scanForReaders } from './scan.ts';
import type { Evidence, Fact, Line, Mentions, RequestId } from './types.ts';
import { type Uuid, uuidsIn } from './uuid.ts';

/** An object of a JSON-like structure in the paste. */
export interface FoundObject {
  value: LooseObject;
  /** The outermost structure it stands in. */
  root: Loose;
  parent: LooseObject | null;
  /** Key of the parent that it stands under, through lists; empty for a root. */
  key: string;
  line: number;
}

/** A paste while it is being read: what the readers share and what they have found. */
export interface Reading {
  lines: Line[];
  /** The cleaned lines joined again. */
  text: string;
  objects: FoundObject[];
  /** Lines, by index, that belong to a parsed structure. */
  structured: Set<number>;
  facts: Fact[];
  evidence: Evidence[];
  requestIds: RequestId[];
  mentions: Mentions;
  known: Facts;
  /** What stands in the lines of a reader's patterns. */
  found(group: PatternGroup): Found[];
  /** UUIDs of the lines, by index of the line. */
  uuids: readonly (readonly Uuid[])[];
  /** Something in it is Caracal's beyond doubt. */
  caracal: boolean;
  /** Line number of a position in `text`. */
  lineAt(position: number): number;
  /** Line of a key's value. */
  lineOf(object: LooseObject, key: string): number | null;
  fact(key: FactKey, value: string | null | undefined, line: number, cut?: boolean): void;
}

/** One kind of evidence: looks at the reading and adds what it finds. */
export type Reader = (reading: Reading) => void;

/** Structures tried in a paste; a log of a thousand JSON lines is fine, a megabyte of braces is cut off. */
const maxStructures = 20_000;

/**
 * @param lines cleaned lines, see lines.ts
 * @param caracal something in the paste is Caracal's beyond doubt
 */
export function startReading(lines: Line[], known: Facts, caracal: boolean): Reading {
  const offsets: number[] = [];
  let length = 0;
  for (const line of lines) {
    offsets.push(length);
    length += line.text.length + 1;
  }
  const text = lines.map((line) => line.text).join('\n');
  const positions: Positions = new WeakMap();
  const indexAt = (position: number): number => {
    let low = 0;
    let high = offsets.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((offsets[middle] as number) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const lineAt = (position: number): number => lines[indexAt(position)]?.number ?? 1;
  const reading: Reading = {
    lines,
    text,
    objects: [],
    structured: new Set(),
    facts: [],
    evidence: [],
    requestIds: [],
    mentions: { zones: [], applications: [], resources: [], scopes: [], hosts: [], times: [] },
    known,
    caracal,
    found: scanForReaders(lines),
    uuids: lines.map((line) => uuidsIn(line.text)),
    lineAt,
    lineOf: (object, key) => {
      const position = positions.get(object)?.get(key);
      return position === undefined ? null : lineAt(position);
    },
    fact: (key, value, line, cut) => {
      if (value === null || value === undefined || value === '') return;
      reading.facts.push({ key, value: value.toLowerCase(), line, ...(cut ? { cut } : {}) });
    },
  };
  findStructures(reading, positions, indexAt);
  return reading;
}

function findStructures(reading: Reading, positions: Positions, indexAt: (position: number) => number): void {
  const { text } = reading;
  let budget = 8 * text.length + 65_536;
  let tried = 0;
  let at = 0;
  while (at < text.length && tried < maxStructures && budget > 0) {
    const next = nextStart(text, at);
    if (next < 0) break;
    tried++;
    const found = text[next] === '"' ? parseMembers(text, next, positions) : parseLoose(text, next, positions);
    budget -= (found?.end ?? next + 40) - next;
    at = Math.max(found?.end ?? 0, next + 1);
    if (!found) continue;
    for (let i = indexAt(next); i <= indexAt(Math.max(next, found.end - 1)); i++) reading.structured.add(i);
    collect(reading, found.value, { root: found.value, parent: null, key: '', line: reading.lineAt(next) }, 0);
  }
}

/** The next `{`, the next `[` before an object or a bracket, or a line that starts with `"key":`. */
function nextStart(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 123 && opensObject(text, i)) return i;
    if (code === 91 && opensList(text, i)) return i;
    if (code === 34 && opensMember(text, i)) return i;
  }
  return -1;
}

function afterSpace(text: string, at: number): number {
  let i = at;
  while (i < text.length && text.charCodeAt(i) <= 32) i++;
  return i;
}

function opensObject(text: string, at: number): boolean {
  const next = text[afterSpace(text, at + 1)];
  if (next === undefined) return false;
  return next === '"' || next === "'" || next === '\\' || next === '}' || next === '{' || (next >= 'a' && next <= 'z');
}

function opensList(text: string, at: number): boolean {
  const next = text[afterSpace(text, at + 1)];
  return next === '{' || (next === ']' && text[at - 1] !== '(');
}

function opensMember(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (text[before] === ' ' || text[before] === '\t')) before--;
  if (before >= 0 && text[before] !== '\n') return false;
  const close = text.indexOf('"', at + 1);
  return close > at + 1 && close - at < 64 && text[close + 1] === ':';
}

function collect(reading: Reading, value: Loose, found: Omit<FoundObject, 'value'>, depth: number): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(reading, item, found, depth);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const keys = Object.keys(value);
  const line = keys.length > 0 && depth > 0 ? (reading.lineOf(value, keys[0] as string) ?? found.line) : found.line;
  reading.objects.push({ ...found, value, line });
  for (const key of keys) {
    const at = lineNumbered(reading.lines, reading.lineOf(value, key) ?? line);
    if (at) at.body = line;
  }
  for (const key of keys) {
    const inner = unfold(value[key] as Loose, depth);
    if (inner !== null && typeof inner === 'object') {
      value[key] = inner;
      collect(
        reading,
        inner,
        { root: found.root, parent: value, key, line: reading.lineOf(value, key) ?? line },
        depth + 1,
      );
    }
  }
}

/** JSON inside a string, as a log line's `body` has it. */
function unfold(value: Loose, depth: number): Loose {
  if (typeof value !== 'string' || depth > 4) return value;
  const start = value.indexOf('{"');
  if (start < 0 || start > 300) return value;
  return parseLoose(value, start, new WeakMap())?.value ?? value;
}

/** A string value of an object, or null. */
export function stringOf(object: LooseObject, ...keys: string[]): string | null {
  for (const key of keys) {
    const value = object[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

/** A number of an object, also where it was written as text; or null. */
export function numberOf(object: LooseObject, ...keys: string[]): number | null {
  for (const key of keys) {
    const value = object[key];
    if (typeof value === 'number') return value;
    if (typeof value === 'string' && value !== '' && Number.isFinite(Number(value))) return Number(value);
  }
  return null;
}
