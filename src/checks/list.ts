import { application } from './application.ts';
import { auditDecision } from './audit-decision.ts';
import { auditExplanation } from './audit-explanation.ts';
import { dockerChecks } from './docker/list.ts';
import { fileMode } from './file-mode.ts';
import { fileWrites } from './file-writes.ts';
import { ingestionLag } from './ingestion-lag.ts';
import { policySet } from './policy-set.ts';
import { profileLoader } from './profile-loader.ts';
import { profileZone } from './profile-zone.ts';
import { readinessLive } from './readiness-live.ts';
import { readinessOutput } from './readiness-output.ts';
import { requestHeaders } from './request-headers.ts';
import { requestIdNear } from './request-id-near.ts';
import { requestIdShape } from './request-id-shape.ts';
import { requestReached } from './request-reached.ts';
import { requestZone } from './request-zone.ts';
import { resourceId } from './resource-id.ts';
import { revocation } from './revocation.ts';
import { routeBinding } from './route-binding.ts';
import { scopes } from './scopes.ts';
import { tokenClaims } from './token-claims.ts';
import { tokenFreshness } from './token-freshness.ts';
import type { Check } from './types.ts';
import { upstreamEvent } from './upstream-event.ts';
import { upstreamUrl } from './upstream-url.ts';

/** Every check but Docker's, sorted by id. None loads undici by itself: the client that it is given does. */
const own: readonly Check[] = [
  application,
  auditDecision,
  auditExplanation,
  fileMode,
  fileWrites,
  ingestionLag,
  policySet,
  profileLoader,
  profileZone,
  readinessLive,
  readinessOutput,
  requestHeaders,
  requestIdNear,
  requestIdShape,
  requestReached,
  requestZone,
  resourceId,
  revocation,
  routeBinding,
  scopes,
  tokenClaims,
  tokenFreshness,
  upstreamEvent,
  upstreamUrl,
];

/** Every check, sorted by id. Those that ask Docker have their own list, and load no dockerode either. */
export const checks: readonly Check[] = [...own, ...dockerChecks].sort((a, b) => (a.id < b.id ? -1 : 1));
