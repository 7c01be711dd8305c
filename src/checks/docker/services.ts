import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'smol-toml';
import { ReadinessFile, type ReadinessReason, type Service, ServicesFile } from '../../knowledge/facts.ts';

let services: readonly Service[] | null = null;
let reasons: readonly ReadinessReason[] | null = null;

const readFacts = (name: string) =>
  parse(readFileSync(fileURLToPath(new URL(`../../knowledge/facts/${name}`, import.meta.url)), 'utf8'));

/** The services of the stack with their ports, from the facts about Caracal; read once. */
export function caracalServices(): readonly Service[] {
  services ??= ServicesFile.parse(readFacts('services.toml')).services;
  return services;
}

/** What a service says on /ready when it is not; read once. */
export function readinessReasons(): readonly ReadinessReason[] {
  reasons ??= ReadinessFile.parse(readFacts('readiness.toml')).readiness;
  return reasons;
}

/** What prepares the stack and ends; only its failure says something. */
export const oneShots = ['dbMigrate', 'replayVolumeInit'];
