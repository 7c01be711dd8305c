import { commandLine } from '../../reply/command-line.ts';
import { help } from '../../reply/help.ts';
import { words } from '../../reply/words.ts';
import { replyId } from '../../work/replies.ts';
import type { Job, Source } from '../../work/types.ts';
import type { ChannelType, CommandBody } from '../jobs.ts';
import { answer } from './answer.ts';
import { isRecognised } from './asked.ts';
import type { Bot } from './bot.ts';
import { type Gathered, gather } from './gather.ts';
import { tellOnePerson, toOnePerson } from './one-person.ts';
import { verify } from './verify.ts';
import { saysHelp } from './words-in.ts';

/** A command or a form: asked by somebody, about a text, with no message of theirs to answer under. */
export interface Asked {
  team: string;
  channel: string;
  channelType: ChannelType;
  user: string;
  /** What makes it one piece of work: the command's trigger, the form's view. */
  key: string;
  way: 'command' | 'form';
  /** The zone that was chosen in the form. */
  zone?: string | null;
  responseUrl: string | null;
  acceptedAt: number;
}

/** `/caracal-help`: help for the person alone, or a line in the channel with the checklist in its thread. */
export async function onCommand(bot: Bot, job: Job, body: CommandBody): Promise<void> {
  const { prepared, trigger, responseUrl } = body;
  if (saysHelp(prepared.text)) {
    return tellOnePerson(bot, { ...body, threadTs: null }, responseUrl, help());
  }
  const own = await gather(bot, { prepared, files: [] }, job.acceptedAt);
  await answerInChannel(bot, { ...body, key: trigger, way: 'command', acceptedAt: job.acceptedAt }, own);
}

/**
 * Posts who asked and what was found, and the checklist under it. Where the bot may not post, or found nothing, the whole
 * answer goes to the person alone.
 */
export async function answerInChannel(bot: Bot, asked: Asked, own: Gathered): Promise<void> {
  const { team, channel, user, responseUrl } = asked;
  const { prepared, paste, diagnosis } = own;
  const source: Source = { ...asked, ts: null, threadTs: null };
  const reply = { source: sourceAt(source, null), asked: true, prepared, paste, diagnosis, key: asked.key };
  if (!isRecognised(diagnosis)) return toOnePerson(bot, reply, responseUrl, null);
  const verified = await verify(bot, asked, paste, diagnosis);
  const line = await bot.outbox.post({
    id: `line|${replyId(team, channel, asked.key)}`,
    channel,
    threadTs: null,
    message: commandLine({ user, team }, verified.diagnosis),
  });
  if (line.state !== 'posted')
    return toOnePerson(bot, { ...reply, verified }, responseUrl, words.notMember('@caracal-help'));
  const there = sourceAt({ ...source, channel: line.channel }, line.ts);
  const post = { channel: line.channel, threadTs: line.ts };
  await answer(bot, { ...reply, source: there, post, acceptedAt: asked.acceptedAt, verified });
}

/** Only what a source is: nothing else of the job may get into the record. */
function sourceAt({ team, channel, channelType, user, way }: Source, ts: string | null): Source {
  return { team, channel, channelType, ts, threadTs: null, user, way };
}
