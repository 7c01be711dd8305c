import { readinessWords } from './caracal/facts.ts';
import { lookUp } from './caracal/lookup.ts';
import { diagnosticOf } from './caracal/refine.ts';
import type { Readiness } from './caracal/types.ts';
import { isLocal } from './descriptions.ts';
import { cannotTell, confirmed, factsOf, finding, inWords, isAbout, row, ruledOut } from './say.ts';
import { tied } from './tie.ts';
import type { Check, CheckContext } from './types.ts';

const id = 'readiness-live';
const ref = row('readiness/service-not-ready');
const names = { api: 'the API', sts: 'STS', gateway: 'the Gateway' } as const;

/** What a dependency that is down can be behind: it looks like these tables' rows. Source: caracal 2026.06 section 1.3. */
const maskedBy = ['sts-403', 'gateway-403', 'identity', 'audit-missing', 'upstream', 'readiness'];

/** Before any 401 or 403 is believed: are the API, and STS and Gateway where they can be asked, ready? */
export const readinessLive: Check = {
  id,
  rows: [ref],
  needs: ['zone'],
  question: 'Are the API, STS and the Gateway ready?',
  async run(context) {
    const { kind } = context.diagnosis;
    if (kind === 'readiness' || kind === 'request-id' || !isAbout(context, ...maskedBy)) return { findings: [] };
    const tie = await tied(context);
    const zone = tie.zone ?? tie.maybe;
    if (!zone) return { findings: [] };
    const isSure = tie.zone !== null;
    const { caracal } = zone;
    const answers = await Promise.all(caracal.services.map((service) => caracal.ready(service, context.signal)));
    const said = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    const down = said.filter((one) => !one.ready && one.reason !== 'draining');
    if (down.length > 0) {
      const words = `${inWords(down.map(inOneLine))} right now`;
      const believed = !isSure || isLocalOnly(context) || (await isExplained(context));
      return { findings: [finding(id, ref, believed ? cannotTell(words) : confirmed(words))] };
    }
    const failed = answers.find((answer) => !answer.ok);
    if (failed && !failed.ok) return { findings: [finding(id, ref, cannotTell(failed.sentence))] };
    if (!isSure || caracal.services.length < 3 || said.some((one) => !one.ready)) return { findings: [] };
    return { findings: [finding(id, ref, ruledOut('the API, STS and the Gateway are ready'))] };
  },
};

function inOneLine({ service, reason, status }: Readiness): string {
  return `${names[service]} ${reason === null ? `answers ${status}` : `${readinessWords(reason)} (${reason})`}`;
}

/** The Gateway decides these from the request alone, whatever is down. */
function isLocalOnly(context: CheckContext): boolean {
  const described = factsOf(context, 'error.description');
  return described.length > 0 && described.every(isLocal);
}

/** Audit knows why: the request got as far as a decision, so what is down now was not in its way. */
async function isExplained(context: CheckContext): Promise<boolean> {
  const [first] = (await lookUp(context)).found;
  return first !== undefined && (await diagnosticOf(context, first.zone, first.explanation)).points !== null;
}
