/**
 * Which literals must occur where a pattern matches? Read from the source of the pattern, RE2 dialect.
 * A pattern with alternatives has several, of which at least one occurs.
 */

interface Cursor {
  source: string;
  at: number;
}

/** Texts of which one must occur, or null where nothing must. */
type Needed = string[] | null;

/**
 * @param source a pattern in the RE2 dialect
 * @returns the literals, lower case, of which one must occur in every match; null where there is none
 */
export function requiredLiterals(source: string): string[] | null {
  let literals = known.get(source);
  if (literals === undefined) {
    const cursor = { source, at: 0 };
    const needed = alternation(cursor);
    literals = cursor.at >= source.length ? needed : null;
    known.set(source, literals);
  }
  return literals;
}

/** The loader and the scanner both ask for each pattern of the tables. */
const known = new Map<string, string[] | null>();

/**
 * Everything that must occur in a match: of each set of literals one. More than the longest, so that most texts are
 * told apart without the engine.
 * @param source a pattern in the RE2 dialect
 */
export function requiredParts(source: string): string[][] {
  const cursor = { source, at: 0 };
  const parts = partsOf(cursor);
  if (cursor.at >= source.length) return parts;
  const all = requiredLiterals(source);
  return all ? [all] : [];
}

/** @returns true when the pattern is nothing but its literal, so that no pattern needs to be tried */
export function isPlain(source: string): boolean {
  for (const char of source) if ('\\^$.|?*+()[]{}'.includes(char)) return false;
  return true;
}

function alternation(cursor: Cursor): Needed {
  let all: Needed = [];
  for (;;) {
    const branch = concatenation(cursor);
    all = all && branch ? [...all, ...branch] : null;
    if (cursor.source[cursor.at] !== '|') return all;
    cursor.at++;
  }
}

function concatenation(cursor: Cursor): Needed {
  const parts = partsOf(cursor);
  return parts.length === 0 ? null : parts.reduce((best, part) => (shortest(part) > shortest(best) ? part : best));
}

/** The literals of a concatenation, up to its end or the next `|`. */
function partsOf(cursor: Cursor): string[][] {
  const parts: string[][] = [];
  let run = '';
  const endRun = (): void => {
    if (run.length > 0) parts.push([run.toLowerCase()]);
    run = '';
  };
  while (cursor.at < cursor.source.length) {
    const char = cursor.source[cursor.at] as string;
    if (char === '|' || char === ')') break;
    const atom = readAtom(cursor);
    const times = readQuantifier(cursor);
    if (typeof atom === 'string' && times === 'once') {
      run += atom;
      continue;
    }
    if (typeof atom === 'string' && times === 'some') run += atom;
    endRun();
    if (Array.isArray(atom) && times !== 'maybe') parts.push(atom);
  }
  endRun();
  return parts;
}

/** A character, the literals of a group, or null for a class, an anchor or a wildcard. */
function readAtom(cursor: Cursor): string | string[] | null {
  const char = cursor.source[cursor.at++] as string;
  if (char === '(') return readGroup(cursor);
  if (char === '[') return skipClass(cursor);
  if (char === '.' || char === '^' || char === '$') return null;
  if (char !== '\\') return char;
  const escaped = cursor.source[cursor.at++] ?? '';
  return /[a-zA-Z0-9]/.test(escaped) ? null : escaped;
}

function readGroup(cursor: Cursor): string[] | null {
  if (cursor.source[cursor.at] === '?') {
    const end = cursor.source.slice(cursor.at).search(/[:>]/);
    cursor.at += end < 0 ? cursor.source.length : end + 1;
  }
  const needed = alternation(cursor);
  cursor.at++;
  return needed;
}

function skipClass(cursor: Cursor): null {
  if (cursor.source[cursor.at] === '^') cursor.at++;
  if (cursor.source[cursor.at] === ']') cursor.at++;
  while (cursor.at < cursor.source.length && cursor.source[cursor.at] !== ']') {
    cursor.at += cursor.source[cursor.at] === '\\' ? 2 : 1;
  }
  cursor.at++;
  return null;
}

/** `once`: no quantifier; `some`: at least once; `maybe`: perhaps not at all. */
function readQuantifier(cursor: Cursor): 'once' | 'some' | 'maybe' {
  const rest = cursor.source.slice(cursor.at, cursor.at + 12);
  const found = /^(?:[?*+]|\{(\d+)(?:,\d*)?\})\??/.exec(rest);
  if (!found) return 'once';
  cursor.at += found[0].length;
  if (found[0].startsWith('+')) return 'some';
  return found[1] !== undefined && Number(found[1]) > 0 ? 'some' : 'maybe';
}

function shortest(needed: string[]): number {
  return needed.length === 0 ? 0 : Math.min(...needed.map((literal) => literal.length));
}
