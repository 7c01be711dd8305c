import { application } from './application.ts';
import { auditDecision } from './audit-decision.ts';
import { auditExplanation } from './audit-explanation.ts';
import { ingestionLag } from './ingestion-lag.ts';
import { policySet } from './policy-set.ts';
import { profileZone } from './profile-zone.ts';
import { readinessLive } from './readiness-live.ts';
import { requestIdNear } from './request-id-near.ts';
import { requestZone } from './request-zone.ts';
import { resourceId } from './resource-id.ts';
import { revocation } from './revocation.ts';
import { routeBinding } from './route-binding.ts';
import { scopes } from './scopes.ts';
import type { Check } from './types.ts';
import { upstreamEvent } from './upstream-event.ts';
import { upstreamUrl } from './upstream-url.ts';

/** The checks that ask a zone, sorted by id. None loads undici: the client that it is given does. */
export const zoneChecks: readonly Check[] = [
  application,
  auditDecision,
  auditExplanation,
  ingestionLag,
  policySet,
  profileZone,
  readinessLive,
  requestIdNear,
  requestZone,
  resourceId,
  revocation,
  routeBinding,
  scopes,
  upstreamEvent,
  upstreamUrl,
];
