import type { ReadinessReason, Service } from '../../knowledge/facts.ts';
import { builtIn } from '../../knowledge/load.ts';

/** The services of the stack with their ports, from the facts about Caracal. */
export function caracalServices(): readonly Service[] {
  return builtIn().services;
}

/** What a service says on /ready when it is not. */
export function readinessReasons(): readonly ReadinessReason[] {
  return builtIn().readiness;
}

/** What prepares the stack and ends; only its failure says something. */
export const oneShots = ['dbMigrate', 'replayVolumeInit'];
