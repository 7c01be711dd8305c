import type { HomeView } from '@slack/types';
import { help } from '../help.ts';

/** The home tab: what the bot can do and how to call it. */
export function homeView(): HomeView {
  return { type: 'home', blocks: help().blocks };
}
