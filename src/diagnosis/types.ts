import type { Edition, RowRef, Tier } from '../knowledge/schema.ts';
import type { Mentions } from '../paste/types.ts';

export type Kind = 'readiness' | 'error' | 'request-id' | 'profile' | 'question' | 'unknown';
export type State = 'confirmed' | 'ruled-out' | 'unverified';

/** A redacted part of the line that decided. `line` counts from 1 in the paste as given. */
export interface Quote {
  line: number;
  quote: string;
  why: string;
}

export interface Alternative extends RowRef {
  confidence: number;
}

export interface ChecklistItem extends RowRef {
  symptom: string;
  fix: string;
  state: State;
  detail: string | null;
}

/** One answer of one check about one row. `unknown` says why in `detail`; it is small print, never an error. */
export interface Finding extends RowRef {
  check: string;
  state: 'confirmed' | 'ruled-out' | 'unknown';
  detail: string;
}

/** What audit says of a request, read from its explanation. */
export interface Diagnostic {
  requestId: string;
  zone: string;
  zoneName: string | null;
  /** `allow`, `deny`, `unknown`; `not-found` where audit has nothing; `unavailable` where it did not answer. */
  decision: 'allow' | 'deny' | 'unknown' | 'not-found' | 'unavailable';
  /** The decisive event's status, e.g. `scope_mismatch`; null where there is none. */
  status: string | null;
  reasons: string[];
  /** One sentence in plain words. */
  summary: string;
  /** What to do, where audit could not be asked. */
  advice: string | null;
  /** The row it points to, by the mapping in caracal/2026.06.md section 6.1. */
  points: RowRef | null;
  resource: string | null;
  application: string | null;
  scopes: string[];
  events: { type: string; decision: string; status: string; at: string }[];
  /** ingested - occurred of the decisive event, in ms. */
  lagMs: number | null;
  /** The policy input of the decisive event, redacted, for those who may see the zone. */
  policyInput: unknown;
}

/** The answer. Plain JSON: `reply/` renders it, `work/` keeps it. The CLI prints the fields of INTERFACE section 3. */
export interface Diagnosis {
  kind: Kind;
  edition: Edition;
  /** How the edition was chosen: configured, or read from the paste on this evidence. */
  editionWhy: string;
  answered: boolean;
  /** Why the bot would stay silent, a bounded label for the metrics; null when answered. */
  silence: 'chatter' | 'healthy' | 'other-product' | 'outside' | 'request-id-only' | 'unsure' | null;
  section: string | null;
  row: string | null;
  confidence: number;
  tier: Tier | 'finding' | null;
  summary: string;
  evidence: Quote[];
  alternatives: Alternative[];
  requestIds: string[];
  checklist: ChecklistItem[];
  diagnostic: Diagnostic | null;
  redacted: number;
  docs: string | null;
  /** Recognised, but not on the page: id of the outside entry, what it is of, and where to look. */
  outside: { id: string; of: 'caracal' | 'other' | 'healthy'; look: string } | null;
  /** The one question that would decide, where the text cannot. */
  question: string | null;
  /** Small print: where page and product differ, what a check could not do, which stack was looked at. */
  notes: string[];
  findings: Finding[];
  mentions: Mentions;
}
