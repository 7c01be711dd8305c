import { sentence } from '../../reply/blocks/simple.ts';
import { chooseView } from '../../reply/views/choose.ts';
import { words } from '../../reply/words.ts';
import { readReply } from '../../work/replies.ts';
import type { Bot } from '../flow/bot.ts';
import { type Pressed, whisper } from './pressed.ts';
import { showView } from './show-view.ts';

/** "That's not it": which row is it then? */
export async function openChoice(bot: Bot, pressed: Pressed, id: string): Promise<void> {
  const record = await readReply(bot.store, id);
  if (record === null) return whisper(bot, pressed, sentence([words.gone]));
  await showView(bot, pressed, async () => chooseView(record, bot.knowledge));
}
