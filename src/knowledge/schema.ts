import { z } from 'zod';
import { editions, tiers } from './terms.ts';

export const Edition = z.enum(editions);
export type Edition = z.infer<typeof Edition>;

export const Tier = z.enum(tiers);
export type Tier = z.infer<typeof Tier>;

const SignalBase = {
  /** How probable it is that this row is the first advice when this signal is the strongest one, 0 to 1. */
  confidence: z.number().min(0.05).max(1),
  /** Why this signal points to this row: one clause for the reply, "the Gateway found no Authorization header". */
  why: z.string().min(8),
  /** Only in these editions; both when absent. */
  editions: z.array(Edition).nonempty().optional(),
  /** May the bot speak up unasked on this signal alone? Default true for exact and structure, false for words. */
  unprompted: z.boolean().optional(),
  /** Needs something of Caracal's anywhere in the paste: without it the signal counts for nothing unasked and little asked. */
  near: z.literal('caracal').optional(),
};

/** A pattern over single lines, case-insensitive, in the RE2 dialect. Its longest literal is found by the loader. */
const PatternSignal = z.strictObject({
  ...SignalBase,
  tier: z.enum(['words', 'general', 'exact']),
  pattern: z.string().min(4).max(300),
});
export type PatternSignal = z.infer<typeof PatternSignal>;

/** A fact that a reader took from a parsed structure: key and value compared exactly, lower case. See paste/facts.ts. */
export const FactSignal = z.strictObject({
  ...SignalBase,
  tier: z.literal('structure'),
  fact: z.string(),
  is: z.union([z.string(), z.array(z.string()).nonempty()]),
  /** Further facts that must also be there, anywhere in the paste. */
  with: z.record(z.string(), z.union([z.string(), z.array(z.string()).nonempty()])).optional(),
  /** Facts that must not be there. */
  without: z.record(z.string(), z.union([z.string(), z.array(z.string()).nonempty()])).optional(),
  /**
   * Do the same words in plain text count as an exact message of the product? `always`: they are unmistakable;
   * `near`: only with something of Caracal's in the paste; `never`. Only for error.description, log.message,
   * readiness.reason.
   */
  plain: z.enum(['always', 'near', 'never']).default('near'),
});
export type FactSignal = z.infer<typeof FactSignal>;

/** What somebody describes without a message of any program: of every set one word, or the start of one, is there. */
export const TopicSignal = z.strictObject({
  ...SignalBase,
  tier: z.literal('words'),
  all: z.array(z.array(z.string().min(3)).nonempty()).min(2),
});
export type TopicSignal = z.infer<typeof TopicSignal>;

export const Signal = z.union([FactSignal, PatternSignal, TopicSignal]);
export type Signal = z.infer<typeof Signal>;

/** One text, or one text per edition where the editions differ. */
export const PerEdition = z.union([z.string(), z.partialRecord(Edition, z.string())]);
export type PerEdition = z.infer<typeof PerEdition>;

export const Example = z.strictObject({
  text: z.string().min(4),
  edition: Edition.optional(),
  /** The line of `text` that decides, counted from 1; the quoted line of the reply must be this one. */
  line: z.number().int().positive().optional(),
  /** What audit says of it, where the product prints one text for several causes: `status`, `status/reason`. */
  audit: z.string().optional(),
});
export type Example = z.infer<typeof Example>;

export const Row = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  editions: z.array(Edition).nonempty(),
  /** `section/row` of the other edition that answers the same. */
  twin: z
    .string()
    .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)
    .optional(),
  /** The page's own words for the symptom or the check. */
  symptom: PerEdition,
  /** The page's advice as instructions a person can follow: one step a line, commands in backticks. */
  fix: PerEdition,
  /** What the product really answers where it differs from the page; shown as a note. */
  product: PerEdition.optional(),
  /** The one question that would tell this row from its neighbours when the text cannot. */
  ask: PerEdition.optional(),
  signals: z.array(Signal).default([]),
  examples: z.array(Example).default([]),
});
export type Row = z.infer<typeof Row>;

export const Section = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** Place in the order of boundaries, in which failures are fixed: a lower one first. */
  boundary: z.number().int().nonnegative(),
  title: PerEdition,
  /** Full documentation address with the anchor of this section. */
  docs: PerEdition,
  rows: z.array(Row).nonempty(),
});
export type Section = z.infer<typeof Section>;

/** Caracal's own messages that no row of the page covers, and other products that look like it. */
export const Outside = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** `caracal`: recognised, not on this page. `other`: another product, to be told apart. `healthy`: nothing wrong. */
  of: z.enum(['caracal', 'other', 'healthy']),
  editions: z.array(Edition).nonempty().optional(),
  /** What it is, in one sentence. */
  summary: z.string().min(10),
  /** Where to look instead. */
  look: z.string().min(4),
  signals: z.array(Signal).nonempty(),
  examples: z.array(Example).default([]),
});
export type Outside = z.infer<typeof Outside>;

export const OutsideFile = z.strictObject({ outside: z.array(Outside).nonempty() });

export interface RowRef {
  section: string;
  row: string;
}

/** The rows, sections and outside entries of one edition, ready to be matched. */
export interface Tables {
  edition: Edition;
  sections: readonly Section[];
  outside: readonly Outside[];
}
