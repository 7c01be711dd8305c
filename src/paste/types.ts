/**
 * What was pasted, read. Everything here is already redacted and is plain JSON, so that it can be stored.
 * Lines count from 1 in the paste as given; a reader never renumbers them.
 */

/** Text that is safe to keep: decoded from Slack, every secret replaced by a placeholder, lines as given. */
export interface Prepared {
  text: string;
  /** How many secrets were replaced. */
  redacted: number;
  /** Facts of the tokens that were replaced, in order; the tokens themselves are gone. */
  tokens: TokenFacts[];
}

/** What the payload of a JWT says of itself. Its signature was not checked. Times in ms since 1970. */
export interface TokenFacts {
  line: number;
  issuer: string | null;
  audience: string[];
  zone: string | null;
  application: string | null;
  resources: string[];
  scopes: string[];
  use: string | null;
  issuedAt: number | null;
  expiresAt: number | null;
}

/** One line with ANSI codes and log prefixes taken off. */
export interface Line {
  number: number;
  text: string;
  /** `gateway`, `sts`, … where a Compose prefix or a log field names the container or service. */
  source: string | null;
  /** Line on which the innermost JSON object starts that has a key here: its lines are one message. */
  body?: number;
  /** The lines of the paste that this one was before a terminal broke it. */
  parts?: Part[];
}

/** A line of the paste as a piece of a longer one, which it begins at `at`. */
export interface Part {
  number: number;
  text: string;
  at: number;
}

/** One comparable statement of a parsed structure, e.g. key `error.description`, value `policy denied`. Lower case. */
export interface Fact {
  key: string;
  value: string;
  line: number;
  /** The paste ends, or was shortened, within the value: only its start is known. */
  cut?: true;
}

export interface ServiceState {
  name: string;
  port: number | null;
  ok: boolean;
  /** `200`, `timeout`, `unreachable`, `503 postgres_unreachable`, … as printed. */
  detail: string;
  line: number;
}

export interface ReadinessEvidence {
  kind: 'readiness';
  line: number;
  services: ServiceState[];
}

export interface ErrorEvidence {
  kind: 'error';
  line: number;
  /** HTTP status where the paste shows it. */
  status: number | null;
  error: string | null;
  description: string | null;
  requestId: string | null;
  /** The answer came from the upstream, passed on by the Gateway (it carries X-Caracal-Token-Expires-In). */
  fromUpstream: boolean;
}

/** One row of the audit ledger, or one entry of an explanation's `denied`. */
export interface AuditEvidence {
  kind: 'audit';
  line: number;
  eventType: string;
  decision: string | null;
  status: string | null;
  reasons: string[];
  requestId: string | null;
  zone: string | null;
  occurredAt: number | null;
  ingestedAt: number | null;
  errorKind: string | null;
  upstreamStatus: number | null;
  upstreamHost: string | null;
}

/** A pasted `caracal.toml`, as text, for the strict loader's check. `line` is where its first line stands. */
export interface ProfileEvidence {
  kind: 'profile';
  line: number;
  toml: string;
}

export interface LogEvidence {
  kind: 'log';
  line: number;
  level: string | null;
  service: string | null;
  message: string;
  error: string | null;
  requestId: string | null;
  status: number | null;
}

/** A request that somebody typed: `curl …` to STS, the Gateway, the API or a /ready. */
export interface CommandEvidence {
  kind: 'command';
  line: number;
  /** Which service it goes to, by path, port or the variable's name. */
  to: 'sts' | 'gateway' | 'api' | 'audit' | 'coordinator' | 'unknown';
  url: string | null;
  hasAuthorization: boolean;
  resourceHeader: string | null;
}

export interface StackTraceEvidence {
  kind: 'stack-trace';
  line: number;
  language: 'node' | 'python' | 'go';
  message: string;
  /** A frame of Caracal's SDK is in it. */
  caracal: boolean;
}

export type Evidence =
  | ReadinessEvidence
  | ErrorEvidence
  | AuditEvidence
  | ProfileEvidence
  | LogEvidence
  | CommandEvidence
  | StackTraceEvidence;

/** A request ID as it stands in the paste. */
export interface RequestId {
  value: string;
  line: number;
  /** Called a request ID by a field, header or word beside it; a bare UUID is not. */
  named: boolean;
  /** The Console cuts IDs after 23 characters and writes `…`. */
  truncated: boolean;
  /** Who mints IDs of this shape. */
  shape: 'gateway-or-api' | 'sts' | 'coordinator' | 'trace' | 'other';
}

/** What the paste names of a zone: used to tie it to the stack that the bot can see. Redacted, unique, in order. */
export interface Mentions {
  zones: string[];
  applications: string[];
  resources: string[];
  scopes: string[];
  hosts: string[];
  /** When the paste says that it happened, ms since 1970. */
  times: number[];
}

export interface Paste {
  text: string;
  lines: Line[];
  evidence: Evidence[];
  facts: Fact[];
  requestIds: RequestId[];
  mentions: Mentions;
  tokens: TokenFacts[];
  redacted: number;
  /** Something in it is Caracal's beyond doubt: a name, a header, a path, a port with a Caracal body. */
  caracal: boolean;
}
