import type { RequestId } from '../paste/types.ts';
import { askable } from './caracal/lookup.ts';
import type { AuditEvent } from './caracal/shapes.ts';
import type { Result } from './caracal/types.ts';
import { once } from './shared.ts';
import type { AllowedZone, CheckContext } from './types.ts';

/** The question is why audit has nothing: the paste says so, or there is nothing but a request ID. */
export function isAuditMissing({ diagnosis }: CheckContext): boolean {
  return diagnosis.section === 'audit-missing' || diagnosis.kind === 'request-id';
}

/** The ID that was asked for: the first one that is called one, also a cut-off one. */
export function subject(context: CheckContext): RequestId | null {
  const cut = context.paste.requestIds.find((id) => id.truncated);
  return askable(context)[0] ?? cut ?? context.paste.requestIds[0] ?? null;
}

export interface Recent {
  events: AuditEvent[];
  /** There are no older ones. */
  complete: boolean;
}

/** The newest events of a zone, two pages of them. */
export function recentOf(context: CheckContext, zone: AllowedZone): Promise<Result<Recent>> {
  return once(context, `recent|${zone.id}`, async () => {
    const first = await zone.caracal.audit(context.signal);
    if (!first.ok) return first;
    const { items, next } = first.value;
    const more = next === null ? null : await zone.caracal.audit(context.signal, { cursor: next });
    const older = more?.ok ? more.value.items : [];
    const complete = next === null || (more?.ok === true && more.value.next === null);
    return { ok: true, value: { events: [...items, ...older], complete } };
  });
}
