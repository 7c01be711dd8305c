import { z } from 'zod';
import type { Config } from '../../config/types.ts';
import { botScopes } from '../manifest.ts';
import { fail, type Line, limitMs, note, ok, whyNot } from './types.ts';

const Answer = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  user: z.string().optional(),
  url: z.string().optional(),
});

interface Called {
  body: z.infer<typeof Answer>;
  /** The scopes of the token; null where Slack does not say. */
  scopes: string[] | null;
}

/** What to do about the errors that Slack gives for a token. */
const remedies: Record<string, string> = {
  invalid_auth: 'copy the token again',
  not_authed: 'copy the token again',
  token_revoked: 'reinstall the app to the workspace and copy the new token',
  token_expired: 'turn token rotation off and reinstall the app',
  account_inactive: 'the app was removed from the workspace: install it again',
  not_allowed_token_type: 'this is not the kind of token that belongs here',
  missing_scope: 'give the token the scope connections:write',
};

async function call(root: string, method: string, token: string): Promise<Called> {
  const response = await fetch(new URL(method, root), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
    signal: AbortSignal.timeout(limitMs),
  });
  const text = await response.text();
  let body: z.infer<typeof Answer>;
  try {
    body = Answer.parse(JSON.parse(text));
  } catch {
    throw new Error(`it answered ${response.status} without Slack's JSON`);
  }
  const scopes = response.headers.get('x-oauth-scopes');
  return { body, scopes: scopes === null ? null : scopes.split(',').map((scope) => scope.trim()) };
}

function scopeLine(granted: string[] | null): Line {
  const name = 'slack scopes';
  if (granted === null) return note(name, 'Slack did not say which scopes the token has');
  const missing = Object.entries(botScopes).filter(([scope]) => !granted.includes(scope));
  if (missing.length === 0) return ok(name, `all ${Object.keys(botScopes).length} that manifest.yml asks for`);
  const each = missing.map(([scope, without]) => `${scope} (without it ${without})`).join(', ');
  const where = 'add under "OAuth & Permissions" > "Bot Token Scopes" of the Slack app, then reinstall it';
  return fail(name, `missing ${each}; ${where}`);
}

async function botToken(slack: Config['slack']): Promise<Line[]> {
  const name = 'slack token';
  if (slack.botToken === '') return [fail(name, 'SLACK_BOT_TOKEN is not set; `serve` needs it')];
  try {
    const { body, scopes } = await call(slack.apiUrl, 'auth.test', slack.botToken);
    if (!body.ok) {
      return [
        fail(name, `SLACK_BOT_TOKEN: Slack says ${body.error}; ${remedies[body.error ?? ''] ?? 'see SLACK_BOT_TOKEN'}`),
      ];
    }
    return [ok(name, `signed in as ${body.user ?? 'a bot'} in ${body.team ?? 'a workspace'}`), scopeLine(scopes)];
  } catch (error) {
    return [
      fail(name, `${new URL(slack.apiUrl).host} cannot be asked: ${whyNot(error)}; see SLACK_API_URL and the network`),
    ];
  }
}

async function connection(slack: Config['slack']): Promise<Line> {
  const name = 'slack mode';
  if (slack.appToken === null) {
    if (slack.signingSecrets.length === 0) {
      return fail(
        name,
        'neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP mode) is set; `serve` needs one',
      );
    }
    const rotation = slack.signingSecrets.length === 2 ? ', two signing secrets' : '';
    return ok(name, `HTTP mode${rotation}; that Slack reaches this machine only Slack can tell`);
  }
  try {
    const { body } = await call(slack.apiUrl, 'apps.connections.open', slack.appToken);
    if (body.ok && body.url !== undefined) return ok(name, 'Socket Mode; the app token opens a connection');
    return fail(
      name,
      `SLACK_APP_TOKEN: Slack says ${body.error}; ${remedies[body.error ?? ''] ?? 'see SLACK_APP_TOKEN'}`,
    );
  } catch (error) {
    return fail(
      name,
      `${new URL(slack.apiUrl).host} cannot be asked: ${whyNot(error)}; see SLACK_API_URL and the network`,
    );
  }
}

/** The Slack side: token, scopes against the manifest, and the way in which events come. Opens no socket, posts nothing. */
export async function checkSlack(slack: Config['slack']): Promise<Line[]> {
  const [token, mode] = await Promise.all([botToken(slack), connection(slack)]);
  return [...token, mode];
}
