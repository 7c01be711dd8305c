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
  complete(next, width, ends);
  // Half the bytes, twice as much of it in the processor's cache.
  const table = ends.length < 65_536 ? Uint16Array.from(next.subarray(0, ends.length * width)) : next;
  const silent = Uint8Array.from(ends, (list) => (list.length === 0 ? 1 : 0));

  return {
    scan(text, hit) {
      let state = 0;
      for (let i = 0; i < text.length; i++) {
        state = table[state * width + (classes[text.charCodeAt(i)] as number)] as number;
        if (silent[state] === 0) for (const literal of ends[state] as number[]) hit(literal, i + 1);
      }
    },
  };
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

/** Breadth first: fills the missing transitions from the longest proper suffix and inherits its ends. */
function complete(next: Int32Array, width: number, ends: number[][]): void {
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
}
