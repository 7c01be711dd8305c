import { findUser } from '../state.ts';
import type { Json, User } from '../types.ts';
import { required, text } from './arguments.ts';
import { type Call, type Method, SlackError } from './types.ts';

function authTest({ core }: Call): Json {
  const { team, bot } = core.state;
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: bot.name,
    team_id: team.id,
    user_id: bot.userId,
    bot_id: bot.botId,
    is_enterprise_install: false,
  };
}

function userObject(user: User, teamId: string): Json {
  return {
    id: user.id,
    team_id: teamId,
    name: user.name,
    real_name: user.realName,
    deleted: false,
    is_bot: user.bot,
    tz: 'Etc/UTC',
    tz_offset: 0,
    profile: { real_name: user.realName, display_name: user.name, team: teamId },
  };
}

function userInfo({ core, args }: Call): Json {
  const user = findUser(core.state, required(args, 'user'));
  if (!user) throw new SlackError('user_not_found');
  return { user: userObject(user, core.state.team.id) };
}

function botInfo({ core, args }: Call): Json {
  const { bot } = core.state;
  const asked = text(args, 'bot') || bot.botId;
  if (asked !== bot.botId) throw new SlackError('bot_not_found');
  return { bot: { id: bot.botId, app_id: bot.appId, user_id: bot.userId, name: bot.name, deleted: false } };
}

export const workspaceMethods: Record<string, Method> = {
  'api.test': { scopes: [], run: ({ args }) => ({ args }) },
  'auth.test': { scopes: [], run: authTest },
  'apps.connections.open': { scopes: [], token: 'app', run: ({ core }) => ({ url: core.openSocket() }) },
  'users.info': { scopes: ['users:read'], run: userInfo },
  'bots.info': { scopes: ['users:read'], run: botInfo },
  'team.info': { scopes: ['team:read'], run: ({ core }) => ({ team: { ...core.state.team } }) },
};
