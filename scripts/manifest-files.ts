import { manifest } from '../src/cli/manifest.ts';

/** A text as YAML: plain where that is beyond doubt, else in double quotes, which JSON and YAML share. */
function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const plain =
    /^[A-Za-z/][A-Za-z0-9_./:-]*( [A-Za-z0-9_./:-]+)*$/.test(value) &&
    !/: |:$|^(true|false|null|yes|no|on|off)$/i.test(value);
  return plain ? value : JSON.stringify(value);
}

/** Objects, lists and scalars as block YAML, two blanks a level. */
function yaml(value: unknown, indent = ''): string {
  if (Array.isArray(value)) {
    return value
      .map((item) => {
        if (typeof item !== 'object') return `${indent}- ${scalar(item)}\n`;
        return `${indent}- ${yaml(item, `${indent}  `).trimStart()}`;
      })
      .join('');
  }
  return Object.entries(value as Record<string, unknown>)
    .map(([key, inner]) => {
      if (typeof inner !== 'object' || inner === null) return `${indent}${key}: ${scalar(inner as string)}\n`;
      return `${indent}${key}:\n${yaml(inner, `${indent}  `)}`;
    })
    .join('');
}

const head = (mode: string, next: string) =>
  `# Slack app manifest for ${mode}. Made by scripts/manifest.ts from src/cli/manifest.ts; change it there.\n` +
  `# api.slack.com/apps > Create New App > From a manifest. ${next}\n`;

/** The manifests by file name. */
export function manifestFiles(): Record<string, string> {
  const socket = head(
    'Socket Mode',
    'Then: an app-level token with connections:write is\n# SLACK_APP_TOKEN, the Bot User OAuth Token is SLACK_BOT_TOKEN.',
  );
  const http = head(
    'HTTP mode',
    'First replace\n# caracal-help.example.com. Then: the Signing Secret is SLACK_SIGNING_SECRET, the Bot User OAuth Token is SLACK_BOT_TOKEN.',
  );
  return {
    'manifest.yml': socket + yaml(manifest(null)),
    'manifest.http.yml': http + yaml(manifest('https://caracal-help.example.com')),
  };
}
