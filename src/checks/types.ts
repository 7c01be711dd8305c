import type { Diagnosis, Diagnostic, Finding } from '../diagnosis/types.ts';
import type { RowRef } from '../knowledge/schema.ts';
import type { Paste } from '../paste/types.ts';
import type { Caracal } from './caracal/client.ts';
import type { Docker } from './docker/client.ts';

/** A zone that the asking person may see in the asking channel. Rights are decided before checks run. */
export interface AllowedZone {
  id: string;
  name: string;
  caracal: Caracal;
}

export interface CheckContext {
  paste: Paste;
  diagnosis: Diagnosis;
  /** Empty: nothing of any zone may be asked for this person in this channel. */
  zones: AllowedZone[];
  /** Null: Docker is not enabled. */
  docker: Docker | null;
  /** True for `diagnose --verify`: the paste came from the machine that the checks look at. */
  sameMachine: boolean;
  signal: AbortSignal;
  now: () => number;
}

export interface Answer {
  findings: Finding[];
  /** What audit said, from the checks that asked it. */
  diagnostic?: Diagnostic;
}

/** One question about one or a few rows. It never throws for what it met: it answers `unknown` with the reason. */
export interface Check {
  /** The file's name. */
  id: string;
  rows: RowRef[];
  needs: ('request-id' | 'zone' | 'docker' | 'profile' | 'token' | 'nothing')[];
  question: string;
  run(context: CheckContext): Promise<Answer>;
}
