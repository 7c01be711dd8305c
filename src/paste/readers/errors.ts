import { regex } from '../../patterns/regex.ts';
import { lineNumbered } from '../lines.ts';
import { type FoundObject, numberOf, type Reader, type Reading, stringOf } from '../reading.ts';
import { patternGroup } from '../scan.ts';
import type { ErrorEvidence } from '../types.ts';
import { type Response, responsesOf } from './http.ts';

/**
 * Error bodies of STS, Gateway, Coordinator and API, the JSON line of `caracal run`, and denials with a reason in
 * parentheses. Source: caracal 2026.06 sections 2.1, 4, 5, 6; 1.0 sections 4 to 7.
 */
export const readErrors: Reader = (reading) => {
  const responses = responsesOf(reading);
  for (const found of reading.objects) {
    const error = errorOf(reading, found, responses);
    if (!error) continue;
    reading.evidence.push(error.evidence);
    const { line } = error.evidence;
    reading.fact('error.description', error.description, line, error.cut && error.reason === null);
    reading.fact('error.reason', error.reason, line, error.cut);
    reading.fact('error.code', error.evidence.error, error.codeLine);
    if (error.evidence.status !== null) reading.fact('http.status', String(error.evidence.status), line);
  }
  readPlainReasons(reading);
  for (const response of responses) addBareResponse(reading, response);
};

interface ReadError {
  evidence: ErrorEvidence;
  description: string | null;
  reason: string | null;
  /** The paste ends within the description. */
  cut: boolean;
  codeLine: number;
}

function errorOf(reading: Reading, found: FoundObject, responses: readonly Response[]): ReadError | null {
  const { value } = found;
  if (stringOf(value, 'msg') && stringOf(value, 'level', 'service')) return null;
  const run = isRunFailure(found);
  const code = run
    ? null
    : (stringOf(value, 'error') ?? (stringOf(value, 'error_description') ? stringOf(value, 'code') : null));
  const full = run ? stringOf(value, 'reason') : stringOf(value, 'error_description');
  if (code === null && full === null) return null;
  if (value.ok === false || value.ready === false) return null;
  if (foreignKeys.some((name) => name in value) && !reading.caracal) return null;
  const key = run ? 'reason' : full === null ? 'error' : 'error_description';
  const line = reading.lineOf(value, key) ?? found.line;
  const shown = full === null ? '' : withoutDots(full);
  const cut = full !== null && (shown !== full || endsLine(reading, line, full));
  const parts = cut ? splitCut(shown) : splitReason(full);
  const response = responseBefore(responses, found.line);
  return {
    description: parts.description,
    reason: parts.reason,
    cut,
    codeLine: reading.lineOf(value, 'error') ?? found.line,
    evidence: {
      kind: 'error',
      line,
      status:
        response?.status ?? numberOf(value, 'status', 'statusCode', 'httpStatus') ?? statusBefore(reading, found.line),
      error: code,
      description: full,
      requestId: stringOf(value, 'requestId', 'request_id'),
      fromUpstream: response?.headers.has('x-caracal-token-expires-in') ?? false,
    },
  };
}

/** Keys that other products' error bodies have and none of Caracal's: Spring's, RFC 9457's, Okta's. */
const foreignKeys = [
  'path',
  'timestamp',
  'trace',
  'errorCode',
  'error_uri',
  'title',
  'instance',
  'success',
  'exception',
];

/** `{"resource":"…","reason":"…"}` on the standard error of `caracal run`. */
function isRunFailure({ value, parent }: FoundObject): boolean {
  return (
    parent === null &&
    stringOf(value, 'resource') !== null &&
    stringOf(value, 'reason') !== null &&
    value.evaluation_status === undefined
  );
}

/** `policy denied (no_active_policy_set) (request_id=…)` → description and reason. */
function splitReason(full: string | null): { description: string | null; reason: string | null } {
  if (full === null) return { description: null, reason: null };
  const open = full.indexOf(' (');
  if (open < 0 || !full.endsWith(')')) return { description: full, reason: null };
  const inside = full.slice(open + 2, full.indexOf(')', open));
  const plain = inside.length > 0 && inside.length < 64 && !inside.includes(' ');
  if (!plain) return { description: full, reason: null };
  return { description: full.slice(0, open), reason: inside.includes('=') ? null : inside };
}

/** A description that was shortened with dots, without them. */
function withoutDots(full: string): string {
  if (full.endsWith('…')) return full.slice(0, -1).trimEnd();
  return full.endsWith('...') ? full.slice(0, -3).trimEnd() : full;
}

/** Nothing follows on its line, not even the closing quote. */
function endsLine(reading: Reading, line: number, full: string): boolean {
  return (lineNumbered(reading.lines, line)?.text ?? '').trimEnd().endsWith(full.trimEnd());
}

/** `policy denied (no_act` → description, and the start of the reason. */
function splitCut(shown: string): { description: string; reason: string | null } {
  const open = shown.indexOf(' (');
  if (open < 0) return { description: shown, reason: null };
  const inside = shown.slice(open + 2);
  return { description: shown.slice(0, open), reason: inside === '' || inside.includes(' ') ? null : inside };
}

function responseBefore(responses: readonly Response[], line: number): Response | null {
  return responses.findLast((response) => response.end < line && line - response.end <= 6) ?? null;
}

const statusNear = regex('(?:^|[^0-9.:])([45]\\d\\d)(?:[^0-9]|$)');

/** `failed: 401 {…}`, `HTTP 403: {…}`: a status on the line, before the brace. */
function statusBefore(reading: Reading, line: number): number | null {
  const text = lineNumbered(reading.lines, line)?.text ?? '';
  const brace = text.indexOf('{');
  if (brace <= 0) return null;
  const match = statusNear.exec(text.slice(Math.max(0, brace - 60), brace));
  return match ? Number(match.groups[1]) : null;
}

const plainReason = patternGroup(['policy denied \\([a-z_]{3,60}\\)']);

function readPlainReasons(reading: Reading): void {
  for (const found of reading.found(plainReason)) {
    const line = reading.lines[found.line];
    if (!line) continue;
    const { start, end } = found.span();
    const part = line.text.slice(start, end);
    reading.fact('error.description', 'policy denied', line.number);
    reading.fact('error.reason', part.slice(part.indexOf('(') + 1, -1), line.number);
  }
}

/** A response without a Caracal body, such as the upstream's own 404. */
function addBareResponse(reading: Reading, response: Response): void {
  const body = reading.evidence.some(
    (item) => item.kind === 'error' && item.line > response.line && item.line <= response.end + 8,
  );
  if (body || response.status < 400) return;
  const passedOn = response.headers.get('x-caracal-token-expires-in');
  reading.evidence.push({
    kind: 'error',
    line: passedOn?.line ?? response.line,
    status: response.status,
    error: null,
    description: null,
    requestId: response.headers.get('x-request-id')?.value ?? null,
    fromUpstream: passedOn !== undefined,
  });
}
