import { regex } from '../../patterns/regex.ts';
import type { Loose, LooseObject } from '../loose.ts';
import { type FoundObject, numberOf, type Reader, type Reading, stringOf } from '../reading.ts';
import type { AuditEvidence } from '../types.ts';

/**
 * Rows, events and explanations of the audit ledger, as the Admin API and the Console print them.
 * Source: caracal 2026.06 section 6, 1.0 section 6.
 */
export const readAudit: Reader = (reading) => {
  const events = reading.objects.map((found) => eventOf(reading, found)).filter((event) => event !== null);
  events.push(...fromListRows(reading), ...fromLabels(reading));
  for (const event of events) reading.evidence.push(event);
  const decisive = decisiveOf(events);
  if (decisive) addFacts(reading, decisive);
  for (const { value, parent, line } of reading.objects) {
    if (isLate(timeOf(value.occurred_at), timeOf(value.ingested_at))) reading.fact('audit.lag', 'slow', line);
    if (stringOf(value, 'final_decision')) reading.fact('audit.event', 'explanation', line);
    const rows = value.rows ?? value.items;
    if (parent === null && Array.isArray(rows) && rows.length === 0 && 'next_cursor' in value) {
      reading.fact('audit.list', 'empty', line);
    }
  }
};

/** The event that says why: never the generic `exchange_denied`, a denial before a failure behind an allow. */
function decisiveOf(events: readonly AuditEvidence[]): AuditEvidence | null {
  const told = events.filter((event) => event.status !== 'exchange_denied');
  const failed = (event: AuditEvidence): boolean =>
    event.eventType === 'gateway_resource_request' && event.status !== null && event.status !== 'executed';
  return (
    told.find((event) => event.decision === 'deny') ??
    told.find(failed) ??
    told.find((event) => event.upstreamStatus !== null) ??
    told[0] ??
    null
  );
}

function addFacts(reading: Reading, event: AuditEvidence): void {
  const { line } = event;
  reading.fact('audit.event', event.eventType, line);
  reading.fact('audit.decision', event.decision, line);
  reading.fact('audit.status', event.status, line);
  for (const reason of event.reasons) reading.fact('audit.reason', reason, line);
  reading.fact('audit.error-kind', event.errorKind, line);
  if (event.upstreamStatus !== null) reading.fact('audit.upstream-status', String(event.upstreamStatus), line);
}

/** Ingested more than five seconds after it occurred. */
function isLate(occurred: number | null, ingested: number | null): boolean {
  return occurred !== null && ingested !== null && ingested - occurred > 5000;
}

function eventOf(reading: Reading, { value, parent, key, line }: FoundObject): AuditEvidence | null {
  const status = stringOf(value, 'evaluation_status');
  const type = stringOf(value, 'event_type');
  if (!status && !(type && (stringOf(value, 'decision') || stringOf(value, 'occurred_at')))) return null;
  const metadata = objectOf(value.metadata_json) ?? objectOf(value.metadata) ?? {};
  const at = reading.lineOf(value, 'evaluation_status') ?? line;
  const resource = stringOf(metadata, 'resource') ?? stringOf(value, 'resource');
  if (resource) reading.mentions.resources.push(resource);
  return {
    kind: 'audit',
    line: at,
    eventType: type ?? 'unknown',
    decision: stringOf(value, 'decision') ?? (key === 'denied' ? 'deny' : null),
    status,
    reasons: reasonsOf(value, metadata),
    requestId: stringOf(value, 'request_id') ?? (parent ? stringOf(parent, 'request_id') : null),
    zone: stringOf(value, 'zone_id') ?? (parent ? stringOf(parent, 'zone_id') : null),
    occurredAt: timeOf(value.occurred_at),
    ingestedAt: timeOf(value.ingested_at),
    errorKind: stringOf(metadata, 'error_kind') ?? stringOf(value, 'error_kind'),
    upstreamStatus: numberOf(metadata, 'upstream_status') ?? numberOf(value, 'upstream_status'),
    upstreamHost: stringOf(metadata, 'upstream_host') ?? stringOf(value, 'upstream_host'),
  };
}

function reasonsOf(value: LooseObject, metadata: LooseObject): string[] {
  const diagnostics = [value.diagnostics_json, value.diagnostics].flat();
  const reasons = diagnostics.map((entry) =>
    objectOf(entry) ? stringOf(objectOf(entry) as LooseObject, 'reason') : null,
  );
  const manifest = stringOf(value, 'manifest_sha') === 'no_active_policy_set' ? 'no_active_policy_set' : null;
  return [...new Set([...reasons, manifest, stringOf(metadata, 'reason')].filter((reason) => reason !== null))];
}

const types = ['token_exchange', 'gateway_resource_request', 'replay_detected', 'jti_collision'];

/** A row of the Console's list or of a table: event type, decision and status as words of one line. */
function fromListRows(reading: Reading): AuditEvidence[] {
  const rows: AuditEvidence[] = [];
  reading.lines.forEach((line, index) => {
    if (reading.structured.has(index) || line.text.length > 400) return;
    const type = types.find((candidate) => line.text.includes(candidate));
    if (!type) return;
    const words = line.text.split(' ').filter((word) => word !== '' && word !== '│' && word !== '|');
    const at = words.indexOf(type);
    const decision = words[at + 1];
    if (decision !== 'allow' && decision !== 'deny' && decision !== 'partial') return;
    rows.push({ ...bare(line.number, type), decision, status: words[at + 2] ?? null });
  });
  return rows;
}

const labels = [
  'evaluation status',
  'evaluation_status',
  'error kind',
  'error_kind',
  'upstream status',
  'upstream_status',
  'final decision',
  'final_decision',
  'reason',
  'diagnostics',
];

/** A detail page of the Console, or `key: value` lines: `Evaluation Status   scope_mismatch`. */
function fromLabels(reading: Reading): AuditEvidence[] {
  let event: AuditEvidence | null = null;
  reading.lines.forEach((line, index) => {
    if (reading.structured.has(index) || line.text.length > 300) return;
    const text = line.text.trim();
    const lower = text.toLowerCase();
    const label = labels.find((candidate) => lower.startsWith(candidate));
    const value = label ? afterLabel(text, label) : null;
    const told = label && value ? [{ label, value }] : inSentence(lower);
    if (told.length === 0) return;
    event ??= bare(line.number, 'unknown');
    for (const field of told) setField(event, field, line.number);
  });
  return event ? [event] : [];
}

interface Field {
  label: string;
  value: string;
}

function setField(event: AuditEvidence, { label, value }: Field, line: number): void {
  if (label.startsWith('evaluation')) Object.assign(event, { status: value, line });
  else if (label.startsWith('error')) event.errorKind = value;
  else if (label.startsWith('final')) event.decision = value;
  else if (label === 'reason' || label === 'diagnostics') event.reasons.push(value);
  else event.upstreamStatus = Number(value) || null;
}

/** Fields of audit, and of nothing else, as somebody writes them into a sentence or a logger on one line. */
const spokenLabels = ['evaluation_status', 'error_kind', 'upstream_status'];
const assigned = regex('^["\'`]?\\s{0,2}[:=]\\s{0,2}["\'`]?([a-z0-9_]{3,60})');

function inSentence(lower: string): Field[] {
  return spokenLabels.flatMap((label) => {
    const at = lower.indexOf(label);
    const match = at < 0 ? null : assigned.exec(lower.slice(at + label.length, at + label.length + 80));
    return match ? [{ label, value: match.groups[1] as string }] : [];
  });
}

function afterLabel(text: string, label: string): string | null {
  const rest = text.slice(label.length).trimStart();
  const value = (rest[0] === ':' || rest[0] === '=' ? rest.slice(1) : rest).trim();
  return value !== '' && !value.includes(' ') && value.length < 60 ? value : null;
}

function bare(line: number, eventType: string): AuditEvidence {
  return {
    kind: 'audit',
    line,
    eventType,
    decision: null,
    status: null,
    reasons: [],
    requestId: null,
    zone: null,
    occurredAt: null,
    ingestedAt: null,
    errorKind: null,
    upstreamStatus: null,
    upstreamHost: null,
  };
}

function objectOf(value: Loose | undefined): LooseObject | null {
  return value !== null && value !== undefined && typeof value === 'object' && !Array.isArray(value) ? value : null;
}

function timeOf(value: Loose | undefined): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
