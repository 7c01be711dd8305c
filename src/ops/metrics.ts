import { Counter, Histogram, Registry } from '@prometheus-io/client';
import type { InboxStats } from './gauges.ts';
import { inboxGauges, measureProcess } from './gauges.ts';
import { boundedLabel } from './labels.ts';

/** Everything that is counted. Times are given in ms and shown in seconds. Labels are bounded, never text, never IDs. */
export interface Metrics {
  /** A piece of work was written down. `way`: paste, mention, direct, thread, command, … `outcome`: new, seen or failed. */
  accepted(way: string, outcome: 'new' | 'seen' | 'failed'): void;
  /** Time from delivery to acknowledgement. */
  acknowledged(ms: number): void;
  /** A reply was given. Row null: recognised, but not on the page, or nothing recognised and asked. */
  answered(answer: { section: string | null; row: string | null; edition: string; way: string }): void;
  /** The bot kept silent, and why. */
  silent(reason: string): void;
  /** From the acceptance of a paste to its first reply. */
  replied(ms: number): void;
  /** One check ended: confirmed, ruled-out, unknown, failed. */
  check(id: string, outcome: string, ms?: number): void;
  /** One question to audit: found, not-found, denied, timeout, unavailable, … */
  audit(outcome: string, ms: number): void;
  /** One call to Slack: `ok` or the error's code. */
  slackCall(method: string, outcome: string, ms: number): void;
  /** Waited for a channel's slot or for Retry-After. */
  rateLimitWait(ms: number): void;
  /** A piece of work failed; `dead`: it will not be tried again. */
  failed(kind: string, dead: boolean): void;
  /** Somebody pressed something: tick, again, solved, not-it, stop, … */
  pressed(action: string): void;
  /** Where depth and age of the inbox are read from at every scrape. */
  watchInbox(stats: () => Promise<InboxStats>): void;
  /** The text for Prometheus. */
  text(): Promise<string>;
  contentType: string;
  /** Ends the measuring of the event loop. */
  close(): void;
}

const seconds = {
  quick: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
  calls: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 3, 10],
  waits: [0.1, 0.5, 1, 2, 3, 5, 10, 30, 60, 300],
};

/** A fresh set of metrics with its own registry, so that two bots in one process do not share counts. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <T extends string>(name: string, help: string, labelNames: T[]) =>
    new Counter({ name: `caracal_help_${name}_total`, help, labelNames, registers });
  const histogram = <T extends string>(name: string, help: string, labelNames: T[], buckets: number[]) =>
    new Histogram({ name: `caracal_help_${name}_seconds`, help, labelNames, buckets, registers });

  const accepted = counter('accepted', 'Pieces of work that Slack delivered', ['way', 'outcome']);
  const acknowledged = histogram('acknowledged', 'From delivery to acknowledgement', [], seconds.quick);
  const answered = counter('answered', 'Replies by row', ['section', 'row', 'edition', 'way']);
  const silent = counter('silent', 'Messages left without a reply, by reason', ['reason']);
  const replied = histogram('first_reply', 'From acceptance to the first reply', [], seconds.waits);
  const checks = counter('checks', 'Checks by outcome', ['check', 'outcome']);
  const checkTimes = histogram('check', 'How long checks took', ['check'], seconds.calls);
  const audits = histogram('audit_request', 'Questions to audit by outcome', ['outcome'], seconds.calls);
  const slackCalls = histogram(
    'slack_call',
    'Calls to Slack by method and outcome',
    ['method', 'outcome'],
    seconds.calls,
  );
  const waits = histogram('rate_limit_wait', 'Waits for a slot or for Retry-After', [], seconds.waits);
  const failures = counter('work_failed', 'Work that failed; dead: given up', ['kind', 'dead']);
  const presses = counter('pressed', 'Buttons and forms used', ['action']);
  const stopMeasuring = measureProcess(registers);
  const inbox = inboxGauges(registers);

  const label = {
    way: boundedLabel(20),
    section: boundedLabel(60),
    row: boundedLabel(200),
    edition: boundedLabel(5),
    reason: boundedLabel(60),
    check: boundedLabel(100),
    outcome: boundedLabel(30),
    method: boundedLabel(40),
    code: boundedLabel(80),
    kind: boundedLabel(40),
    action: boundedLabel(40),
  };

  return {
    accepted: (way, outcome) => accepted.inc({ way: label.way(way), outcome }),
    acknowledged: (ms) => acknowledged.observe(ms / 1000),
    answered: ({ section, row, edition, way }) =>
      answered.inc({
        section: label.section(section),
        row: label.row(row),
        edition: label.edition(edition),
        way: label.way(way),
      }),
    silent: (reason) => silent.inc({ reason: label.reason(reason) }),
    replied: (ms) => replied.observe(ms / 1000),
    check(id, outcome, ms) {
      checks.inc({ check: label.check(id), outcome: label.outcome(outcome) });
      if (ms !== undefined) checkTimes.observe({ check: label.check(id) }, ms / 1000);
    },
    audit: (outcome, ms) => audits.observe({ outcome: label.outcome(outcome) }, ms / 1000),
    slackCall: (method, outcome, ms) =>
      slackCalls.observe({ method: label.method(method), outcome: label.code(outcome) }, ms / 1000),
    rateLimitWait: (ms) => waits.observe(ms / 1000),
    failed: (kind, dead) => failures.inc({ kind: label.kind(kind), dead: String(dead) }),
    pressed: (action) => presses.inc({ action: label.action(action) }),
    watchInbox: (stats) => inbox.watch(stats),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close: stopMeasuring,
  };
}
