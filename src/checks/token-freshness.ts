import type { TokenFacts } from '../paste/types.ts';
import { pasteTime } from './paste-time.ts';
import { cannotTell, confirmed, factsOf, finding, isAbout, row, ruledOut, type Said } from './say.ts';
import type { Check, CheckContext } from './types.ts';

const id = 'token-freshness';
const ref = row('gateway-403/token-freshness');
/** The Gateway refuses a mandate with less than this left. Source: caracal 2026.06 section 5, 1.0 section 5. */
const leastMs = 35_000;

/** Had the pasted mandate time left when it was used? Only its payload was read; the token itself is gone. */
export const tokenFreshness: Check = {
  id,
  rows: [ref],
  needs: ['token'],
  question: 'Had the pasted mandate time left when it was used?',
  async run(context) {
    const token = context.paste.tokens.findLast((one) => one.expiresAt !== null);
    if (!isAbout(context, 'gateway-403', 'sts-403') || token === undefined) return { findings: [] };
    return { findings: [finding(id, ref, judge(context, token))] };
  },
};

function judge(context: CheckContext, token: TokenFacts): Said {
  const expires = token.expiresAt ?? 0;
  const sentAt = pasteTime(context.paste);
  const left = expires - (sentAt ?? context.now());
  const isSuspected = context.diagnosis.section === 'gateway-403' && context.diagnosis.row === 'token-freshness';
  if (left < leastMs) {
    const words =
      left <= 0
        ? `the pasted mandate expired at ${clock(expires)}, ${span(-left)} before ${sentAt === null ? 'now' : 'the answer'}`
        : `the pasted mandate had ${span(left)} left, and the Gateway wants 35 seconds`;
    if (sentAt !== null || isSuspected || left > 0) return confirmed(words);
    return cannotTell(`${words}; whether it was fresh when it was sent cannot be seen`);
  }
  if (context.diagnosis.edition === '1.0' && token.use !== null && token.use !== 'gateway' && isForGateway(context)) {
    return confirmed(
      `the pasted mandate is for use "${token.use}"; the Gateway takes one that was minted for the call`,
    );
  }
  const words = `the pasted mandate is valid until ${clock(expires)}`;
  return isSuspected ? cannotTell(`${words}; it may be another one than the one that was sent`) : ruledOut(words);
}

const isForGateway = (context: CheckContext) => factsOf(context, 'error.description').includes('invalid subject_token');

const clock = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

function span(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
