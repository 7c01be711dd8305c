import type { Finding } from '../diagnosis/types.ts';
import { cannotTell, confirmed, factsOf, finding, row, ruledOut } from './say.ts';
import type { Check } from './types.ts';

const id = 'request-headers';
const authorization = row('gateway-403/authorization-header');
const resource = row('gateway-403/resource-header');

/** What the Gateway says when a header is missing or cannot be used. Source: caracal 2026.06 section 5. */
const noBearer = ['missing bearer token', 'bearer token too large', 'malformed bearer token', 'missing token zone'];
const badBearer = [...noBearer, 'bearer signature invalid', 'invalid subject_token', 'missing token client'];
const noResource = ['missing routing headers'];
const badResource = [...noResource, 'resource not configured', 'client id is bound by gateway configuration'];

/** Does the pasted Gateway request send both headers? */
export const requestHeaders: Check = {
  id,
  rows: [authorization, resource],
  needs: ['nothing'],
  question: 'Does the pasted Gateway request send the Authorization and the X-Caracal-Resource header?',
  async run(context) {
    if (context.diagnosis.section !== 'gateway-403') return { findings: [] };
    const request = context.paste.evidence.findLast((one) => one.kind === 'command' && one.to === 'gateway');
    if (request?.kind !== 'command') return { findings: [] };
    const described = factsOf(context, 'error.description');
    const says = (family: string[]) => described.some((value) => family.includes(value));
    const open = described.length === 0;
    const findings: Finding[] = [];
    if (!request.hasAuthorization) {
      const words = 'the pasted request has no header `Authorization: Bearer …`';
      findings.push(finding(id, authorization, open || says(noBearer) ? confirmed(words) : cannotTell(words)));
    } else if (!says(badBearer)) {
      findings.push(finding(id, authorization, ruledOut('the pasted request sends a bearer')));
    }
    if (request.resourceHeader === null || request.resourceHeader === '') {
      const words = `the pasted request has ${request.resourceHeader === '' ? 'an empty' : 'no'} header \`X-Caracal-Resource\``;
      findings.push(
        finding(
          id,
          resource,
          says(noResource) || (open && request.hasAuthorization) ? confirmed(words) : cannotTell(words),
        ),
      );
    } else if (!says(badResource)) {
      findings.push(finding(id, resource, ruledOut(`the pasted request names ${request.resourceHeader}`)));
    }
    return { findings };
  },
};
