import type { Metrics } from '../../ops/metrics.ts';
import type { NewJob, Store } from '../../work/types.ts';
import { type Intake, intake, type Self } from './intake.ts';

/** An answer to an envelope: nothing, or what the acknowledgement carries (`response_action` for a form). */
export type Answer = Record<string, unknown> | undefined;

/** Answers an envelope that cannot wait: modals and their errors. */
export type Live = (body: Record<string, unknown>) => Promise<Answer>;

export interface AcceptOptions {
  store: Store;
  self: Self;
  live: Live;
  metrics: Metrics;
}

/** Takes one envelope in; the acknowledgement may be sent when it resolves. Rejects when the work could not be stored. */
export type Accept = (body: Record<string, unknown>) => Promise<Answer>;

/**
 * The one way in, for both modes: an envelope becomes a job that is durable before Slack is told. Delivered again, over
 * another connection or as a twin, it has the same key and is only acknowledged.
 */
export function createAccept({ store, self, live, metrics }: AcceptOptions): Accept {
  return async (body) => {
    const from = performance.now();
    const taken: Intake = intake(body, self);
    let answer: Answer;
    if ('live' in taken) answer = await live(body);
    else if ('skip' in taken) metrics.silent(taken.skip);
    else await keep(taken.job);
    metrics.acknowledged(performance.now() - from);
    return answer;
  };

  async function keep(job: NewJob): Promise<void> {
    try {
      metrics.accepted(job.kind, await store.accept(job));
    } catch (error) {
      metrics.accepted(job.kind, 'failed');
      throw error;
    }
  }
}
