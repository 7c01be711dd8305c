import { fileMode } from './file-mode.ts';
import { fileWrites } from './file-writes.ts';
import { profileLoader } from './profile-loader.ts';
import { readinessOutput } from './readiness-output.ts';
import { requestHeaders } from './request-headers.ts';
import { requestIdShape } from './request-id-shape.ts';
import { requestReached } from './request-reached.ts';
import { tokenClaims } from './token-claims.ts';
import { tokenFreshness } from './token-freshness.ts';
import type { Check } from './types.ts';

/** The checks for which the paste is enough, sorted by id. */
export const pasteChecks: readonly Check[] = [
  fileMode,
  fileWrites,
  profileLoader,
  readinessOutput,
  requestHeaders,
  requestIdShape,
  requestReached,
  tokenClaims,
  tokenFreshness,
];
