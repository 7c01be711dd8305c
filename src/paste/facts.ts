/**
 * The vocabulary of facts: every key a reader may emit and the signals of the tables may ask for.
 * Values are lower case. A test compares this list with what the tables use.
 */
export const factKeys = {
  'readiness.cause':
    'what the readiness output as a whole means: healthy, stack-down (all unreachable), postgres, redis, sts, foreign-process (404 or HTML on a port), audit-consumer (only audit, Redis back), dead-outbox, evidence-lost, replay-store, audit-backlog, starting, draining, rate-limited, internal, service-down (some unreachable or timeout with no named dependency)',
  'readiness.reason': 'each reason in a detail or a /ready body, e.g. postgres_unreachable',
  'readiness.service': 'each service that is not ready: api, sts, gateway, audit, coordinator, control',
  'error.description':
    'error_description of a Caracal error body, without a parenthesised reason; also the reason of `caracal run`s JSON line and of an SDK error',
  'error.reason':
    'the parenthesised reason of 1.0, e.g. no_active_policy_set in `policy denied (no_active_policy_set)`',
  'error.code': 'error of an error body, e.g. access_denied, request_not_found, invalid_params',
  'http.status': 'status of a response in the paste, e.g. 403',
  'http.from': 'upstream: the answer carries X-Caracal-Token-Expires-In, so it is the upstream that answered',
  'request.to': 'service that a pasted command calls: sts, gateway, api, audit, coordinator',
  'request.path': 'path of a pasted command without its query, lower case',
  'request.sends': 'resource-header: a pasted Gateway command with that header',
  'request.lacks': 'authorization or resource-header: a pasted Gateway command without that header',
  'audit.event': 'event_type of an audit row or event; explanation: the answer to a request for one',
  'audit.decision': 'allow, deny, …',
  'audit.status': 'evaluation_status of the decisive event (never exchange_denied)',
  'audit.reason': 'reason in its diagnostics or metadata',
  'audit.error-kind': 'error_kind of a gateway_resource_request',
  'audit.upstream-status': 'upstream_status of a gateway_resource_request, e.g. 404',
  'audit.list': 'empty: an audit list without a row',
  'audit.lag': 'slow: ingested more than 5 s after it occurred',
  'log.message': 'msg of a log line of a Caracal service',
  'log.error': 'error or cause of that log line',
  'log.service': 'service of that log line, without -bootstrap',
  'file-write.status': 'failed, skipped or written in the result view of guided setup (screen or JSON)',
  'setup.outcome': 'outcome of the result view, lower case',
  'profile.pasted': 'yes: a caracal.toml stands in the paste',
  'trace.language': 'node, python, go: a stack trace with a frame of Caracal in it',
  'token.pasted': 'yes: a JWT with Caracal claims stood in the paste',
} as const;

export type FactKey = keyof typeof factKeys;
