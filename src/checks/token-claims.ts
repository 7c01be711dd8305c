import type { Finding } from '../diagnosis/types.ts';
import { cannotTell, confirmed, factsOf, finding, inWords, isAbout, row } from './say.ts';
import type { Check, CheckContext } from './types.ts';

const id = 'token-claims';
const authorization = row('gateway-403/authorization-header');
const header = row('gateway-403/resource-header');

/** What the Gateway answers when it cannot use a bearer at all. */
const unusable = ['missing token zone', 'bearer signature invalid', 'malformed bearer token', 'invalid subject_token'];

/** Is the pasted bearer a mandate of this zone and for this resource? Only its payload was read. */
export const tokenClaims: Check = {
  id,
  rows: [authorization, header],
  needs: ['token'],
  question: 'Is the pasted bearer a mandate of this zone, for this resource?',
  async run(context) {
    if (!isAbout(context, 'gateway-403')) return { findings: [] };
    const token = context.paste.tokens.at(-1);
    if (token === undefined) return { findings: [] };
    const isUnusable = factsOf(context, 'error.description').some((value) => unusable.includes(value));
    const findings: Finding[] = [];
    const say = (words: string) =>
      findings.push(finding(id, authorization, isUnusable ? confirmed(words) : cannotTell(words)));
    const { zones } = context.paste.mentions;
    if (token.zone === null) {
      const issuer = token.issuer === null ? '' : `; it was issued by ${token.issuer}`;
      say(`the pasted bearer names no zone, so it is not a mandate of Caracal${issuer}`);
    } else if (zones.length > 0 && !zones.includes(token.zone)) {
      say(`the pasted mandate is of zone ${token.zone}, and the request is about zone ${inWords(zones)}`);
    }
    const asked = askedResource(context);
    if (asked !== null && token.resources.length > 0 && !token.resources.includes(asked)) {
      const words = `the pasted mandate is for ${inWords(token.resources)}, and the header names ${asked}`;
      findings.push(finding(id, header, cannotTell(words)));
    }
    return { findings };
  },
};

/** The resource that the header of a pasted Gateway request names; null where there is none, or a variable. */
export function askedResource({ paste }: CheckContext): string | null {
  for (const evidence of paste.evidence) {
    if (evidence.kind !== 'command' || evidence.to !== 'gateway') continue;
    const value = evidence.resourceHeader;
    if (value !== null && value !== '' && !value.startsWith('$')) return value;
  }
  return null;
}
