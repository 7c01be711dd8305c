import { z } from 'zod';

/**
 * Answers of the Admin API, both editions: only what is read is named, everything else may come and go.
 * Sources: caracal 2026.06 section 6, 1.0 sections 6 and 7, recorded answers.
 */
const text = z.string().nullish().catch(null);
const list = z.array(z.string()).nullish().catch(null);
const metadata = z.record(z.string(), z.unknown()).nullish().catch(null);
const entries = z.array(z.unknown()).nullish().catch(null);

export const AuditEvent = z.looseObject({
  event_type: z.string(),
  request_id: text,
  decision: text,
  evaluation_status: text,
  manifest_sha: text,
  diagnostics_json: entries,
  metadata_json: metadata,
  occurred_at: text,
  ingested_at: text,
});
export type AuditEvent = z.infer<typeof AuditEvent>;

const Denied = z.looseObject({
  event_id: text,
  event_type: z.string(),
  evaluation_status: text,
  diagnostics: entries,
  metadata: metadata,
  policy_input: z.unknown(),
});

export const Explanation = z.looseObject({
  request_id: z.string(),
  zone_id: z.string(),
  final_decision: z.string(),
  denied: z.array(Denied).default([]),
  events: z.array(AuditEvent).default([]),
});
export type Explanation = z.infer<typeof Explanation>;

/** A list as a bare array, as `rows` (2026.06) or as `items` (1.0). */
function listOf<T extends z.ZodType>(item: T) {
  return z
    .union([
      z.array(item).transform((items) => ({ items, next: null as string | null })),
      z
        .looseObject({ items: z.array(item), next_cursor: text })
        .transform((page) => ({ items: page.items, next: page.next_cursor ?? null })),
      z
        .looseObject({ rows: z.array(item), next_cursor: text })
        .transform((page) => ({ items: page.rows, next: page.next_cursor ?? null })),
    ])
    .describe('list');
}

export interface AuditPage {
  items: AuditEvent[];
  next: string | null;
}

export const Zone = z.looseObject({ id: z.string(), name: text });
export type Zone = z.infer<typeof Zone>;

const PolicySet = z.looseObject({ id: z.string(), name: text, active_version_id: text });
export type PolicySet = z.infer<typeof PolicySet>;

export const Activation = z.looseObject({
  policy_set_id: text,
  active_version_id: text,
  propagation_status: text,
  sts: z.looseObject({ state: text, policy_set_version_id: text }).nullish().catch(null),
});
export type Activation = z.infer<typeof Activation>;

const Operation = z.looseObject({ method: text, path: text, scope: text });
const Resource = z.looseObject({
  id: z.string(),
  identifier: z.string(),
  name: text,
  scopes: list,
  upstream_url: text,
  /** 2026.06: the application whose binding routes this resource. */
  gateway_application_id: z.string().nullish(),
  /** 1.0 */
  operations: z.array(Operation).nullish().catch(null),
  operation_enforcement: text,
  archived_at: text,
});
export type Resource = z.infer<typeof Resource>;

const Application = z.looseObject({ id: z.string(), name: text, expires_at: text, archived_at: text });
export type Application = z.infer<typeof Application>;

/** A session, agent session or authority record, by whatever names its edition gives the fields. */
const SessionRecord = z
  .looseObject({
    id: text,
    agent_session_id: text,
    session_id: text,
    authority_record_id: text,
    application_id: text,
    subject_id: text,
    status: text,
    expires_at: text,
    terminated_at: text,
    revoked_at: text,
    termination_reason: text,
    revoked_reason: text,
  })
  .transform((row) => ({
    id: row.id ?? row.agent_session_id ?? row.session_id ?? row.authority_record_id ?? '',
    application: row.application_id ?? row.subject_id ?? null,
    status: row.status ?? null,
    endedAt: row.revoked_at ?? row.terminated_at ?? null,
    why: row.revoked_reason ?? row.termination_reason ?? null,
  }));
export type SessionRecord = z.infer<typeof SessionRecord>;

export const AuditList = listOf(AuditEvent);
export const PolicySets = listOf(PolicySet);
export const Resources = listOf(Resource);
export const Applications = listOf(Application);
export const Records = listOf(SessionRecord);

/** Every error of the API has a code; what a service answers on /ready has a reason under one of these names. */
export const ErrorBody = z.looseObject({ error: text, reason: text, detail: text, draining: z.boolean().nullish() });
