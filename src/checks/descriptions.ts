/**
 * What the text of an error already decides. Sources: caracal 2026.06 sections 4.1 and 5, 1.0 sections 4 and 5.
 * All lower case, as facts are.
 */

export const policyDenied = (description: string) => description.startsWith('policy denied');

export const refusedCredentials = (description: string) => description === 'invalid client credentials';

/** Decided by the Gateway from the request alone: no dependency that is down can cause them, and audit never hears of them. */
const local = [
  'missing bearer token',
  'bearer token too large',
  'malformed bearer token',
  'credential expiring within pre-flight window',
  'client id is bound by gateway configuration',
  'client identity derives from the bearer token',
  'missing routing headers',
  'missing token zone',
  'missing token client',
  'path traversal not permitted',
];
export const isLocal = (description: string) => local.includes(description);

/** Refused before anything is written to audit, though a dependency that is down can be behind it. */
const unaudited = [
  'resource not configured',
  'bearer signature invalid',
  'session revoked',
  'sts unavailable',
  'sts timeout',
  'invalid client credentials',
  'invalid gateway exchange signature',
  'invalid subject_token',
  'invalid actor_token',
  'malformed request body',
  'invalid ttl_seconds',
  'at least one resource is required',
];
export const isUnaudited = (description: string) => isLocal(description) || unaudited.includes(description);

const revoked = [
  'session revoked',
  'session inactive or expired',
  'agent session inactive or expired',
  'authority record inactive or expired',
  'delegation edge inactive or expired',
  'delegation source inactive or expired',
  'delegation target inactive or unauthorized',
  'delegation path edge inactive or revoked',
];
/** The family that means: a session, an authority record or a delegation is at its end. */
export const isRevoked = (description: string) => revoked.includes(description);
