import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

it('the example file is a valid configuration', () => {
  const toml = read('caracal-help.example.toml');
  const files = { exists: () => true, read: (path: string) => (path.endsWith('.toml') ? toml : 'token') };
  const loaded = loadConfig({}, 'check', files);
  expect('config' in loaded && loaded.config.zones[0]).toMatchObject({
    name: 'staging',
    channels: ['C0123HELP'],
    gatewayUrl: 'http://gateway:8081',
  });
});

it('the example environment, filled in, is a valid configuration', () => {
  const example = read('.env.example').replaceAll(/^#([A-Z_]+=)/gm, '$1');
  const env: Record<string, string | undefined> = parseEnv(example);
  expect(Object.keys(env).sort()).toEqual([
    'CARACAL_ADMIN_TOKEN',
    'CARACAL_API_URL',
    'CARACAL_HELP_CONFIG',
    'CARACAL_HELP_DATA',
    'CARACAL_ZONE_ID',
    'HOST',
    'LOG_LEVEL',
    'PORT',
    'REDIS_URL',
    'SLACK_APP_TOKEN',
    'SLACK_BOT_TOKEN',
    'SLACK_SIGNING_SECRET',
  ]);
  const secrets = {
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    CARACAL_ZONE_ID: 'z',
    CARACAL_ADMIN_TOKEN: 't',
  };
  const files = { exists: () => true, read: () => '' };
  expect(loadConfig({ ...env, ...secrets }, 'serve', files)).toHaveProperty('config');
});

it('the example environment as it stands is refused, setting by setting', () => {
  const files = { exists: () => false, read: () => '' };
  const env: Record<string, string | undefined> = parseEnv(read('.env.example'));
  const loaded = loadConfig(env, 'serve', files);
  const keys = 'problems' in loaded && loaded.problems.map((problem) => problem.key);
  expect(keys).toEqual(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN']);
});
