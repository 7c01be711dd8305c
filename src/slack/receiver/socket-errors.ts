const REFUSALS: Record<string, string> = {
  invalid_auth: 'Slack does not know SLACK_APP_TOKEN: create an app-level token with connections:write and set it',
  not_authed: 'SLACK_APP_TOKEN is empty or unreadable: set the app-level token that begins with xapp-',
  not_allowed_token_type: 'SLACK_APP_TOKEN is not an app-level token: it must begin with xapp-',
  missing_scope: 'SLACK_APP_TOKEN lacks the scope connections:write',
  account_inactive: 'SLACK_APP_TOKEN belongs to an app that is no longer installed',
  token_revoked: 'SLACK_APP_TOKEN was revoked: create a new app-level token',
  token_expired: 'SLACK_APP_TOKEN has expired: create a new app-level token',
  user_removed_from_team: 'SLACK_APP_TOKEN belongs to a user who left the workspace',
  team_disabled: 'the workspace of SLACK_APP_TOKEN is disabled',
};

/** One clear line about the app token when that is what Slack refused; null for anything that may pass later. */
export function badAppToken(error: unknown): string | null {
  const data = (error as { data?: { error?: unknown } } | null)?.data;
  return typeof data?.error === 'string' ? (REFUSALS[data.error] ?? null) : null;
}
