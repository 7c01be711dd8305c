import { loadingView } from '../../reply/views/loading.ts';
import { SlackError } from '../../work/slack.ts';
import type { Bot } from '../flow/bot.ts';
import type { Pressed } from './pressed.ts';

/**
 * Opens a loading view at once, since the trigger lives three seconds, and then what was asked for. A person who has closed it
 * meanwhile wants nothing more.
 */
export async function showView(bot: Bot, pressed: Pressed, content: () => Promise<unknown>): Promise<void> {
  const [view, ready] = await Promise.all([bot.calls.openView(pressed.trigger, loadingView()), content()]);
  if (view === null) return;
  try {
    await bot.calls.updateView(view, ready);
  } catch (error) {
    if (!(error instanceof SlackError) || error.code !== 'not_found') throw error;
  }
}
