import { type Job, Later, type Working } from '../../work/types.ts';
import type { Bodies, Kind } from '../jobs.ts';
import { onAskAudit } from './ask-audit.ts';
import type { Bot } from './bot.ts';
import { onCommand } from './command.ts';
import { onDelete, onEdit } from './edit.ts';
import { tellBroken } from './failed.ts';
import { onForm } from './form.ts';
import { onGone } from './gone.ts';
import { onHome } from './home.ts';
import { onMessage } from './message.ts';
import { onChoice, onPress } from './press.ts';
import { onReaction } from './reaction.ts';
import { onShortcut } from './shortcut.ts';

type Handler<K extends Kind> = (bot: Bot, job: Job, body: Bodies[K]) => Promise<void>;

/** What is done for each kind of job. A handler may run again after a crash: it finds what it has written before. */
const handlers: { [K in Kind]: Handler<K> } = {
  message: onMessage,
  edit: onEdit,
  delete: (bot, _job, body) => onDelete(bot, body),
  reaction: (bot, _job, body) => onReaction(bot, body),
  command: onCommand,
  press: (bot, _job, body) => onPress(bot, body),
  choice: (bot, _job, body) => onChoice(bot, body),
  form: onForm,
  shortcut: onShortcut,
  'ask-audit': (bot, _job, body) => onAskAudit(bot, body),
  copies: (bot, _job, body) => bot.outbox.removeCopies(body),
  home: (bot, _job, body) => onHome(bot, body),
  gone: (bot, _job, body) => onGone(bot, body),
};

const CONCURRENCY = 8;
const LEASE_MS = 5_000;

/** Takes work from the store until stopped. */
export function startWork(bot: Bot): Working {
  return bot.store.work((job) => runJob(bot, job), {
    concurrency: CONCURRENCY,
    backoffMs: [...bot.limits.backoffMs],
    leaseMs: LEASE_MS,
    onDead: ({ kind, error, attempts }) => {
      bot.metrics.failed(kind, true);
      bot.log.error({ kind, attempts, error }, 'a piece of work was given up');
    },
  });
}

async function runJob(bot: Bot, job: Job): Promise<void> {
  const handler = handlers[job.kind as Kind] as Handler<Kind> | undefined;
  if (!handler) throw new Error(`no handler for ${job.kind}`);
  try {
    await handler(bot, job, job.body as Bodies[Kind]);
  } catch (error) {
    if (!(error instanceof Later)) {
      bot.metrics.failed(job.kind, false);
      bot.log.warn({ kind: job.kind, attempt: job.attempt, err: error }, 'a piece of work failed');
      if (job.attempt > bot.limits.backoffMs.length) await tellBroken(bot, job).catch(() => undefined);
    }
    throw error;
  }
}
