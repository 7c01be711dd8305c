import type { Message } from '../../work/slack.ts';
import type { Bot } from '../flow/bot.ts';

/** Who pressed what opens a modal, and where. */
export interface Pressed {
  team: string;
  user: string;
  channel: string;
  trigger: string;
  responseUrl: string | null;
}

/** Tells the person alone. */
export async function whisper(bot: Bot, pressed: Pressed, message: Message): Promise<void> {
  if (await bot.respond(pressed.responseUrl, message)) return;
  const { channel, user } = pressed;
  if (channel !== '') await bot.calls.ephemeral({ channel, user, threadTs: null, message }).catch(() => undefined);
}
