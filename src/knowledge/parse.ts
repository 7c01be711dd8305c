import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, TomlError } from 'smol-toml';
import type { z } from 'zod';
import { KnowledgeError } from './error.ts';
import { AuditFile, EditionsFile, ReadinessFile, ServicesFile } from './facts.ts';
import { type Outside, OutsideFile, Section } from './schema.ts';
import type { BuiltIn } from './snapshot.ts';

/**
 * Reads and checks the built-in tables and facts.
 * @param tables folder with one TOML file a section, and outside.toml
 * @param facts folder with the facts
 * @throws KnowledgeError with file and key
 */
export function parseBuiltIn(tables: string, facts: string): BuiltIn {
  const sections: Section[] = [];
  const outside: Outside[] = [];
  for (const file of readdirSync(tables)
    .filter((name) => name.endsWith('.toml'))
    .sort()) {
    const full = path.join(tables, file);
    if (file === 'outside.toml') outside.push(...readToml(full, OutsideFile).outside);
    else sections.push(readToml(full, Section));
  }
  return {
    sections,
    outside,
    services: readToml(path.join(facts, 'services.toml'), ServicesFile).services,
    readiness: readToml(path.join(facts, 'readiness.toml'), ReadinessFile).readiness,
    audit: readToml(path.join(facts, 'audit.toml'), AuditFile).audit,
    clues: readToml(path.join(facts, 'editions.toml'), EditionsFile).clue,
  };
}

/** One section file of a team's own. */
export function parseSection(file: string): Section {
  return readToml(file, Section);
}

function readToml<T extends z.ZodType>(file: string, schema: T): z.infer<T> {
  let document: unknown;
  try {
    document = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const where = error instanceof TomlError ? ` line ${error.line}` : '';
    throw new KnowledgeError(`${file}${where}: ${String((error as Error).message).split('\n')[0]}`);
  }
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
  throw new KnowledgeError(`${file}: ${problems.join('; ')}`);
}
