import { called } from '../say.ts';
import { once } from '../shared.ts';
import type { AllowedZone, CheckContext } from '../types.ts';
import type { Application, Resource } from './shapes.ts';
import type { Failed, Result } from './types.ts';

export function resourcesOf(context: CheckContext, zone: AllowedZone): Promise<Result<Resource[]>> {
  return once(context, `resources|${zone.id}`, () => zone.caracal.resources(context.signal));
}

export function applicationsOf(context: CheckContext, zone: AllowedZone): Promise<Result<Application[]>> {
  return once(context, `applications|${zone.id}`, () => zone.caracal.applications(context.signal));
}

/** How it stands with the zone's policies. `waiting`: active in the list, and not what STS decides by. */
export type PolicyState =
  | { kind: 'none' }
  | { kind: 'loaded'; set: string }
  | { kind: 'waiting'; set: string; status: string; other: string | null }
  | { kind: 'unknown'; set: string }
  | { kind: 'failed'; failure: Failed };

/**
 * The active policy set and its propagation. "Active" in the list is not enough: STS may go on with the set that it loaded
 * first. Source: caracal 2026.06 section 6, "two policy sets".
 */
export function policyStateOf(context: CheckContext, zone: AllowedZone): Promise<PolicyState> {
  return once(context, `policy|${zone.id}`, () => askPolicyState(context, zone));
}

const mostSets = 3;

async function askPolicyState({ signal }: CheckContext, { caracal }: AllowedZone): Promise<PolicyState> {
  const sets = await caracal.policySets(signal);
  if (!sets.ok) return { kind: 'failed', failure: sets };
  const active = sets.value.filter((set) => set.active_version_id);
  const [first] = active;
  if (first === undefined) return { kind: 'none' };
  const asked = active.slice(0, mostSets);
  const answers = await Promise.all(asked.map((set) => caracal.activation(set.id, signal)));
  const nameOf = (i: number) => asked[i]?.name ?? asked[i]?.id ?? '';
  const statusOf = (i: number) => {
    const answer = answers[i];
    return answer?.ok ? (answer.value.propagation_status ?? null) : null;
  };
  const loaded = asked.findIndex((_, i) => statusOf(i) === 'loaded');
  const waiting = asked.findIndex((_, i) => statusOf(i) !== null && statusOf(i) !== 'loaded');
  if (waiting >= 0) {
    const other = loaded >= 0 ? nameOf(loaded) : null;
    return { kind: 'waiting', set: nameOf(waiting), status: statusOf(waiting) ?? '', other };
  }
  return loaded >= 0 ? { kind: 'loaded', set: nameOf(loaded) } : { kind: 'unknown', set: nameOf(0) };
}

/** What a state other than `loaded` means, a whole sentence. */
export function policyInWords(state: PolicyState, zone: AllowedZone): string {
  if (state.kind === 'none') return `${called(zone)} has no active policy set, so everything is denied`;
  if (state.kind === 'waiting') {
    const other = state.other === null ? '' : `, and STS decides by "${state.other}"`;
    return `the policy set "${state.set}" is active, but STS has not loaded it (${state.status})${other}`;
  }
  if (state.kind === 'loaded')
    return `the policy set "${state.set}" of ${called(zone)} is active, and STS has loaded it`;
  if (state.kind === 'unknown')
    return `the policy set "${state.set}" is active; whether STS has loaded it could not be read`;
  return state.failure.sentence;
}
