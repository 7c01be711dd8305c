import type { ChecklistItem, Diagnosis, Diagnostic } from '../../src/diagnosis/types.ts';
import type { Knowledge } from '../../src/knowledge/load.ts';
import type { Edition, Section, Tables } from '../../src/knowledge/schema.ts';
import type { ReplyRecord } from '../../src/work/types.ts';

/** Small tables of their own: a change of the real ones must not change what is tested here. */
const row = (id: string, symptom: string, fix: string) => ({
  id,
  editions: ['2026.06', '1.0'] as [Edition, ...Edition[]],
  symptom,
  fix,
  signals: [],
  examples: [],
});

const docs = 'https://docs.caracal.run/get-started/first-run-troubleshooting/';

const sections: Section[] = [
  {
    id: 'readiness',
    boundary: 10,
    title: 'Readiness failures',
    docs: `${docs}#readiness-failures`,
    rows: [
      row(
        'service-not-ready',
        'A service is not ready',
        'Wait for the dependency.\nRun `caracal status --ready --json`.',
      ),
    ],
  },
  {
    id: 'profile',
    boundary: 30,
    title: 'Profile issues',
    docs: `${docs}#profile-issues`,
    rows: [
      row(
        'config-missing',
        'CARACAL_CONFIG is missing',
        'Set `CARACAL_CONFIG` to the profile path.\nLinux and macOS: `export CARACAL_CONFIG=/path/to/caracal.toml`\nWindows PowerShell: `$env:CARACAL_CONFIG = "C:\\path\\to\\caracal.toml"`\nRerun the command.',
      ),
    ],
  },
  {
    id: 'sts-403',
    boundary: 50,
    title: 'STS 403',
    docs: `${docs}#sts-403`,
    rows: [
      row('active-policy-set', 'Active policy set', 'Activate the starter policy set that guided setup made.'),
      row('resource-id', 'Resource ID', 'Use the resource ID from the result view.'),
      row('scopes', 'Scopes', 'Request only scopes covered by the starter policy.'),
      row('audit-request-id', 'Audit request ID', 'Open Console audit or explain with the request ID.'),
    ],
  },
];

const tables = (edition: Edition): Tables => ({ edition, sections, outside: [] });

export const knowledge: Knowledge = {
  tables: { '2026.06': tables('2026.06'), '1.0': tables('1.0') },
  facts: {
    services: [],
    readiness: [],
    audit: [
      {
        status: 'scope_mismatch',
        points: 'sts-403/scopes',
        words: 'The policy does not cover a scope.',
        remedy: 'Ask only for scopes that the resource has.',
      },
    ],
    clues: [],
    landmarks: [],
  },
};

export function itemsOf(sectionId: string): ChecklistItem[] {
  const section = sections.find(({ id }) => id === sectionId)!;
  return section.rows.map(({ id, symptom, fix }) => ({
    section: sectionId,
    row: id,
    symptom: symptom as string,
    fix: fix as string,
    state: 'unverified',
    detail: null,
  }));
}

/** An STS 403 that the text cannot tell apart any further. */
export function diagnosis(more: Partial<Diagnosis> = {}): Diagnosis {
  return {
    kind: 'error',
    edition: '2026.06',
    editionWhy: 'configured',
    answered: true,
    silence: null,
    section: 'sts-403',
    row: 'active-policy-set',
    confidence: 0.71,
    tier: 'structure',
    summary: 'Active policy set: STS says `policy denied`',
    evidence: [
      { line: 3, quote: '{"error":"access_denied","error_description":"policy denied"}', why: 'STS denied by policy' },
    ],
    alternatives: [{ section: 'sts-403', row: 'scopes', confidence: 0.2 }],
    requestIds: [],
    checklist: itemsOf('sts-403'),
    diagnostic: null,
    redacted: 0,
    docs: `${docs}#sts-403`,
    outside: null,
    question: null,
    notes: [],
    findings: [],
    mentions: { zones: [], applications: [], resources: [], scopes: [], hosts: [], times: [] },
    ...more,
  };
}

export const REQUEST = '019ef3d1-b378-70c6-a6a3-a4506513270e';

export function diagnostic(more: Partial<Diagnostic> = {}): Diagnostic {
  return {
    requestId: REQUEST,
    zone: '019ef3c2-2318-726b-b2a7-4de452e6b438',
    zoneName: 'staging',
    decision: 'deny',
    status: 'scope_mismatch',
    reasons: ['scope_not_granted'],
    summary: 'The policy does not cover the scope data:write.',
    advice: null,
    points: { section: 'sts-403', row: 'scopes' },
    resource: 'resource://demo',
    application: '019ef3d1-0000-70c6-a6a3-a4506513270e',
    scopes: ['data:read', 'data:write'],
    events: [
      { type: 'token_exchange', decision: 'deny', status: 'scope_mismatch', at: '2026-06-25T09:12:01.250Z' },
      { type: 'exchange_denied', decision: 'deny', status: 'exchange_denied', at: '2026-06-25T09:12:01.260Z' },
    ],
    lagMs: 840,
    policyInput: { subject: { application: '019ef3d1' }, scopes: ['data:write'] },
    ...more,
  };
}

export const unknown = (): Diagnosis =>
  diagnosis({
    kind: 'unknown',
    answered: false,
    silence: 'chatter',
    section: null,
    row: null,
    confidence: 0,
    tier: null,
    summary: 'Nothing in this text is in the troubleshooting tables of Caracal.',
    evidence: [],
    alternatives: [],
    checklist: [],
    docs: null,
  });

export const requestId = (more: Partial<Diagnosis> = {}): Diagnosis =>
  diagnosis({
    kind: 'request-id',
    row: 'audit-request-id',
    silence: 'request-id-only',
    answered: false,
    tier: 'exact',
    summary: 'A request ID: only audit can say what was decided about it.',
    evidence: [{ line: 1, quote: REQUEST, why: 'this is the shape of a request ID' }],
    alternatives: [],
    requestIds: [REQUEST],
    checklist: [itemsOf('sts-403')[3]!, ...itemsOf('sts-403').slice(0, 3)],
    ...more,
  });

const CREATED = Date.UTC(2026, 5, 25, 9, 12, 5);

export function record(more: Partial<ReplyRecord> = {}): ReplyRecord {
  return {
    id: '0123456789abcdef01234567',
    source: {
      team: 'T1',
      channel: 'C1',
      channelType: 'channel',
      ts: '1782378725.000100',
      threadTs: null,
      user: 'U1ASKER',
      way: 'paste',
    },
    asked: false,
    prepared: { text: 'a paste', redacted: 0, tokens: [] },
    diagnosis: diagnosis(),
    ticks: {},
    solved: null,
    chosen: null,
    folded: null,
    changes: [],
    post: { state: 'intended', channel: 'C1', threadTs: '1782378725.000100', ts: null, error: null },
    audit: { asked: 0, nextAt: null },
    createdAt: CREATED,
    revision: 1,
    rendered: 0,
    ...more,
  };
}

export const at = (minutes: number): number => CREATED + minutes * 60_000;
