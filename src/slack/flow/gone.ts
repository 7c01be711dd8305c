import type { GoneBody } from '../jobs.ts';
import type { Bot } from './bot.ts';

/** The app was uninstalled or its token revoked: only the operator can do something about it. */
export async function onGone(bot: Bot, body: GoneBody): Promise<void> {
  bot.tokenLost(body.event);
  bot.log.error(
    { event: body.event, team: body.team },
    'Slack took the token away: reinstall the app and set SLACK_BOT_TOKEN',
  );
}
