import { createCaracal } from '../../src/checks/caracal/client.ts';
import type { AllowedZone, Check, CheckContext } from '../../src/checks/types.ts';
import { examine } from '../../src/diagnosis/examine.ts';
import type { Finding } from '../../src/diagnosis/types.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import type { Edition } from '../../src/knowledge/schema.ts';
import { prepare } from '../../src/paste/prepare.ts';
import type { CaracalStandIn } from '../../src/sandbox/caracal/stand-in.ts';

export const knowledge = loadKnowledge();

export interface Given {
  text: string;
  edition?: Edition;
  zones?: AllowedZone[];
  sameMachine?: boolean;
  now?: number;
}

/** The context of a check for a real paste, read and diagnosed as the bot does. */
export function contextOf({ text, edition = '2026.06', zones = [], sameMachine = false, now }: Given): CheckContext {
  const { paste, diagnosis } = examine(prepare(text), { knowledge, edition });
  const signal = new AbortController().signal;
  return { paste, diagnosis, zones, docker: null, sameMachine, signal, now: () => now ?? Date.now() };
}

/** A zone of the stand-in, as somebody may see it. */
export function zoneOf(standIn: CaracalStandIn, name: string, ready = false): AllowedZone {
  const { id, token } = standIn.zones[name]!;
  const { apiUrl, stsUrl, gatewayUrl } = standIn;
  const urls = ready ? { stsUrl, gatewayUrl } : {};
  return { id, name, caracal: createCaracal({ apiUrl, zone: id, adminToken: token, ...urls }) };
}

/** `section/row state: detail`, one a finding. */
export const inLines = (findings: readonly Finding[]): string[] =>
  findings.map(({ section, row, state, detail }) => `${section}/${row} ${state}: ${detail}`);

export async function ask(check: Check, given: Given): Promise<string[]> {
  return inLines((await check.run(contextOf(given))).findings);
}
