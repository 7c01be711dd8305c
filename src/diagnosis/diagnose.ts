import { findRow, type Knowledge, text } from '../knowledge/load.ts';
import type { Edition, Tables } from '../knowledge/schema.ts';
import { lineNumbered } from '../paste/lines.ts';
import type { Paste } from '../paste/types.ts';
import { checklistOf } from './checklist.ts';
import { chooseEdition, type EditionChoice } from './edition.ts';
import { quotesOf } from './evidence.ts';
import { isOnlyRequestId, kindOf } from './kind.ts';
import { buildMatcher, type Matcher } from './matcher.ts';
import { type Candidate, rank, speaksUp } from './rank.ts';
import { type Readiness, readinessFacts, readinessOf } from './readiness.ts';
import type { Alternative, Diagnosis } from './types.ts';

export interface DiagnoseOptions {
  knowledge: Knowledge;
  edition: Edition | 'auto';
}

const matchers = new WeakMap<Knowledge, Matcher>();

/**
 * Which row of the troubleshooting tables a paste is, how sure, and on what evidence. Pure; never throws for a text.
 * @param paste a read paste
 * @returns section and row null where nothing was recognised, or something that no row covers (then `outside` is set)
 */
export function diagnose(paste: Paste, options: DiagnoseOptions): Diagnosis {
  const { knowledge } = options;
  let matcher = matchers.get(knowledge);
  if (!matcher) {
    matcher = buildMatcher(knowledge);
    matchers.set(knowledge, matcher);
  }
  const readiness = readinessOf(paste, knowledge.facts);
  const matches = matcher.match(paste, readinessFacts(readiness));
  const choice = chooseEdition(paste, matches, options.edition);
  const candidates = rank(matches.hits, choice.edition, paste);
  const start = startOf(paste, choice, candidates);
  const top = candidates[0];
  if (isOnlyRequestId(paste) && (!top || top.best.tier === 'words')) return requestIdAlone(start, paste, knowledge);
  if (!top)
    return paste.requestIds.some((id) => id.named) && paste.caracal ? requestIdAlone(start, paste, knowledge) : start;
  if ('outside' in top.owner) return outsideAnswer(start, top, candidates, knowledge.tables[choice.edition], paste);
  return rowAnswer({ start, top, candidates, choice, readiness, knowledge, paste });
}

function startOf(paste: Paste, choice: EditionChoice, candidates: readonly Candidate[]): Diagnosis {
  return {
    kind: kindOf(paste, candidates[0] ?? null),
    edition: choice.edition,
    editionWhy: choice.why,
    answered: false,
    silence: 'chatter',
    section: null,
    row: null,
    confidence: 0,
    tier: null,
    summary: 'Nothing in this text is in the troubleshooting tables of Caracal.',
    evidence: [],
    alternatives: [],
    requestIds: paste.requestIds.map((id) => id.value),
    checklist: [],
    diagnostic: null,
    redacted: paste.redacted,
    docs: null,
    outside: null,
    question: null,
    notes: [],
    findings: [],
    mentions: paste.mentions,
  };
}

const requestIdRow = { section: 'sts-403', row: 'audit-request-id' };

function requestIdAlone(start: Diagnosis, paste: Paste, knowledge: Knowledge): Diagnosis {
  const tables = knowledge.tables[start.edition];
  const found = findRow(tables, requestIdRow);
  const id = paste.requestIds[0];
  if (!found || !id) return start;
  return {
    ...start,
    kind: isOnlyRequestId(paste) ? 'request-id' : start.kind,
    ...requestIdRow,
    silence: 'request-id-only',
    confidence: id.named ? 0.9 : 0.7,
    tier: 'exact',
    summary: 'A request ID: only audit can say what was decided about it.',
    evidence: [
      {
        line: id.line,
        quote: (lineNumbered(paste.lines, id.line)?.text ?? id.value).trim().slice(0, 300),
        why: 'this is the shape of a request ID',
      },
    ],
    checklist: checklistOf(tables, [requestIdRow]),
    docs: text(found.section.docs, start.edition),
  };
}

function outsideAnswer(
  start: Diagnosis,
  top: Candidate,
  candidates: readonly Candidate[],
  tables: Tables,
  paste: Paste,
): Diagnosis {
  const id = 'outside' in top.owner ? top.owner.outside : '';
  const entry = tables.outside.find((candidate) => candidate.id === id);
  if (!entry) return start;
  const silence = { caracal: 'outside', other: 'other-product', healthy: 'healthy' } as const;
  return {
    ...start,
    silence: silence[entry.of],
    confidence: top.best.confidence,
    tier: top.best.tier,
    summary: entry.summary,
    outside: { id: entry.id, of: entry.of, look: entry.look },
    alternatives: alternativesOf(candidates.slice(1)),
    evidence: quotesOf(top, paste.lines),
  };
}

interface RowInput {
  start: Diagnosis;
  top: Candidate;
  candidates: Candidate[];
  choice: EditionChoice;
  readiness: Readiness | null;
  knowledge: Knowledge;
  paste: Paste;
}

function rowAnswer(input: RowInput): Diagnosis {
  const { start, top, candidates, knowledge, paste, readiness } = input;
  if (!('section' in top.owner)) return start;
  const ref = { section: top.owner.section, row: top.owner.row };
  const own = findRow(knowledge.tables[start.edition], ref);
  const tables = own ? knowledge.tables[start.edition] : knowledge.tables[otherOf(start.edition)];
  const found = own ?? findRow(tables, ref);
  if (!found) return start;
  const { edition } = tables;
  const summary =
    ref.section === 'readiness' && readiness && readiness.cause !== 'healthy'
      ? readiness.summary
      : `${text(found.row.symptom, edition)}: ${top.best.entry.signal.why}`;
  const ask = text(found.row.ask, edition);
  const product = text(found.row.product, edition);
  const answered = speaksUp(top, paste);
  const notes = product === '' ? [] : [product];
  if (!own) notes.unshift(`This row is on the page of edition ${edition}; the bot is set to ${start.edition}.`);
  return {
    ...start,
    ...ref,
    answered,
    silence: answered ? null : 'unsure',
    confidence: top.best.confidence,
    tier: top.best.tier,
    summary,
    evidence: quotesOf(top, paste.lines),
    alternatives: alternativesOf(candidates.slice(1)),
    checklist: checklistOf(tables, rowsFound(ref, candidates), readiness),
    docs: text(found.section.docs, edition),
    question: ask !== '' && top.best.confidence < 0.7 ? ask : null,
    notes,
  };
}

function rowsFound(
  first: { section: string; row: string },
  candidates: readonly Candidate[],
): { section: string; row: string }[] {
  const rows = candidates.flatMap((candidate) =>
    'section' in candidate.owner && candidate.best.tier !== 'words'
      ? [{ section: candidate.owner.section, row: candidate.owner.row }]
      : [],
  );
  return [first, ...rows.filter((row) => row.section !== first.section || row.row !== first.row)];
}

function alternativesOf(candidates: readonly Candidate[]): Alternative[] {
  const alternatives: Alternative[] = [];
  for (const candidate of candidates) {
    if (!('section' in candidate.owner) || alternatives.length >= 3) continue;
    const { section, row } = candidate.owner;
    alternatives.push({ section, row, confidence: round(candidate.best.confidence * 0.5) });
  }
  return alternatives;
}

function otherOf(edition: Edition): Edition {
  return edition === '1.0' ? '2026.06' : '1.0';
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
