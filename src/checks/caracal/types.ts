import type {
  Activation,
  Application,
  AuditPage,
  Explanation,
  PolicySet,
  Resource,
  SessionRecord,
  Zone,
} from './shapes.ts';

/** Why there is no answer. Each says in `sentence` what to do, with the exact setting where one helps. */
export type Failure =
  | 'not-found'
  | 'unauthorized'
  | 'forbidden'
  | 'rate-limited'
  | 'timeout'
  | 'unreachable'
  | 'garbage'
  | 'server-error'
  | 'too-large'
  | 'redirect';

export interface Failed {
  ok: false;
  kind: Failure;
  /** What the API calls it, e.g. `request_not_found`; null where it says nothing. */
  code: string | null;
  sentence: string;
}

export type Result<T> = { ok: true; value: T } | Failed;

export type ReadyService = 'api' | 'sts' | 'gateway';

/** What a service says of itself on /ready. */
export interface Readiness {
  service: ReadyService;
  ready: boolean;
  status: number;
  reason: string | null;
}

/** A look at one zone through the Admin API. It can only read, and only what stands here. Nothing throws. */
export interface Caracal {
  zoneId: string;
  /** What its /ready can be asked of: the API always, STS and Gateway where their addresses are configured. */
  services: readonly ReadyService[];
  zone(signal: AbortSignal): Promise<Result<Zone>>;
  /** Newest first; `cursor` goes on where a page ended. */
  audit(signal: AbortSignal, query?: { decision?: 'deny'; cursor?: string }): Promise<Result<AuditPage>>;
  explain(requestId: string, signal: AbortSignal): Promise<Result<Explanation>>;
  byRequest(requestId: string, signal: AbortSignal): Promise<Result<AuditPage>>;
  policySets(signal: AbortSignal): Promise<Result<PolicySet[]>>;
  activation(policySet: string, signal: AbortSignal): Promise<Result<Activation>>;
  resources(signal: AbortSignal): Promise<Result<Resource[]>>;
  applications(signal: AbortSignal): Promise<Result<Application[]>>;
  /** Edition 2026.06. */
  agentSessions(signal: AbortSignal): Promise<Result<SessionRecord[]>>;
  /** Authority records in 2026.06, sessions in 1.0. */
  sessions(signal: AbortSignal): Promise<Result<SessionRecord[]>>;
  /** Edition 1.0. */
  authorityRecords(signal: AbortSignal): Promise<Result<SessionRecord[]>>;
  ready(service: ReadyService, signal: AbortSignal): Promise<Result<Readiness>>;
}
