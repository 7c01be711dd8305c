import { buildScanner, type Found, type Scanner } from '../patterns/scanner.ts';
import type { Line } from './types.ts';

/** Patterns that one reader asks for. */
export interface PatternGroup {
  /** Index of its first pattern among those of all readers. */
  first: number;
  count: number;
}

/** A log has the same thing a thousand times; the first ones are enough. */
const most = 60;

const sources: string[] = [];
let scanner: Scanner | null = null;

/**
 * Names patterns of a reader, once, when its module is loaded: those of all readers are found in one pass.
 * @param patterns RE2 dialect; one without a literal that must occur throws when the first paste is read
 */
export function patternGroup(patterns: readonly string[]): PatternGroup {
  const group = { first: sources.length, count: patterns.length };
  sources.push(...patterns);
  scanner = null;
  return group;
}

/**
 * @param lines cleaned lines
 * @returns what was found of a group: its patterns counted from 0, in order of appearance, at most 60 lines a pattern
 */
export function scanForReaders(lines: readonly Line[]): (group: PatternGroup) => Found[] {
  scanner ??= buildScanner(sources);
  const all = scanner.scan(
    lines.map((line) => line.text),
    most,
  );
  return ({ first, count }) =>
    all
      .filter(({ pattern }) => pattern >= first && pattern < first + count)
      .map((found) => ({ ...found, pattern: found.pattern - first }));
}
