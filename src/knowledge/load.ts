import { createRequire } from 'node:module';
import path from 'node:path';
import { requiredLiterals } from '../patterns/literals.ts';
import { KnowledgeError } from './error.ts';
import type { Facts } from './facts.ts';
import type { Edition, Outside, PerEdition, Row, RowRef, Section, Signal, Tables } from './schema.ts';
import { type BuiltIn, readSnapshot, stateOf, writeSnapshot } from './snapshot.ts';
import { editions } from './terms.ts';

/** Everything known of Caracal: the tables of both editions and the facts about the product. */
export interface Knowledge {
  tables: Record<Edition, Tables>;
  facts: Facts;
}

const tablesFolder = path.join(import.meta.dirname, 'tables');
const factsFolder = path.join(import.meta.dirname, 'facts');

/**
 * Reads the built-in tables and facts, and a team's own tables.
 * @param extra paths of further TOML files, one section each; a section with a known id adds its rows to that one
 * @throws KnowledgeError with file and key
 */
export function loadKnowledge(extra: readonly string[] = []): Knowledge {
  const { sections: known, outside, ...rest } = builtIn();
  const sections = [...known];
  for (const file of extra) mergeSection(sections, parser().parseSection(file), file);
  const landmarks = landmarksOf([...sections.flatMap((section) => section.rows), ...outside]);
  const of = (edition: Edition): Tables => tablesOf(edition, sections, outside);
  return { tables: { '2026.06': of('2026.06'), '1.0': of('1.0') }, facts: { ...rest, landmarks } };
}

let kept: BuiltIn | null = null;

/** Tables and facts of this installation, read once; from their snapshot where that is up to date. */
export function builtIn(): BuiltIn {
  if (kept) return kept;
  const key = stateOf([tablesFolder, factsFolder]);
  kept = readSnapshot(key);
  if (kept) return kept;
  kept = parser().parseBuiltIn(tablesFolder, factsFolder);
  writeSnapshot(key, kept);
  return kept;
}

/** The parser brings a TOML reader and the schema along: loaded only when a file must really be read. */
function parser(): typeof import('./parse.ts') {
  return createRequire(import.meta.url)(import.meta.url.endsWith('.ts') ? './parse.ts' : './parse.js');
}

/** The literals of all patterns, and the values of facts that are more than a number or a word. */
function landmarksOf(owners: readonly { signals: readonly Signal[] }[]): string[] {
  const literals = new Set<string>();
  for (const signal of owners.flatMap((owner) => owner.signals)) {
    if ('all' in signal) continue;
    if (signal.tier !== 'structure')
      for (const literal of requiredLiterals(signal.pattern) ?? []) literals.add(literal);
    else for (const value of [signal.is].flat()) if (value.length >= 8) literals.add(value.toLowerCase());
  }
  return [...literals];
}

function mergeSection(sections: Section[], added: Section, file: string): void {
  const index = sections.findIndex((section) => section.id === added.id);
  const known = sections[index];
  if (!known) {
    sections.push(added);
    return;
  }
  const twice = added.rows.find((row) => known.rows.some((other) => other.id === row.id));
  if (twice) throw new KnowledgeError(`${file}: the row ${added.id}/${twice.id} exists already; give yours another id`);
  sections[index] = { ...known, rows: [...known.rows, ...added.rows] };
}

function tablesOf(edition: Edition, sections: readonly Section[], outside: readonly Outside[]): Tables {
  const kept: Section[] = [];
  for (const section of sections) {
    const rows: Row[] = section.rows
      .filter((row) => row.editions.includes(edition))
      .map((row) => ({ ...row, signals: signalsOf(edition, row.signals) }));
    if (rows.length > 0) kept.push({ ...section, rows });
  }
  kept.sort((a, b) => a.boundary - b.boundary || (a.id < b.id ? -1 : 1));
  const others = outside
    .filter((entry) => !entry.editions || entry.editions.includes(edition))
    .map((entry) => ({ ...entry, signals: signalsOf(edition, entry.signals) }));
  return { edition, sections: kept, outside: others };
}

function signalsOf(edition: Edition, signals: readonly Signal[]): Signal[] {
  return signals.filter((signal) => !signal.editions || signal.editions.includes(edition));
}

/** The section and row of an id pair, or null where this edition has no such row. */
export function findRow(tables: Tables, ref: RowRef): { section: Section; row: Row } | null {
  const section = tables.sections.find((candidate) => candidate.id === ref.section);
  const row = section?.rows.find((candidate) => candidate.id === ref.row);
  return section && row ? { section, row } : null;
}

/** The text for one edition; where only the other one has a text, that one. Empty where there is none. */
export function text(value: PerEdition | undefined, edition: Edition): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  return value[edition] ?? editions.map((other) => value[other]).find((other) => other !== undefined) ?? '';
}
