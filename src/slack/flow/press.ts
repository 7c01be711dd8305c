import type { RowRef } from '../../knowledge/schema.ts';
import { NONE, replyOf, rowNamed } from '../../reply/actions.ts';
import { sentence } from '../../reply/blocks/simple.ts';
import { words } from '../../reply/words.ts';
import { chosen, reopened, solved, tick, untick } from '../../work/changes.ts';
import { changeReply, readReply } from '../../work/replies.ts';
import type { Message } from '../../work/slack.ts';
import type { ReplyRecord } from '../../work/types.ts';
import type { ChoiceBody, PressBody } from '../jobs.ts';
import { maySee } from '../stacks.ts';
import type { Bot } from './bot.ts';
import { checkAgain } from './check-again.ts';

/** Something under a reply was pressed. Pressed twice, it is done once; every press is decided by the newest record. */
export async function onPress(bot: Bot, body: PressBody): Promise<void> {
  const { press } = body;
  bot.metrics.pressed(press.kind);
  const record = await readReply(bot.store, press.reply);
  if (record === null || record.source.team !== body.team) return whisper(bot, body, sentence([words.gone]));
  switch (press.kind) {
    case 'tick':
      return onTick(bot, record, body, press);
    case 'runChecks':
      return onRunChecks(bot, record, body);
    case 'solved':
      return onSolved(bot, record, body);
    case 'reopen':
      await changeReply(bot.store, record.id, reopened());
      await bot.outbox.deliver(record.id);
      return;
    default:
      return;
  }
}

async function onTick(
  bot: Bot,
  record: ReplyRecord,
  body: PressBody,
  press: Extract<PressBody['press'], { kind: 'tick' }>,
): Promise<void> {
  const row = rowNamed(press.row, rowsOf(bot, record));
  if (row === null) return;
  await changeReply(bot.store, record.id, press.done ? tick(row, body.user, bot.now()) : untick(row));
  await bot.outbox.deliver(record.id);
}

/** With the rights of whoever presses, not of whoever asked first. */
async function onRunChecks(bot: Bot, record: ReplyRecord, body: PressBody): Promise<void> {
  const { channel } = record.source;
  const here = bot.config.zones.filter((zone) => zone.channels.includes('*') || zone.channels.includes(channel));
  const allowed = here.filter((zone) => maySee(zone, channel, body.user));
  if (here.length > 0 && allowed.length === 0) return whisper(bot, body, sentence([words.noZoneRight]));
  if (allowed.length === 0 && !bot.config.docker.enabled) return whisper(bot, body, sentence([words.noChecks]));
  const after = await checkAgain(bot, record, body.user);
  if (after?.revision === record.revision) await whisper(bot, body, sentence([words.checksSame]));
}

/** The checklist folds to a line in the thread: who, and after how long. */
async function onSolved(bot: Bot, record: ReplyRecord, body: PressBody): Promise<void> {
  if (record.solved && record.solved.by !== body.user) return whisper(bot, body, sentence([words.alreadySolved]));
  const after = await changeReply(bot.store, record.id, solved(body.user, bot.now()));
  if (after === null) return;
  await bot.outbox.deliver(record.id);
}

/** "That's not it": another row for everyone, or none. The choice is counted, so that the tables get better. */
export async function onChoice(bot: Bot, body: ChoiceBody): Promise<void> {
  const record = await readReply(bot.store, replyOf(body.metadata) ?? '');
  if (record === null || record.source.team !== body.team) return;
  const { section, row } = record.diagnosis;
  const by = body.user;
  bot.metrics.pressed(body.choice === NONE ? 'choose-none' : 'choose-row');
  bot.log.info({ reply: record.id, section, row, chosen: body.choice }, 'corrected');
  if (body.choice === NONE) await changeReply(bot.store, record.id, chosen({ none: true, by }));
  else {
    const ref = rowNamed(body.choice, rowsOf(bot, record));
    if (ref === null) return;
    await changeReply(bot.store, record.id, chosen({ ...ref, by }));
  }
  await bot.outbox.deliver(record.id);
}

/** Every row that the reply may show: also one that was chosen by hand. */
function rowsOf(bot: Bot, record: ReplyRecord): RowRef[] {
  const tables = bot.knowledge.tables[record.diagnosis.edition];
  const rows = tables.sections.flatMap((section) => section.rows.map((row) => ({ section: section.id, row: row.id })));
  return [...record.diagnosis.checklist.map(({ section, row }) => ({ section, row })), ...rows];
}

/** Only the person who pressed sees it. */
async function whisper(bot: Bot, body: PressBody, message: Message): Promise<void> {
  if (await bot.respond(body.responseUrl, message)) return;
  await bot.calls.ephemeral({ channel: body.channel, user: body.user, threadTs: null, message }).catch(() => undefined);
}
