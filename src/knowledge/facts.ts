import { z } from 'zod';
import { Edition } from './schema.ts';

/** The services of the stack. Source: caracal/2026.06.md sections 1.1, 1.3 and 7. */
export const Service = z.strictObject({
  name: z.string(),
  port: z.number().int(),
  /** Listed by `caracal status`; postgres, redis and the one-shots are not. */
  probed: z.boolean(),
  /** Compose waits for these before it starts this one. */
  waits_for: z.array(z.string()).default([]),
});
export type Service = z.infer<typeof Service>;

/** What a service answers on /ready when it is not. */
export const ReadinessReason = z.strictObject({
  reason: z.string(),
  /** The fault behind it: a dependency, or what to do about it. */
  cause: z.enum([
    'postgres',
    'redis',
    'sts',
    'audit-backlog',
    'audit-consumer',
    'replay-store',
    'evidence-lost',
    'dead-outbox',
    'starting',
    'rate-limited',
    'internal',
    'configuration',
  ]),
  /** "cannot reach PostgreSQL", to stand after a service's name. */
  words: z.string(),
});
export type ReadinessReason = z.infer<typeof ReadinessReason>;

/** What an audit event's evaluation_status, or the reason in its diagnostics, means. Section 6.1 there, 6.3 of 1.0. */
export const AuditStatus = z.strictObject({
  status: z.string(),
  /** Diagnostics reason, metadata.reason, or error_kind; absent: any. */
  reason: z.string().optional(),
  editions: z.array(Edition).nonempty().optional(),
  /** `section/row`, or absent where no row of the page fits. */
  points: z.string().optional(),
  /** Plain words for what happened, a whole sentence. */
  words: z.string(),
  /** What to do, an imperative sentence. */
  remedy: z.string(),
});
export type AuditStatus = z.infer<typeof AuditStatus>;

/** What only one edition prints. */
export const Clue = z.strictObject({
  edition: Edition,
  pattern: z.string().min(4),
  /** What it is, to stand after "read from". */
  why: z.string(),
  /** 2 decides alone, 1 is a hint. */
  weight: z.number().int().min(1).max(2),
});
export type Clue = z.infer<typeof Clue>;

export const EditionsFile = z.strictObject({ clue: z.array(Clue).nonempty() });
export const ServicesFile = z.strictObject({ services: z.array(Service).nonempty() });
export const ReadinessFile = z.strictObject({ readiness: z.array(ReadinessReason).nonempty() });
export const AuditFile = z.strictObject({ audit: z.array(AuditStatus).nonempty() });

/** The facts about the product that are no row of a table. */
export interface Facts {
  services: readonly Service[];
  readiness: readonly ReadinessReason[];
  audit: readonly AuditStatus[];
  clues: readonly Clue[];
  /** Literals that the signals of all rows need: where a long text is worth reading. */
  landmarks: readonly string[];
}
