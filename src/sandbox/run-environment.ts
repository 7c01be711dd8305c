import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaracalStandIn } from './caracal/stand-in.ts';
import type { Workspace } from './slack/workspace.ts';

/** Zones of the embedded Caracal that the bot knows. Requests of the others are in a zone that it may not see. */
const ZONES = ['staging', 'pipernet-dev', 'support'];

/** What of this process's environment a child needs to run at all. */
const KEPT = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'NODE_COMPILE_CACHE'];

/**
 * The bot's environment: everything points to the workspace and the Caracal beside it, nothing of the person's own settings
 * comes in. Writes the configuration file and the tokens into `folder`.
 */
export function botEnvironment(
  workspace: Workspace,
  caracal: CaracalStandIn,
  folder: string,
): Record<string, string | undefined> {
  const zones = ZONES.map((name) => zoneTable(name, caracal, folder));
  const config = join(folder, 'caracal-help.toml');
  writeFileSync(config, ['edition = "2026.06"\n', ...zones].join('\n'));
  return {
    ...Object.fromEntries(KEPT.map((name) => [name, process.env[name]])),
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_SIGNING_SECRET: workspace.signingSecret,
    SLACK_API_URL: workspace.apiUrl,
    HOST: '127.0.0.1',
    PORT: '0',
    CARACAL_HELP_CONFIG: config,
    CARACAL_HELP_DATA: join(folder, 'data'),
    LOG_LEVEL: 'info',
  };
}

function zoneTable(name: string, caracal: CaracalStandIn, folder: string): string {
  const zone = caracal.zones[name];
  if (!zone) throw new Error(`The embedded Caracal has no zone ${name}`);
  const file = join(folder, `${name}.token`);
  writeFileSync(file, zone.token, { mode: 0o600 });
  return `[[zones]]
id = ${JSON.stringify(zone.id)}
name = ${JSON.stringify(name)}
api_url = ${JSON.stringify(caracal.apiUrl)}
admin_token_file = ${JSON.stringify(file)}
sts_url = ${JSON.stringify(caracal.stsUrl)}
gateway_url = ${JSON.stringify(caracal.gatewayUrl)}
channels = ["*"]
`;
}
