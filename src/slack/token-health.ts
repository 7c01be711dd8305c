const LOST = new Set(['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive']);

/** Whether Slack still takes the bot token: judged by what it answers to the calls that are made anyway. */
export interface TokenHealth {
  /** After every call: `ok` or Slack's error code. */
  saw(outcome: string): void;
  state(): { ok: boolean; detail: string };
}

export function createTokenHealth(): TokenHealth {
  let lost: string | null = null;
  return {
    saw(outcome) {
      if (outcome === 'ok') lost = null;
      else if (LOST.has(outcome)) lost = outcome;
    },
    state: () =>
      lost === null
        ? { ok: true, detail: 'Slack takes the token' }
        : { ok: false, detail: `Slack refuses SLACK_BOT_TOKEN (${lost})` },
  };
}
