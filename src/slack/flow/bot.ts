import type { Config } from '../../config/types.ts';
import type { Knowledge } from '../../knowledge/load.ts';
import type { Log } from '../../ops/log.ts';
import type { Metrics } from '../../ops/metrics.ts';
import type { Outbox } from '../../work/outbox.ts';
import type { Store } from '../../work/types.ts';
import type { Calls } from '../calls.ts';
import type { Files } from '../files.ts';
import type { Limits } from '../limits.ts';
import type { Self } from '../receiver/intake.ts';
import type { Respond } from '../respond.ts';
import type { Stacks } from '../stacks.ts';
import type { Think } from '../think/think.ts';

/** Everything that a piece of work needs. Built once at the start; holds no state of its own. */
export interface Bot {
  config: Config;
  limits: Limits;
  self: Self;
  store: Store;
  outbox: Outbox;
  calls: Calls;
  respond: Respond;
  files: Files;
  stacks: Stacks;
  think: Think;
  knowledge: Knowledge;
  log: Log;
  metrics: Metrics;
  /** Slack said that the token is gone: /readyz says so, too. */
  tokenLost(event: 'tokens_revoked' | 'app_uninstalled'): void;
  /** Work that goes on after its job: awaited at the end of the process. */
  background(what: string, work: Promise<unknown>): void;
  now(): number;
}
