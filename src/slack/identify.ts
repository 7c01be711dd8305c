import { SlackError } from '../work/slack.ts';
import type { Calls } from './calls.ts';

const NO_TOKEN = new Set(['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive']);
const TRIES = 5;
const PAUSE_MS = 1_000;

/**
 * Asks Slack who the bot is. Slack that is down is asked a few times; a token that Slack refuses ends the start at once.
 * @throws Error with one clear sentence that names the setting
 */
export async function identify(calls: Calls, pauseMs = PAUSE_MS): Promise<Awaited<ReturnType<Calls['whoAmI']>>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await calls.whoAmI();
    } catch (error) {
      const code = error instanceof SlackError ? error.code : 'an unreadable answer';
      if (NO_TOKEN.has(code)) {
        throw new Error(`Slack refuses SLACK_BOT_TOKEN (${code}): set the Bot User OAuth Token of the installed app`);
      }
      const lasting = error instanceof SlackError && error.fault === 'permanent';
      if (lasting || attempt === TRIES) {
        throw new Error(`Slack could not be asked who the bot is (${code}): check SLACK_API_URL and the network`);
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs * attempt));
    }
  }
}
