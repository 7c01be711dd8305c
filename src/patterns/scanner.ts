import { buildAutomaton } from './automaton.ts';
import { isPlain, requiredLiterals, requiredParts } from './literals.ts';
import { type Regex, regex } from './regex.ts';

/** A pattern found: its index as given, and the line it stands in. */
export interface Found {
  pattern: number;
  line: number;
  /** Where in the line; worked out when it is asked for, because most are not. */
  span(): Span;
}

/** From the first character to behind the last one. */
export interface Span {
  start: number;
  end: number;
}

export interface Scanner {
  /**
   * Finds the first match of every pattern in every line, up to `perPattern` lines a pattern.
   * @param lines texts of lines; `line` of a result is the index in this array
   */
  scan(lines: readonly string[], perPattern?: number): Found[];
}

interface Compiled {
  literals: string[];
  source: string;
  /** Of each of these sets one must be there, or the engine need not be asked; read when it is first needed. */
  parts: string[][] | null;
  plain: boolean;
  regex: Regex;
}

/** In a long line a pattern is tried on this much text before and after its literal. */
const reach = 256;

/** What trying patterns may cost for a paste, in characters: a text made of literals buys no more than a linear share. */
const budgetOf = (length: number): number => 40_000 + 2 * length;

/**
 * One automaton over the literals of all patterns; a pattern is tried only where one of its literals ends.
 * @param sources RE2 patterns; one without a required literal throws
 * @returns the scanner, to be used for any number of texts
 */
export function buildScanner(sources: readonly string[]): Scanner {
  const patterns = sources.map(compile);
  const literals = patterns.flatMap((pattern) => pattern.literals);
  const owner = patterns.flatMap((pattern, index) => pattern.literals.map(() => index));
  const automaton = buildAutomaton(literals);

  // One set for all scans: none begins before another ends.
  const counts = new Uint16Array(patterns.length);
  const triedLine = new Int32Array(patterns.length);
  const triedUpTo = new Int32Array(patterns.length);

  return {
    scan(lines, perPattern = 8) {
      const found: Found[] = [];
      counts.fill(0);
      triedLine.fill(-1);
      let budget = budgetOf(lines.reduce((sum, line) => sum + line.length, 0));
      let text = '';
      let line = 0;
      let window: Window | null = null;
      // One function for all lines, not one a line.
      const onLiteral = (literal: number, end: number): void => {
        const index = owner[literal] as number;
        if ((counts[index] as number) >= perPattern) return;
        if (triedLine[index] === line && end <= (triedUpTo[index] as number)) return;
        const whole = text.length <= 2 * reach;
        triedLine[index] = line;
        triedUpTo[index] = whole ? text.length : end + reach / 2;
        if (budget < 0) return;
        if (!window || !whole) window = windowAt(text, whole ? 0 : end - reach, whole ? text.length : end + reach);
        const pattern = patterns[index] as Compiled;
        const span = tryPattern(pattern, window);
        if (!pattern.plain) budget -= window.text.length;
        if (!span) return;
        triedUpTo[index] = text.length;
        counts[index] = (counts[index] as number) + 1;
        found.push({ pattern: index, line, span });
      };
      for (const [index, each] of lines.entries()) {
        text = each;
        line = index;
        window = null;
        automaton.scan(text, onLiteral);
      }
      return found;
    },
  };
}

function compile(source: string): Compiled {
  const literals = requiredLiterals(source);
  if (!literals || literals.length === 0) throw new Error(`pattern without a literal that must occur: ${source}`);
  return { source, literals, parts: null, plain: isPlain(source), regex: regex(source) };
}

/** The part of a line in which a pattern is tried. */
interface Window {
  text: string;
  lower: string;
  /** Where it starts in the line. */
  at: number;
}

function windowAt(line: string, from: number, to: number): Window {
  const at = Math.max(0, from);
  const text = at === 0 && to >= line.length ? line : line.slice(at, to);
  return { text, lower: text.toLowerCase(), at };
}

function tryPattern(pattern: Compiled, { text, lower, at }: Window): Found['span'] | null {
  if (pattern.plain) {
    const literal = pattern.literals[0] as string;
    const start = lower.indexOf(literal);
    return start < 0 ? null : () => ({ start: at + start, end: at + start + literal.length });
  }
  pattern.parts ??= requiredParts(pattern.source);
  if (!pattern.parts.every((set) => set.some((literal) => lower.includes(literal)))) return null;
  if (!pattern.regex.test(text)) return null;
  return () => {
    const match = pattern.regex.exec(text);
    return { start: at + (match?.start ?? 0), end: at + (match?.end ?? text.length) };
  };
}
