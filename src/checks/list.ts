import { dockerChecks } from './docker/list.ts';
import { readinessOutput } from './readiness-output.ts';
import type { Check } from './types.ts';

/** Every check, sorted by id. Those that ask Docker have their own list; none of them loads dockerode by itself. */
export const checks: readonly Check[] = [...dockerChecks, readinessOutput].sort((a, b) => (a.id < b.id ? -1 : 1));
