import type { Caracal, Result } from '../checks/caracal/types.ts';
import type { Answer, Check } from '../checks/types.ts';
import type { Metrics } from '../ops/metrics.ts';

/** A client whose questions to audit are counted, by outcome and with their time. Nothing of what is asked is kept. */
export function countedCaracal(caracal: Caracal, metrics: Pick<Metrics, 'audit'>): Caracal {
  const counted = async <T>(asking: Promise<Result<T>>): Promise<Result<T>> => {
    const from = performance.now();
    const answer = await asking;
    metrics.audit(answer.ok ? 'found' : answer.kind, performance.now() - from);
    return answer;
  };
  return {
    ...caracal,
    audit: (signal, query) => counted(caracal.audit(signal, query)),
    explain: (requestId, signal) => counted(caracal.explain(requestId, signal)),
    byRequest: (requestId, signal) => counted(caracal.byRequest(requestId, signal)),
  };
}

/** A check that is counted by its outcome: `confirmed`, `ruled-out`, `unknown`, or `failed` where it threw. */
export function countedCheck(check: Check, metrics: Pick<Metrics, 'check'>): Check {
  return {
    ...check,
    async run(context) {
      const from = performance.now();
      let outcome = 'failed';
      try {
        const answer = await check.run(context);
        outcome = outcomeOf(answer);
        return answer;
      } finally {
        metrics.check(check.id, outcome, performance.now() - from);
      }
    },
  };
}

function outcomeOf({ findings }: Answer): string {
  const states = new Set(findings.map((finding) => finding.state));
  if (states.has('confirmed')) return 'confirmed';
  return states.has('ruled-out') ? 'ruled-out' : 'unknown';
}
