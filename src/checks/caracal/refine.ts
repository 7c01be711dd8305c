import type { Diagnostic } from '../../diagnosis/types.ts';
import type { AllowedZone, CheckContext } from '../types.ts';
import { readExplanation } from './explanation.ts';
import { auditFacts } from './facts.ts';
import { policyInWords, policyStateOf, resourcesOf } from './lists.ts';
import type { Explanation } from './shapes.ts';

/** The host that the June documentation's demo upstream has. */
const demoHost = 'caracaldemoupstream';

/**
 * Reads an explanation, and asks the zone where the event alone leaves the cause open: whether a denial without a reason came from a
 * policy set that STS has not loaded, and whether the host that was not found is the documentation's demo.
 */
export async function diagnosticOf(
  context: CheckContext,
  zone: AllowedZone,
  explanation: Explanation,
): Promise<Diagnostic> {
  const { edition } = context.diagnosis;
  const read = readExplanation(explanation, { zoneName: zone.name, edition, facts: auditFacts() });
  const points = read.points && `${read.points.section}/${read.points.row}`;
  if (points === 'sts-403/scopes' && read.status === 'complete' && read.reasons.length === 0) {
    const state = await policyStateOf(context, zone);
    if (state.kind !== 'waiting') return read;
    const summary = `${read.summary} Now ${policyInWords(state, zone)}.`;
    return { ...read, summary, points: { section: 'sts-403', row: 'active-policy-set' } };
  }
  if (points === 'upstream/dns-failure' && edition === '2026.06' && read.resource !== null) {
    const list = await resourcesOf(context, zone);
    const url = list.ok ? list.value.find(({ identifier }) => identifier === read.resource)?.upstream_url : null;
    if (!url || hostOf(url)?.name !== demoHost) return read;
    const summary = `${read.summary} Its upstream URL is ${url}, the demo of the documentation.`;
    return { ...read, summary, points: { section: 'upstream', row: 'demo-upstream-missing' } };
  }
  return read;
}

export interface Host {
  /** Lower case. */
  name: string;
  port: string;
  secure: boolean;
}

/** Host and port of an upstream URL; null where it is none. */
export function hostOf(url: string): Host | null {
  if (!URL.canParse(url)) return null;
  const { hostname, port, protocol } = new URL(url);
  if (hostname === '') return null;
  const secure = protocol === 'https:';
  return { name: hostname.toLowerCase(), port: port === '' ? (secure ? '443' : '80') : port, secure };
}

export const isLoopback = (name: string) => name === 'localhost' || name.startsWith('127.') || name === '[::1]';
