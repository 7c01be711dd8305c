import { findRow, type Knowledge } from '../knowledge/load.ts';
import type { Edition, Example, Row, Section, Signal } from '../knowledge/schema.ts';
import { editions } from '../knowledge/terms.ts';
import { factKeys } from '../paste/facts.ts';
import { prepare } from '../paste/prepare.ts';
import { read } from '../paste/read.ts';
import { requiredLiterals } from '../patterns/literals.ts';
import { regex } from '../patterns/regex.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './types.ts';

const fewestExamples = 3;
const shortestLiteral = 4;

/**
 * What is wrong with the tables: too few examples, an example that comes back as another row, a row that never wins, a
 * pattern that cannot be matched in linear time or without a literal, an address without an anchor.
 * @returns one sentence a problem, empty where all is well
 */
export function lintTables(knowledge: Knowledge): string[] {
  const problems: string[] = [];
  const seen = new Set<Row>();
  for (const edition of editions) {
    for (const section of knowledge.tables[edition].sections) {
      problems.push(...lintDocs(section, edition));
      for (const row of section.rows) {
        if (!seen.has(row)) problems.push(...lintRow(section, row, edition));
        seen.add(row);
        problems.push(...lintExamples(knowledge, section, row, edition));
      }
    }
    for (const entry of knowledge.tables[edition].outside) {
      problems.push(...entry.signals.flatMap((signal) => lintSignal(`outside/${entry.id}`, signal)));
      for (const example of forEdition(entry.examples, edition)) {
        const answer = ask(knowledge, example, edition);
        if (answer.outside?.id !== entry.id)
          problems.push(`outside/${entry.id} (${edition}): ${brief(example)} comes back as ${nameOf(answer)}`);
      }
    }
  }
  return [...new Set(problems)];
}

function lintDocs(section: Section, edition: Edition): string[] {
  const docs = typeof section.docs === 'string' ? section.docs : (section.docs[edition] ?? '');
  const url = URL.canParse(docs) ? new URL(docs) : null;
  return url?.protocol === 'https:' && url.hash.length > 1
    ? []
    : [`${section.id}: docs must be an https address with an anchor, not "${docs}"`];
}

function lintRow(section: Section, row: Row, edition: Edition): string[] {
  const name = `${section.id}/${row.id}`;
  const problems = row.signals.flatMap((signal) => lintSignal(name, signal));
  if (row.examples.length < fewestExamples)
    problems.push(`${name} (${edition}): ${row.examples.length} examples, at least ${fewestExamples} are needed`);
  return problems;
}

function lintSignal(name: string, signal: Signal): string[] {
  if (signal.tier === 'structure') {
    const keys = [signal.fact, ...Object.keys(signal.with ?? {}), ...Object.keys(signal.without ?? {})];
    return keys
      .filter((key) => !Object.hasOwn(factKeys, key))
      .map((key) => `${name}: no reader gives the fact "${key}"`);
  }
  if ('all' in signal) return [];
  try {
    regex(signal.pattern).test('');
  } catch (error) {
    return [`${name}: ${signal.pattern}: ${(error as Error).message}`];
  }
  const literals = requiredLiterals(signal.pattern);
  const short = !literals || literals.length === 0 || literals.some((literal) => literal.length < shortestLiteral);
  return short
    ? [`${name}: ${signal.pattern} needs a literal of ${shortestLiteral} characters in every alternative`]
    : [];
}

function lintExamples(knowledge: Knowledge, section: Section, row: Row, edition: Edition): string[] {
  const name = `${section.id}/${row.id}`;
  const problems: string[] = [];
  let wins = 0;
  const examples = forEdition(row.examples, edition);
  for (const example of examples) {
    if (example.audit) {
      wins++;
      continue;
    }
    const answer = ask(knowledge, example, edition);
    if (answer.section === section.id && answer.row === row.id) wins++;
    else problems.push(`${name} (${edition}): ${brief(example)} comes back as ${nameOf(answer)}`);
    if (example.line !== undefined && answer.row === row.id && answer.evidence[0]?.line !== example.line) {
      problems.push(
        `${name} (${edition}): ${brief(example)} is decided by line ${answer.evidence[0]?.line}, not ${example.line}`,
      );
    }
  }
  if (examples.length > 0 && wins === 0) problems.push(`${name} (${edition}): never wins`);
  return problems;
}

function forEdition(examples: readonly Example[], edition: Edition): Example[] {
  return examples.filter((example) => !example.edition || example.edition === edition);
}

function ask(knowledge: Knowledge, example: Example, edition: Edition): Diagnosis {
  return diagnose(read(prepare(example.text), knowledge.facts), { knowledge, edition });
}

function nameOf(answer: Diagnosis): string {
  return answer.row ? `${answer.section}/${answer.row}` : answer.outside ? `outside/${answer.outside.id}` : 'nothing';
}

function brief(example: Example): string {
  const text = JSON.stringify(example.text);
  return text.length > 140 ? `${text.slice(0, 140)}…` : text;
}

/** Examples that need what audit says of them: the row that an audit status points to must be theirs. */
export function lintAuditExamples(knowledge: Knowledge): string[] {
  const problems: string[] = [];
  for (const edition of editions) {
    for (const section of knowledge.tables[edition].sections) {
      for (const row of section.rows) {
        for (const example of forEdition(row.examples, edition)) {
          if (!example.audit) continue;
          const [status, reason] = example.audit.split('/');
          const entry = knowledge.facts.audit.find(
            (fact) =>
              fact.status === status &&
              (fact.reason ?? undefined) === reason &&
              (!fact.editions || fact.editions.includes(edition)),
          );
          const points = entry?.points ?? 'nothing';
          if (points !== `${section.id}/${row.id}`)
            problems.push(`${section.id}/${row.id} (${edition}): audit ${example.audit} points to ${points}`);
        }
      }
    }
  }
  for (const fact of knowledge.facts.audit) {
    const [section, row] = fact.points?.split('/') ?? [];
    const known =
      section &&
      row &&
      (fact.editions ?? editions).some((edition) => findRow(knowledge.tables[edition], { section, row }));
    if (fact.points && !known) problems.push(`audit ${fact.status}: there is no row ${fact.points}`);
  }
  return problems;
}
