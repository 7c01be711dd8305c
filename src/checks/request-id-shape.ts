import type { RequestId } from '../paste/types.ts';
import { isAuditMissing, subject } from './missing.ts';
import { cannotTell, confirmed, finding, row, type Said } from './say.ts';
import type { Check, CheckContext } from './types.ts';

const id = 'request-id-shape';
const ref = row('audit-missing/wrong-request-id');

/** Can an ID of this form be in audit at all? The form tells which service made it. */
export const requestIdShape: Check = {
  id,
  rows: [ref],
  needs: ['request-id'],
  question: 'Is this the form of an ID that audit knows?',
  async run(context) {
    const asked = subject(context);
    if (!isAuditMissing(context) || asked === null) return { findings: [] };
    const said = judge(context, asked);
    return { findings: said === null ? [] : [finding(id, ref, said)] };
  },
};

/** Source: caracal 2026.06 section 6.2. */
function judge({ paste }: CheckContext, { value, truncated, shape }: RequestId): Said | null {
  const { zones, applications } = paste.mentions;
  if (zones.includes(value)) return confirmed(`${value} is the ID of the zone, not of a request`);
  if (applications.includes(value)) return confirmed(`${value} is the ID of an application, not of a request`);
  if (truncated) return confirmed(`${value}… was cut off: the Console shows the first 23 characters of an ID`);
  if (shape === 'coordinator') return confirmed(`${value} was made by the Coordinator, whose IDs are never in audit`);
  if (shape === 'trace') return confirmed(`${value} has the form of a trace ID; audit is asked by the request ID`);
  return shape === 'other'
    ? cannotTell(`${value} was made by no service of Caracal; it is in audit only if the caller sent it`)
    : null;
}
