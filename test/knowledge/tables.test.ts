import { expect, test } from 'vitest';
import { lintAuditExamples, lintTables } from '../../src/diagnosis/lint.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

const knowledge = loadKnowledge();

/** Ids as the interface fixes them. */
const june = {
  readiness: ['docker-command-fails', 'service-not-ready', 'ports-in-use', 'stack-stale'],
  profile: ['config-missing', 'profile-path-wrong', 'secret-file-rejected', 'sdk-cannot-load'],
  'console-file-writes': ['files-not-written', 'client-secret-lost'],
  'sts-403': ['active-policy-set', 'resource-id', 'scopes', 'app-secret', 'audit-request-id'],
  'gateway-403': ['authorization-header', 'resource-header', 'token-freshness', 'revocation', 'route-binding'],
  upstream: ['connection-refused', 'dns-failure', 'demo-upstream-missing', 'wrong-path'],
  'audit-missing': ['wrong-request-id', 'wrong-zone', 'never-reached', 'ingestion-lag'],
};

const { profile: _profile, 'console-file-writes': _writes, ...shared } = june;
const later = {
  ...shared,
  'console-sign-in': ['sign-up-rejected', 'provider-buttons-missing', 'redirect-uri-mismatch', 'email-unverified'],
  identity: ['constructor-error', 'sdk-cannot-load', 'authentication-rejected', 'secret-file-rejected'],
  'lost-secret': ['client-secret-lost'],
  'sts-403': june['sts-403'].filter((row) => row !== 'app-secret'),
};

function idsOf(edition: '2026.06' | '1.0'): Record<string, string[]> {
  return Object.fromEntries(
    knowledge.tables[edition].sections.map((section) => [section.id, section.rows.map((row) => row.id).sort()]),
  );
}

const sorted = (ids: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(ids).map(([section, rows]) => [section, [...rows].sort()]));

test('edition 2026.06 has every section and row of the page', () => {
  expect(idsOf('2026.06')).toEqual(sorted(june));
});

test('edition 1.0 has every section and row of its page', () => {
  expect(idsOf('1.0')).toEqual(sorted(later));
});

test('the tables pass their lint: examples come back as their row, patterns are linear and have a literal', () => {
  expect(lintTables(knowledge)).toEqual([]);
});

test('what audit says of an example points to its row, and every audit status to a row that exists', () => {
  expect(lintAuditExamples(knowledge)).toEqual([]);
});
