import type { Config } from '../config/types.ts';
import { loadKnowledge } from '../knowledge/load.ts';
import { createHealth } from '../ops/health.ts';
import { createOpsHandler } from '../ops/http.ts';
import type { Log } from '../ops/log.ts';
import { createMetrics } from '../ops/metrics.ts';
import { renderReply } from '../reply/message.ts';
import { openStore } from '../work/open.ts';
import { createOutbox } from '../work/outbox.ts';
import type { Store } from '../work/types.ts';
import { createBackground } from './background.ts';
import { createCalls } from './calls.ts';
import { download } from './download.ts';
import { createFiles } from './files.ts';
import type { Bot } from './flow/bot.ts';
import { tellFailed } from './flow/failed.ts';
import { startWork } from './flow/run.ts';
import { identify } from './identify.ts';
import { LIMITS, type Limits } from './limits.ts';
import { createLive } from './listeners/live.ts';
import { createAccept } from './receiver/accept.ts';
import { startHttp } from './receiver/http.ts';
import { quietLogger } from './receiver/logger.ts';
import { startSocket } from './receiver/socket.ts';
import { createRespond } from './respond.ts';
import { createStacks } from './stacks.ts';
import { createThink } from './think/think.ts';
import { createTokenHealth } from './token-health.ts';
import { createSlackWeb } from './web.ts';

export interface Running {
  port: number;
  /** Takes nothing more in, finishes what it can within `graceMs`; the rest stays in the store. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Starts the bot: store, identity, work, then the way in. Rejects with one clear sentence when a token, the store, the port or
 * Socket Mode is not to be had; then nothing stays open.
 */
export async function startBot(config: Config, log: Log, limits: Limits = LIMITS): Promise<Running> {
  const undo: (() => Promise<unknown> | unknown)[] = [];
  try {
    return await start(config, log, limits, undo);
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

async function start(config: Config, log: Log, limits: Limits, undo: (() => unknown)[]): Promise<Running> {
  const metrics = createMetrics();
  undo.push(() => metrics.close());
  const health = createHealth();
  const knowledge = loadKnowledge(config.knowledge.extra);
  const token = createTokenHealth();
  const slackCall = (method: string, outcome: string, ms: number): void => {
    token.saw(outcome);
    metrics.slackCall(method, outcome, ms);
  };
  const access = { token: config.slack.botToken, apiUrl: config.slack.apiUrl };
  const web = createSlackWeb({ ...limits.slack, ...access, onCall: slackCall });
  const calls = createCalls((method, args, retry) => web.call(method, args, retry));
  const store: Store = await openStore(config);
  undo.push(() => store.close());
  metrics.watchInbox(() => store.stats());

  const stacks = createStacks(config, metrics);
  const [identity] = await Promise.all([identify(calls), stacks.warm()]);
  const self = { ...identity, autoReply: config.channels.autoReply, mute: config.channels.mute };
  const respond = createRespond(config.slack.apiUrl);
  const think = createThink(knowledge, config.knowledge.extra);
  undo.push(() => think.stop());
  // Before anything is taken in: an acknowledgement would wait for it.
  void think.warm();
  const background = createBackground(log);
  const outbox = createOutbox({
    ...limits.slack,
    store,
    slack: web,
    render: (record) => renderReply(record, knowledge),
    log,
    metrics: { slackCall, rateLimitWait: metrics.rateLimitWait },
    onFailed: (record) => tellFailed(calls, record),
  });
  const bot: Bot = {
    config,
    limits,
    self,
    store,
    outbox,
    calls,
    respond,
    files: createFiles(calls, download, access),
    stacks,
    think,
    knowledge,
    log,
    metrics,
    tokenLost: (event) => token.saw(event === 'app_uninstalled' ? 'account_inactive' : 'token_revoked'),
    background: background.run,
    now: Date.now,
  };

  const work = startWork(bot);
  undo.push(() => work.stop(0));
  const accept = createAccept({ store, self, metrics, live: createLive(bot) });
  const socketMode = config.slack.appToken !== null;
  health.add('store', async () => {
    await store.ping();
    return { ok: true, detail: config.redisUrl === null ? 'SQLite answers' : 'Redis answers' };
  });
  health.add('token', () => token.state());
  if (socketMode) health.add('slack', () => ({ ok: false, detail: 'not connected to Slack yet' }));
  const http = await startHttp({
    ...config.http,
    ops: createOpsHandler({ health, metrics }),
    slack: socketMode ? null : { signingSecrets: config.slack.signingSecrets, accept },
    warn: (why, fields) => log.warn(fields, why),
  });
  undo.push(() => http.stop());
  log.info({ port: http.port, mode: socketMode ? 'socket' : 'http', team: self.team }, 'listening');

  const socket =
    config.slack.appToken === null
      ? null
      : await startSocket({
          appToken: config.slack.appToken,
          apiUrl: config.slack.apiUrl,
          accept,
          logger: quietLogger(log),
          log,
        });
  if (socket) {
    undo.push(() => socket.stop());
    health.add('slack', () => socket.health());
  }

  return {
    port: http.port,
    async stop(graceMs) {
      const until = Date.now() + graceMs;
      health.stopping();
      await socket?.stop();
      await Promise.all([http.stop(), work.stop(graceMs)]);
      await background.settle(until - Date.now());
      await think.stop();
      await store.close();
      metrics.close();
    },
  };
}
