import { detailsView } from '../../reply/views/details.ts';
import { readReply } from '../../work/replies.ts';
import type { Bot } from '../flow/bot.ts';
import type { Pressed } from './pressed.ts';
import { showView } from './show-view.ts';

/** Everything about a reply, for whoever wants more than fits into it. */
export function openDetails(bot: Bot, pressed: Pressed, id: string): Promise<void> {
  return showView(bot, pressed, async () => detailsView(await readReply(bot.store, id), bot.knowledge));
}
