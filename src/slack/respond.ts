import type { Message } from '../work/slack.ts';
import { isSlackUrl } from './hosts.ts';

export type Respond = (
  responseUrl: string | null,
  message: Message,
  how?: 'ephemeral' | 'in_channel',
) => Promise<boolean>;

const TIMEOUT_MS = 5_000;

/**
 * Answers a command, shortcut or press through its response_url: to the person alone, unless said otherwise. Resolves to
 * whether Slack took it; a used-up or foreign address is no error.
 */
export function createRespond(apiUrl: string): Respond {
  return async (responseUrl, message, how = 'ephemeral') => {
    if (responseUrl === null || !isSlackUrl(responseUrl, apiUrl)) return false;
    try {
      const response = await fetch(responseUrl, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...message, response_type: how, replace_original: false }),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  };
}
