import { replyWords } from '../../src/reply/words/reply.ts';
import type { ReplyRecord } from '../../src/work/types.ts';
import { at, diagnosis, diagnostic, itemsOf, REQUEST, record, requestId, unknown } from './fixtures.ts';

const sts = itemsOf('sts-403');
const profile = itemsOf('profile');

const confirmed = diagnosis({
  row: 'scopes',
  confidence: 0.98,
  tier: 'finding',
  summary: 'Scopes: the policy does not cover the scope data:write',
  requestIds: [REQUEST],
  diagnostic: diagnostic(),
  redacted: 2,
  notes: ['Looked at zone staging.', 'A check of Docker was not possible: permission denied.'],
  checklist: [
    { ...sts[2]!, state: 'confirmed', detail: 'audit says scope_mismatch' },
    sts[1]!,
    { ...sts[0]!, state: 'ruled-out', detail: 'a policy set is active' },
    sts[3]!,
  ],
});

/** One record for each kind of reply. */
export const kinds: Record<string, ReplyRecord> = {
  answered: record(),
  'answered-when-asked': record({ asked: true }),
  'answered-confirmed': record({ diagnosis: confirmed }),
  'answered-ticked': record({
    diagnosis: confirmed,
    revision: 4,
    ticks: { 'sts-403/scopes': { by: 'U1ASKER', at: at(3) }, 'sts-403/resource-id': { by: 'U2OTHER', at: at(5) } },
  }),
  'answered-in-powershell': record({
    prepared: {
      text: 'PS C:\\work> caracal run -- python agent.py\nx runtime config not found',
      redacted: 0,
      tokens: [],
    },
    diagnosis: diagnosis({
      section: 'profile',
      row: 'config-missing',
      summary: 'CARACAL_CONFIG is missing: no profile was found',
      checklist: profile,
      alternatives: [],
      question: 'What does `echo $CARACAL_CONFIG` print?',
      confidence: 0.45,
    }),
  }),
  changed: record({
    diagnosis: confirmed,
    changes: ['Audit answered: The policy does not cover the scope data:write.'],
    audit: { asked: 2, nextAt: null },
    revision: 3,
  }),
  unknown: record({ asked: true, diagnosis: unknown() }),
  healthy: record({
    asked: true,
    diagnosis: {
      ...unknown(),
      kind: 'readiness',
      silence: 'healthy',
      summary: 'Every service is ready.',
      outside: { id: 'all-ready', of: 'healthy', look: 'make the first protected call.' },
    },
  }),
  'other-product': record({
    asked: true,
    diagnosis: {
      ...unknown(),
      silence: 'other-product',
      summary: 'An error of AWS STS.',
      outside: { id: 'aws-sts', of: 'other', look: 'the documentation of AWS.' },
      evidence: [
        { line: 1, quote: 'An error occurred (AccessDenied) when calling AssumeRole', why: 'AWS writes this' },
      ],
    },
  }),
  outside: record({
    asked: true,
    diagnosis: {
      ...unknown(),
      kind: 'error',
      silence: 'outside',
      summary: 'The rate limit of the API was reached.',
      outside: { id: 'rate-limit', of: 'caracal', look: 'wait for the time that Retry-After names.' },
    },
  }),
  'request-found': record({
    asked: true,
    diagnosis: requestId({ diagnostic: diagnostic(), summary: diagnostic().summary }),
  }),
  'request-not-found': record({
    asked: true,
    diagnosis: requestId({
      diagnostic: diagnostic({
        decision: 'not-found',
        status: null,
        reasons: [],
        summary: 'Audit of zone staging has no event with this request ID.',
        advice: 'Check that the ID is complete and that it is from zone staging.',
        points: null,
        resource: null,
        application: null,
        scopes: [],
        events: [],
        lagMs: null,
        policyInput: null,
      }),
    }),
    audit: { asked: 0, nextAt: at(0.1) },
  }),
  'request-unavailable': record({
    asked: true,
    diagnosis: requestId({
      diagnostic: diagnostic({
        decision: 'unavailable',
        status: null,
        reasons: [],
        summary: 'The Admin API did not answer within 1.5 s.',
        advice: 'Check that http://localhost:3000 is up.',
        points: null,
        events: [],
        scopes: [],
        lagMs: null,
        policyInput: null,
      }),
    }),
    audit: { asked: 4, nextAt: null },
  }),
  'request-allowed': record({
    asked: true,
    diagnosis: requestId({
      notes: ['A check had nothing to add.'],
      diagnostic: diagnostic({
        decision: 'allow',
        status: 'executed',
        reasons: ['200'],
        summary: 'The call was allowed and the upstream answered.',
        advice: null,
        points: null,
        policyInput: null,
      }),
    }),
  }),
  'request-denied-elsewhere': record({
    asked: true,
    diagnosis: requestId({
      diagnostic: diagnostic({
        status: 'rate_limited',
        reasons: [],
        summary: 'STS limits how often it may be asked.',
        advice: 'Wait a minute, then try again.',
        points: null,
        policyInput: null,
      }),
    }),
  }),
  'request-on-its-way': record({ asked: true, diagnosis: requestId(), audit: { asked: 0, nextAt: at(0.1) } }),
  'request-no-zone': record({ asked: true, diagnosis: requestId({ notes: [replyWords.audit.closed.nowhere] }) }),
  'request-closed-channel': record({ asked: true, diagnosis: requestId({ notes: [replyWords.audit.closed.channel] }) }),
  'request-closed-person': record({ asked: true, diagnosis: requestId({ notes: [replyWords.audit.closed.person] }) }),
  solved: record({ folded: 'solved', solved: { by: 'U1ASKER', at: at(12) }, revision: 2 }),
  'solved-by-another': record({ folded: 'solved', solved: { by: 'U2OTHER', at: at(190) }, revision: 2 }),
  'edited-into-talk': record({ folded: 'edited-into-talk' }),
  deleted: record({ folded: 'deleted' }),
  stopped: record({ folded: 'stopped' }),
  'same-failure': record({ folded: 'same', same: { link: 'https://example.slack.com/archives/C1/p1' }, asked: false }),
  'chosen-row': record({ chosen: { section: 'profile', row: 'config-missing', by: 'U2OTHER' }, revision: 2 }),
  'chosen-none': record({ chosen: { none: true, by: 'U1ASKER' }, revision: 2 }),
};
