import { notSet, plain, secret } from './environment.ts';
import type { Config, Env, Files, Need, Problem } from './types.ts';
import { readUrl } from './url.ts';

/** What each kind of Slack token is, by its prefix, and where it belongs. */
const prefixes = [
  { prefix: 'xoxb-', is: 'a bot token', belongs: 'it belongs in SLACK_BOT_TOKEN' },
  { prefix: 'xapp-', is: 'an app-level token', belongs: 'it belongs in SLACK_APP_TOKEN' },
  { prefix: 'xoxp-', is: 'a user token', belongs: 'caracal-help needs none' },
  { prefix: 'xoxe', is: 'a token of an app with token rotation', belongs: 'turn token rotation off for this app' },
  { prefix: 'xox', is: 'another kind of Slack token', belongs: 'caracal-help needs none' },
];

const where = {
  SLACK_BOT_TOKEN: 'use the Bot User OAuth Token (xoxb-…) from "OAuth & Permissions" of your Slack app',
  SLACK_APP_TOKEN: 'use an app-level token (xapp-…) with connections:write from "Basic Information" of your Slack app',
  SLACK_SIGNING_SECRET: 'use the Signing Secret from "Basic Information" of your Slack app',
};

/** What is wrong with a value of a Slack setting, judged by its prefix; null when nothing is. */
function wrongPrefix(name: keyof typeof where, wanted: string | null, value: string): string | null {
  if (wanted !== null && value.startsWith(wanted)) return null;
  const other = prefixes.find((entry) => value.startsWith(entry.prefix));
  if (other !== undefined) return `holds ${other.is}: ${other.belongs}; ${where[name]}`;
  return wanted === null ? null : `does not begin with ${wanted}; ${where[name]}`;
}

function token(
  env: Env,
  name: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN',
  wanted: string,
  files: Files,
  problems: Problem[],
) {
  const value = secret(env, name, files, problems);
  if (value === null) return null;
  const wrong = wrongPrefix(name, wanted, value);
  if (wrong !== null) problems.push({ key: name, message: wrong });
  else if (value.length === wanted.length) problems.push({ key: name, message: `is only ${wanted}; ${where[name]}` });
  return value;
}

function signingSecrets(env: Env, files: Files, problems: Problem[]): string[] {
  const key = 'SLACK_SIGNING_SECRET';
  // Blanks around the comma are no fault; inside a secret they are.
  const spaced = env[key]?.split(',').map((part) => part.trim());
  const value = secret({ ...env, ...(spaced && { [key]: spaced.join(',') }) }, key, files, problems);
  if (value === null) return [];
  const secrets = value.split(',').filter((part) => part !== '');
  if (secrets.length === 0) problems.push({ key, message: `has only commas in it; ${where[key]}` });
  if (secrets.length > 2) {
    problems.push({
      key,
      message: `has ${secrets.length} values; give the new one and the old one, separated by a comma`,
    });
  }
  const wrong = secrets.map((part) => wrongPrefix(key, null, part)).find((text) => text !== null);
  if (wrong) problems.push({ key, message: wrong });
  return [...new Set(secrets)];
}

/** The Slack settings. Commands that do not speak to Slack ignore them, so that a half-set environment is no obstacle. */
export function readSlack(env: Env, need: Need, files: Files, problems: Problem[]): Config['slack'] {
  const standard = 'https://slack.com/api/';
  if (need === 'diagnose' || need === 'sandbox') {
    return { botToken: '', signingSecrets: [], appToken: null, apiUrl: standard };
  }
  const before = problems.length;
  const botToken = token(env, 'SLACK_BOT_TOKEN', 'xoxb-', files, problems);
  const appToken = token(env, 'SLACK_APP_TOKEN', 'xapp-', files, problems);
  const secrets = signingSecrets(env, files, problems);
  const said = (name: string) => problems.slice(before).some((problem) => problem.key.startsWith(name));
  if (need === 'serve') {
    if (botToken === null && !said('SLACK_BOT_TOKEN'))
      problems.push(notSet(env, 'SLACK_BOT_TOKEN', where.SLACK_BOT_TOKEN));
    const oneMode = appToken !== null || secrets.length > 0;
    if (!oneMode && !said('SLACK_APP_TOKEN') && !said('SLACK_SIGNING_SECRET')) {
      const advice = `${where.SLACK_SIGNING_SECRET}, or set SLACK_APP_TOKEN (xapp-…) to use Socket Mode`;
      problems.push(notSet(env, 'SLACK_SIGNING_SECRET', advice));
    }
  }
  const root = readUrl(plain(env, 'SLACK_API_URL') ?? standard, standard);
  if ('wrong' in root) problems.push({ key: 'SLACK_API_URL', message: root.wrong });
  return {
    botToken: botToken ?? '',
    signingSecrets: secrets,
    appToken,
    apiUrl: 'url' in root ? `${root.url}/` : standard,
  };
}
