import { readPress } from '../../reply/actions.ts';
import { sentence } from '../../reply/blocks/simple.ts';
import { words } from '../../reply/words.ts';
import { replyId } from '../../work/replies.ts';
import type { Bot } from '../flow/bot.ts';
import type { Live } from '../receiver/accept.ts';
import { BlockActions } from '../receiver/envelope.ts';
import { rawPress } from '../receiver/interaction.ts';
import { openChoice } from './choose.ts';
import { openDetails } from './details.ts';
import { openForm, submitForm } from './form.ts';
import { openPolicyInput } from './policy-input.ts';
import { type Pressed, whisper } from './pressed.ts';

/**
 * Answers what cannot wait in the store because its trigger lives three seconds: presses that open a modal, and the form
 * while its errors can still be shown. A press is acknowledged at once; the modal follows.
 */
export function createLive(bot: Bot): Live {
  return async (body) => {
    if (body.type === 'view_submission') return submitForm(bot, body);
    const read = BlockActions.safeParse(body);
    const trigger = body.trigger_id;
    if (!read.success || typeof trigger !== 'string') return undefined;
    const { team, user, channel, container, response_url: responseUrl = null } = read.data;
    const pressed: Pressed = {
      team: team?.id ?? user.team_id ?? '',
      user: user.id,
      channel: channel?.id ?? container?.channel_id ?? '',
      trigger,
      responseUrl,
    };
    bot.background('open a modal', openOrTell(bot, read.data, pressed));
    return undefined;
  };
}

/** Whoever pressed sees a modal, or why there is none. */
async function openOrTell(bot: Bot, body: BlockActions, pressed: Pressed): Promise<void> {
  try {
    await open(bot, body, pressed);
  } catch (error) {
    const reference = replyId(pressed.team, pressed.channel, pressed.trigger).slice(0, 8);
    bot.log.warn({ reference, err: error }, 'a modal could not be opened');
    await whisper(bot, pressed, sentence([words.failed(reference)]));
  }
}

async function open(bot: Bot, body: BlockActions, pressed: Pressed): Promise<void> {
  const press = readPress(rawPress(body.actions[0]!));
  if (press === null) return;
  bot.metrics.pressed(press.kind);
  if (press.kind === 'openForm') return openForm(bot, pressed);
  if (press.kind === 'notIt') return openChoice(bot, pressed, press.reply);
  if (press.kind === 'details') return openDetails(bot, pressed, press.reply);
  if (press.kind === 'policyInput') return openPolicyInput(bot, pressed, press.reply);
}
