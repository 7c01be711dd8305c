import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'smol-toml';
import { type Service, ServicesFile } from '../../knowledge/facts.ts';

const file = fileURLToPath(new URL('../../knowledge/facts/services.toml', import.meta.url));
let known: readonly Service[] | null = null;

/** The services of the stack with their ports, from the facts about Caracal; read once. */
export function caracalServices(): readonly Service[] {
  known ??= ServicesFile.parse(parse(readFileSync(file, 'utf8'))).services;
  return known;
}

/** What prepares the stack and ends; only its failure says something. */
export const oneShots = ['dbMigrate', 'replayVolumeInit'];
