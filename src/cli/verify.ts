import type { Config } from '../config/types.ts';
import type { Diagnosis } from '../diagnosis/types.ts';
import type { Knowledge } from '../knowledge/load.ts';
import type { Paste } from '../paste/types.ts';

export interface VerifyOptions {
  config: Config;
  knowledge: Knowledge;
  live: boolean;
  waitMs: number;
}

/** Brings the findings of checks into a diagnosis. */
export type Verify = (paste: Paste, diagnosis: Diagnosis) => Promise<Diagnosis>;

export async function verifier(_options: VerifyOptions): Promise<Verify> {
  return async (_paste, diagnosis) => diagnosis;
}
