import type { Diagnostic } from './types.ts';

/** Audit answered, and knows the request. */
export function isExplained(diagnostic: Diagnostic | null | undefined): diagnostic is Diagnostic {
  return !!diagnostic && diagnostic.decision !== 'not-found' && diagnostic.decision !== 'unavailable';
}
