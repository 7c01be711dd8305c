import { type Readiness, readinessOf } from '../../diagnosis/readiness.ts';
import type { Facts } from '../../knowledge/facts.ts';
import type { ServiceState } from '../../paste/types.ts';
import type { CheckContext } from '../types.ts';
import { caracalServices, readinessReasons } from './services.ts';

/** The pasted readiness output: each service once, as shown last. Empty where none was pasted. */
export function pastedStates(context: CheckContext): ServiceState[] {
  const states = context.paste.evidence.flatMap((evidence) => (evidence.kind === 'readiness' ? evidence.services : []));
  return [...new Map(states.map((state) => [state.name, state])).values()];
}

/** What the pasted output means as a whole, in the words of the diagnosis. */
export function pastedReadiness(context: CheckContext): Readiness | null {
  // The only facts that it looks at.
  const facts: Partial<Facts> = { services: caracalServices(), readiness: readinessReasons() };
  return readinessOf(context.paste, facts as Facts);
}

/** A status code means that something answered. */
export const answered = (state: ServiceState): boolean =>
  state.ok || (state.detail.charAt(0) >= '1' && state.detail.charAt(0) <= '5');

/** An answer that no service of Caracal gives on /ready; 429 and 5xx they do give, without HTML. */
export function isForeign(state: ServiceState): boolean {
  if (state.ok || !answered(state)) return false;
  return state.detail.includes('<') || !(state.detail.startsWith('429') || state.detail.startsWith('5'));
}

/** The paste itself shows a service of Caracal that answers: somewhere, the stack is up. */
export function showsLife(context: CheckContext): boolean {
  return pastedStates(context).some((state) => answered(state) && !isForeign(state));
}
