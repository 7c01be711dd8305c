import { homeView } from '../../reply/views/home.ts';
import type { HomeBody } from '../jobs.ts';
import type { Bot } from './bot.ts';

/** Draws the home tab: what the bot can do and how to call it. */
export async function onHome(bot: Bot, body: HomeBody): Promise<void> {
  await bot.calls.publishHome(body.user, homeView());
}
