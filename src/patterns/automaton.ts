import { fold } from './fold.ts';

/**
 * Aho-Corasick over case-folded literals, as a complete table: one array access a character, whatever the text.
 * Source of the construction: Aho and Corasick, "Efficient string matching", CACM 18 (1975).
 */
export interface Automaton {
  /**
   * Calls `hit` for every literal that ends in `text`, in order of the end position.
   * @param text any text
   * @param hit index of the literal, as given, and the position after its last character
   */
  scan(text: string, hit: (literal: number, end: number) => void): void;
}

/** Longer literals are cut: a hit is only where a pattern is tried, and the table stays small. */
const longest = 16;

/**
 * @param literals at least one character each, any case; the same literal may stand twice
 * @returns the automaton; the same one may be used for any number of texts
 */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const words = literals.map((literal) =>
    Array.from({ length: Math.min(literal.length, longest) }, (_, i) => fold(literal.charCodeAt(i))),
  );
  const { classes, width } = classesOf(words);
  const size = 1 + words.reduce((sum, word) => sum + word.length, 0);
  const next = new Int32Array(size * width);
  const ends: number[][] = [[]];
  words.forEach((word, literal) => {
    let state = 0;
    for (const code of word) {
      const slot = state * width + (classes[code] as number);
      if (next[slot] === 0) {
        next[slot] = ends.length;
        ends.push([]);
      }
      state = next[slot] as number;
    }
    ends[state]?.push(literal);
  });
  const order = complete(next, width, ends);
  const shift = Math.ceil(Math.log2(width));
  const table = flatten(next, width, ends, order, shift);
  const out = order.map((state) => ends[state] as number[]);

  return {
    scan(text, hit) {
      let at = 0;
      for (let i = 0; i < text.length; i++) {
        at = table[(at & place) + (classes[text.charCodeAt(i)] as number)] as number;
        if (at >= ending) for (const literal of out[(at & place) >> shift] as number[]) hit(literal, i + 1);
      }
    },
  };
}

/** Marks the place of a state in which a literal ends. */
const ending = 2 ** 30;
const place = ending - 1;

/**
 * The table as the scan reads it: an entry is the place of the next state's row, so that nothing is multiplied, and the
 * states stand breadth first, so that those near the root, where most of a text is spent, share the processor's cache.
 */
function flatten(
  next: Int32Array,
  width: number,
  ends: readonly number[][],
  order: readonly number[],
  shift: number,
): Int32Array {
  const moved = new Int32Array(ends.length);
  order.forEach((state, index) => {
    moved[state] = (index << shift) + ((ends[state] as number[]).length > 0 ? ending : 0);
  });
  const table = new Int32Array(order.length << shift);
  order.forEach((state, index) => {
    for (let c = 0; c < width; c++) table[(index << shift) + c] = moved[next[state * width + c] as number] as number;
  });
  return table;
}

/** Characters that stand in no literal share class 0; an upper-case character has the class of its lower case. */
function classesOf(words: readonly number[][]): { classes: Uint16Array; width: number } {
  const classes = new Uint16Array(65_536);
  let width = 1;
  for (const word of words) {
    for (const code of word) {
      if (classes[code] !== 0) continue;
      const upper = String.fromCharCode(code).toUpperCase();
      if (upper.length === 1) classes[upper.charCodeAt(0)] = width;
      classes[code] = width++;
    }
  }
  return { classes, width };
}

/**
 * Fills the missing transitions from the longest proper suffix and inherits its ends.
 * @returns the states, breadth first
 */
function complete(next: Int32Array, width: number, ends: number[][]): number[] {
  const suffix = new Int32Array(ends.length);
  const queue: number[] = [];
  for (let c = 0; c < width; c++) if (next[c] !== 0) queue.push(next[c] as number);
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] as number;
    const back = suffix[state] as number;
    const inherited = ends[back] as number[];
    if (inherited.length > 0) ends[state] = [...(ends[state] as number[]), ...inherited];
    for (let c = 0; c < width; c++) {
      const slot = state * width + c;
      const target = next[slot] as number;
      const fallback = next[back * width + c] as number;
      if (target === 0) {
        next[slot] = fallback;
      } else {
        suffix[target] = fallback;
        queue.push(target);
      }
    }
  }
  return [0, ...queue];
}
