import { checksFor } from '../../checks/list.ts';
import { runChecks } from '../../checks/run.ts';
import type { Answer } from '../../checks/types.ts';
import { conclude } from '../../diagnosis/conclude.ts';
import { isExplained } from '../../diagnosis/explained.ts';
import type { Diagnosis } from '../../diagnosis/types.ts';
import type { Paste } from '../../paste/types.ts';
import { replyWords } from '../../reply/words/reply.ts';
import { changeInWords } from '../../reply/words.ts';
import { auditAsked, findingsArrived } from '../../work/changes.ts';
import { changeReply } from '../../work/replies.ts';
import { askAgain, nextAsk } from '../../work/timers.ts';
import type { ReplyRecord } from '../../work/types.ts';
import { countedCheck } from '../counted.ts';
import { EACH_CHECK_MS, FIRST_CHECKS_MS } from '../limits.ts';
import { whyClosed } from '../stacks.ts';
import type { Bot } from './bot.ts';

/** Whose rights count, and where the answer will stand. */
export interface Asker {
  channel: string;
  user: string;
  /** Only this zone, where the person chose one. */
  zone?: string | null;
}

export interface Verified {
  diagnosis: Diagnosis;
  /** Checks that were not done in time; null when all were. */
  late: Promise<Answer> | null;
}

/** Runs the checks that this person may have here; null when they could not be run. Resolves within `allMs`, never rejects. */
export async function ask(
  bot: Bot,
  asker: Asker,
  paste: Paste,
  diagnosis: Diagnosis,
  allMs: number,
): Promise<(Answer & { late: Promise<Answer> | null }) | null> {
  const [allowed, docker] = await Promise.all([bot.stacks.zones(asker.channel, asker.user), bot.stacks.docker()]);
  const zones = asker.zone ? allowed.filter((zone) => zone.id === asker.zone) : allowed;
  const context = {
    paste,
    diagnosis,
    zones,
    docker,
    sameMachine: false,
    signal: AbortSignal.timeout(60_000),
    now: () => bot.now(),
  };
  try {
    const checks = (await checksFor(context)).map((check) => countedCheck(check, bot.metrics));
    return await runChecks(context, { eachMs: EACH_CHECK_MS, allMs }, checks);
  } catch (error) {
    bot.log.error({ err: error }, 'the checks failed');
    return null;
  }
}

/** A diagnosis with what the checks say, as far as they say it in time for the first reply. */
export async function verify(bot: Bot, asker: Asker, paste: Paste, unnoted: Diagnosis): Promise<Verified> {
  const diagnosis = withRights(bot, asker, unnoted);
  const answer = await ask(bot, asker, paste, diagnosis, FIRST_CHECKS_MS);
  if (answer === null) return { diagnosis, late: null };
  return { diagnosis: conclude(diagnosis, answer, bot.knowledge), late: answer.late };
}

/** Where audit may not be asked about the request of the paste, a note says why: nothing will come later. */
function withRights(bot: Bot, { channel, user }: Asker, diagnosis: Diagnosis): Diagnosis {
  const why = diagnosis.requestIds.length > 0 ? whyClosed(bot.config.zones, channel, user) : null;
  return why === null ? diagnosis : { ...diagnosis, notes: [...diagnosis.notes, replyWords.audit.closed[why]] };
}

/** Brings what came after the first reply into it. */
export async function bringIn(bot: Bot, id: string, late: Promise<Answer>): Promise<void> {
  const answer = await late;
  const rethink = findingsArrived((diagnosis) => conclude(diagnosis, answer, bot.knowledge), changeInWords);
  if (await changeReply(bot.store, id, rethink)) await bot.outbox.deliver(id);
}

/** Audit has not got the request yet, or did not answer: worth asking again. */
export function auditIsOpen({ diagnostic, requestIds }: Diagnosis, late: boolean): boolean {
  return (diagnostic !== null && !isExplained(diagnostic)) || (late && requestIds.length > 0);
}

/** Sets the durable timer that asks audit again after it was asked `asked` times more. */
export async function askAuditAgain(bot: Bot, record: ReplyRecord, asked: number): Promise<void> {
  const due = nextAsk(asked, record.createdAt);
  const after = await changeReply(bot.store, record.id, auditAsked(asked, due));
  const timer = after && askAgain(after, `audit|${record.id}`);
  if (timer) await bot.store.accept(timer);
}
