import { RE2JS } from 're2js';

/** A match: the groups (0 is the whole match, null where a group took no part) and where it stands. */
export interface Match {
  groups: (string | null)[];
  start: number;
  end: number;
}

/** A linear-time pattern, compiled when it is first used. */
export interface Regex {
  source: string;
  /** First match, or null. */
  exec(text: string): Match | null;
  /** Does it occur anywhere? Several times faster than `exec`, which must say where. */
  test(text: string): boolean;
}

/**
 * @param source RE2 dialect: no lookaround, no back-references; matching ignores case
 * @returns the pattern; a wrong source throws on first use (the lint of the tables compiles every one)
 */
export function regex(source: string): Regex {
  let compiled: RE2JS | null = null;
  const get = (): RE2JS => {
    compiled ??= RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    return compiled;
  };
  return {
    source,
    exec(text) {
      if (!occurs(get(), text)) return null;
      const matcher = get().matcher(text);
      if (!matcher.find()) return null;
      const groups: (string | null)[] = [];
      for (let i = 0; i <= matcher.groupCount(); i++) groups.push(matcher.group(i) ?? null);
      return { groups, start: matcher.start(), end: matcher.end() };
    },
    test(text) {
      return occurs(get(), text);
    },
  };
}

/** What the automata of all patterns may remember together, in bytes as the engine counts them. */
const memory = 8 * 2 ** 20;
let remembered = 0;
const remembering = new Set<RE2JS>();

/**
 * The engine's automaton grows with the texts it has seen, up to 8 MB a pattern: with hundreds of patterns too much.
 * Where all of them together reach their limit, they forget and begin anew.
 */
function occurs(compiled: RE2JS, text: string): boolean {
  const { dfa } = compiled.re2Input;
  const before = dfa.memBudget;
  const found = compiled.test(text);
  const grown = before - dfa.memBudget;
  if (grown <= 0) return found;
  remembered += grown;
  remembering.add(compiled);
  if (remembered > memory) {
    for (const other of remembering) other.re2Input.dfa.clearCache();
    remembering.clear();
    remembered = 0;
  }
  return found;
}
