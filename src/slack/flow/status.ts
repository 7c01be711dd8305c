import { words } from '../../reply/words.ts';
import type { Place } from '../jobs.ts';
import { STATUS_AFTER_MS } from '../limits.ts';
import type { Bot } from './bot.ts';

/**
 * Shows somebody who asked that the bot is at work, when it takes longer than a moment. Gives what clears it; nothing here
 * ever fails the work.
 */
export function showWorking(bot: Bot, place: Pick<Place, 'channel' | 'threadTs' | 'ts'>): () => void {
  const root = place.threadTs ?? place.ts;
  let shown: Promise<boolean> | null = null;
  const timer = setTimeout(() => {
    shown = bot.calls.setStatus(place.channel, root, words.working);
  }, STATUS_AFTER_MS);
  return () => {
    clearTimeout(timer);
    if (shown) bot.background('clear the status', clear(bot, place.channel, root, shown));
  };
}

async function clear(bot: Bot, channel: string, root: string, shown: Promise<boolean>): Promise<void> {
  if (await shown) await bot.calls.setStatus(channel, root, '');
}
