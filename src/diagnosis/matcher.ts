import type { Clue } from '../knowledge/facts.ts';
import { type Knowledge, text } from '../knowledge/load.ts';
import type { Edition, FactSignal, Row, Section, Signal, TopicSignal } from '../knowledge/schema.ts';
import { editions } from '../knowledge/terms.ts';
import type { Fact, Paste } from '../paste/types.ts';
import { buildScanner, type Scanner, type Span } from '../patterns/scanner.ts';
import type { Entry, Hit, Owner, RowOwner } from './hit.ts';
import { nameHits, nameOf, topicHits } from './topics.ts';

/** What one pass over a paste found: signals of rows, and what only one edition prints. */
export interface Matches {
  hits: Hit[];
  clues: Clue[];
}

export interface Matcher {
  match(paste: Paste, derived: readonly Fact[]): Matches;
}

/** Facts whose words also stand in plain text: an error's description, a log's message, a readiness reason. */
const spoken = ['error.description', 'log.message', 'readiness.reason'];

/** @returns the matcher of both editions; build it once */
export function buildMatcher(knowledge: Knowledge): Matcher {
  const entries = entriesOf(knowledge);
  const patterns: { entry: Entry; source: string; tier: Hit['tier']; near: boolean }[] = [];
  const topics: (Entry & { signal: TopicSignal })[] = [];
  const byFact = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { signal } = entry;
    if ('all' in signal) {
      topics.push({ ...entry, signal });
      continue;
    }
    if (signal.tier !== 'structure') {
      patterns.push({ entry, source: signal.pattern, tier: signal.tier, near: signal.near === 'caracal' });
      continue;
    }
    for (const value of valuesOf(signal.is)) {
      const key = `${signal.fact}=${value.toLowerCase()}`;
      byFact.set(key, [...(byFact.get(key) ?? []), entry]);
      if (spoken.includes(signal.fact) && signal.plain !== 'never' && value.length >= 6) {
        patterns.push({ entry, source: literally(value), tier: 'exact', near: signal.plain === 'near' });
      }
    }
  }
  const names = namesOf(knowledge);
  const { clues } = knowledge.facts;
  let scanner: Scanner | null = null;
  return {
    match(paste, derived) {
      scanner ??= buildScanner([...patterns.map(({ source }) => source), ...clues.map(({ pattern }) => pattern)]);
      const facts = [...paste.facts, ...derived];
      const hits = factHits(facts, byFact);
      const told = new Set<Clue>();
      for (const found of scanner.scan(paste.lines.map((line) => line.text))) {
        const pattern = patterns[found.pattern];
        const line = paste.lines[found.line];
        if (!pattern) told.add(clues[found.pattern - patterns.length] as Clue);
        if (!pattern || !line) continue;
        const { signal } = pattern.entry;
        if (signal.tier === 'structure' && !holds(signal, facts)) continue;
        if (signal.tier === 'structure' && !standsAlone(line.text, found.span())) continue;
        const weak = pattern.near && !paste.caracal;
        hits.push({
          entry: pattern.entry,
          tier: weak && pattern.tier === 'exact' ? 'general' : pattern.tier,
          confidence: weak ? Math.min(0.4, signal.confidence * 0.5) : signal.confidence,
          line: line.number,
          span: found.span,
        });
      }
      hits.push(...topicHits(paste, topics), ...nameHits(paste, names));
      return { hits, clues: [...told] };
    },
  };
}

function factHits(facts: readonly Fact[], byFact: ReadonlyMap<string, Entry[]>): Hit[] {
  const hits: Hit[] = [];
  const counts = new Map<Entry, number>();
  for (const fact of facts) {
    const found = byFact.get(`${fact.key}=${fact.value}`) ?? (fact.cut ? completions(fact, byFact) : []);
    for (const entry of found) {
      const signal = entry.signal as FactSignal;
      const count = counts.get(entry) ?? 0;
      if (count >= 8 || !holds(signal, facts)) continue;
      counts.set(entry, count + 1);
      hits.push({ entry, tier: 'structure', confidence: signal.confidence, line: fact.line, span: null });
    }
  }
  return hits;
}

/** Fewer characters than this can be the start of too much. */
const shortestCut = 8;
const mostCompletions = 3;

/** What the start of a value that was cut off can have been; nothing where it can have been many things. */
function completions(fact: Fact, byFact: ReadonlyMap<string, Entry[]>): Entry[] {
  if (fact.value.length < shortestCut) return [];
  const start = `${fact.key}=${fact.value}`;
  const keys = [...byFact.keys()].filter((key) => key.startsWith(start));
  return keys.length > mostCompletions ? [] : keys.flatMap((key) => byFact.get(key) ?? []);
}

function holds(signal: FactSignal, facts: readonly Fact[]): boolean {
  const has = (key: string, values: string | string[]): boolean =>
    facts.some((fact) => fact.key === key && valuesOf(values).some((value) => value.toLowerCase() === fact.value));
  const wanted = Object.entries(signal.with ?? {}).every(([key, values]) => has(key, values));
  return wanted && !Object.entries(signal.without ?? {}).some(([key, values]) => has(key, values));
}

function valuesOf(values: string | string[]): string[] {
  return typeof values === 'string' ? [values] : values;
}

/** A plain literal must not be a part of a longer word. */
function standsAlone(text: string, { start, end }: Span): boolean {
  return !(isWord(text, start - 1) && isWord(text, start)) && !(isWord(text, end) && isWord(text, end - 1));
}

function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function literally(text: string): string {
  let out = '';
  for (const char of text) out += '\\^$.|?*+()[]{}'.includes(char) ? `\\${char}` : char;
  return out;
}

function entriesOf(knowledge: Knowledge): Entry[] {
  const entries = new Map<string, Entry>();
  const ids = new Map<Signal, number>();
  const add = (owner: Owner, name: string, signal: Signal, edition: Edition): void => {
    if (!ids.has(signal)) ids.set(signal, ids.size);
    const key = `${name}#${ids.get(signal)}`;
    const known = entries.get(key);
    if (known) known.editions.push(edition);
    else entries.set(key, { owner, signal, editions: [edition] });
  };
  for (const edition of editions) {
    const tables = knowledge.tables[edition];
    for (const section of tables.sections) {
      for (const row of section.rows) {
        const owner = ownerOf(section, row, knowledge);
        for (const signal of row.signals) add(owner, `${section.id}/${row.id}`, signal, edition);
      }
    }
    for (const entry of tables.outside) {
      for (const signal of entry.signals)
        add({ outside: entry.id, of: entry.of }, `outside/${entry.id}`, signal, edition);
    }
  }
  return [...entries.values()];
}

function ownerOf({ id, boundary }: Section, row: Row, knowledge: Knowledge): RowOwner {
  return { section: id, row: row.id, boundary, ...placeIn(row, knowledge) };
}

/** The row's twin, or the edition that alone has it. */
function placeIn(row: Row, knowledge: Knowledge): Pick<RowOwner, 'twin' | 'only'> {
  const [id = '', twin = ''] = (row.twin ?? '').split('/');
  for (const { sections } of Object.values(knowledge.tables)) {
    const section = sections.find((candidate) => candidate.id === id);
    if (section?.rows.some((candidate) => candidate.id === twin))
      return { twin: { section: id, row: twin, boundary: section.boundary } };
  }
  const [edition] = row.editions;
  return row.editions.length === 1 && edition ? { only: edition } : {};
}

/** Rows by the names that the page of an edition gives them. */
function namesOf(knowledge: Knowledge): Map<string, Entry[]> {
  const names = new Map<string, Entry[]>();
  for (const edition of editions) {
    for (const section of knowledge.tables[edition].sections) {
      for (const row of section.rows) {
        const name = nameOf(text(row.symptom, edition));
        const owner = ownerOf(section, row, knowledge);
        const signal: Signal = { tier: 'words', all: [], confidence: 0.9, why: 'this is what the page calls it' };
        names.set(name, [...(names.get(name) ?? []), { owner, signal, editions: [edition] }]);
      }
    }
  }
  return names;
}
