import { describe, expect, it } from 'vitest';
import { loadConfig, problemLines, secretsOf } from '../../src/config/load.ts';
import type { Files, Need } from '../../src/config/types.ts';

const env = { SLACK_BOT_TOKEN: 'xoxb-1-test', SLACK_SIGNING_SECRET: '0123456789abcdef' };
const fileName = './caracal-help.toml';

function disk(contents: Record<string, string>): Files {
  return {
    exists: (path) => path in contents,
    read(path) {
      const text = contents[path];
      if (text !== undefined) return text;
      throw Object.assign(new Error('no'), { code: path.includes('forbidden') ? 'EACCES' : 'ENOENT' });
    },
  };
}

function load(
  environment: Record<string, string | undefined>,
  contents: Record<string, string> = {},
  need: Need = 'serve',
) {
  return loadConfig(environment, need, disk(contents));
}

function config(...args: Parameters<typeof load>) {
  const loaded = load(...args);
  if ('problems' in loaded) throw new Error(problemLines(loaded.problems).join('\n'));
  return loaded.config;
}

function problems(...args: Parameters<typeof load>) {
  const loaded = load(...args);
  if ('config' in loaded) throw new Error('expected problems');
  return problemLines(loaded.problems);
}

const withFile = (toml: string, more: Record<string, string> = {}) => [env, { [fileName]: toml, ...more }] as const;

describe('loadConfig', () => {
  it('gives the documented defaults', () => {
    expect(config(env)).toEqual({
      slack: {
        botToken: 'xoxb-1-test',
        signingSecrets: ['0123456789abcdef'],
        appToken: null,
        apiUrl: 'https://slack.com/api/',
      },
      http: { host: '0.0.0.0', port: 3055 },
      dataDir: './data',
      redisUrl: null,
      logLevel: 'info',
      edition: 'auto',
      channels: { autoReply: null, mute: [] },
      zones: [],
      docker: { enabled: false, project: 'caracal', network: 'caracalData', host: null, env: {} },
      knowledge: { extra: [] },
    });
  });

  it('freezes everything', () => {
    const loaded = config(env);
    expect(Object.isFrozen(loaded)).toBe(true);
    expect(Object.isFrozen(loaded.slack.signingSecrets)).toBe(true);
  });

  it('reads the whole example of the documentation', () => {
    const toml = `
edition = "2026.06"
[channels]
auto_reply = ["C0HELP"]
mute = ["C0NOISY"]
[[zones]]
id = "018f0000-0000-7000-8000-000000000001"
name = "staging"
api_url = "https://caracal.staging.internal/"
admin_token_file = "/run/secrets/caracal-staging"
sts_url = "http://sts:8080"
channels = ["C0HELP"]
users = []
[docker]
enabled = true
project = "caracal"
network = "caracalData"
[knowledge]
extra = ["/etc/our-tables.toml"]
`;
    const loaded = config(
      ...withFile(toml, { '/run/secrets/caracal-staging': 'token-1\n', '/etc/our-tables.toml': '' }),
    );
    expect(loaded.zones).toEqual([
      {
        key: 'zones[0]',
        id: '018f0000-0000-7000-8000-000000000001',
        name: 'staging',
        apiUrl: 'https://caracal.staging.internal',
        adminToken: 'token-1',
        stsUrl: 'http://sts:8080',
        gatewayUrl: null,
        channels: ['C0HELP'],
        users: [],
      },
    ]);
    expect(loaded.edition).toBe('2026.06');
    expect(loaded.channels).toEqual({ autoReply: ['C0HELP'], mute: ['C0NOISY'] });
    expect(loaded.docker.enabled).toBe(true);
    expect(loaded.knowledge.extra).toEqual(['/etc/our-tables.toml']);
  });

  it('counts relative paths of the file from the folder of the file', () => {
    const toml = '[[zones]]\nid = "z1"\nadmin_token_file = "token"\n[knowledge]\nextra = ["./more.toml"]\n';
    const files = { '/etc/help/c.toml': toml, '/etc/help/token': 't0k', '/etc/help/more.toml': '' };
    const loaded = config({ ...env, CARACAL_HELP_CONFIG: '/etc/help/c.toml' }, files);
    expect(loaded.zones[0]?.adminToken).toBe('t0k');
    expect(loaded.knowledge.extra).toEqual(['/etc/help/more.toml']);
  });
});

describe('the Slack settings', () => {
  it('asks for what serve cannot do without, and for nothing elsewhere', () => {
    expect(problems({})).toEqual([
      expect.stringMatching(/^SLACK_BOT_TOKEN: is not set; use the Bot User OAuth Token/),
      expect.stringMatching(/^SLACK_SIGNING_SECRET: is not set; .*SLACK_APP_TOKEN/),
    ]);
    expect(config({}, {}, 'diagnose').slack.botToken).toBe('');
    expect(config({}, {}, 'check').slack.botToken).toBe('');
    expect(config({ SLACK_BOT_TOKEN: 'xoxp-1' }, {}, 'diagnose').slack.botToken).toBe('');
  });

  it.each([
    [{ ...env, SLACK_BOT_TOKEN: 'xoxp-1-2' }, /^SLACK_BOT_TOKEN: holds a user token/],
    [
      { ...env, SLACK_BOT_TOKEN: 'xapp-1-2' },
      /^SLACK_BOT_TOKEN: holds an app-level token: it belongs in SLACK_APP_TOKEN/,
    ],
    [{ ...env, SLACK_APP_TOKEN: 'xoxb-1-2' }, /^SLACK_APP_TOKEN: holds a bot token: it belongs in SLACK_BOT_TOKEN/],
    [{ ...env, SLACK_SIGNING_SECRET: 'xoxb-1-2' }, /^SLACK_SIGNING_SECRET: holds a bot token/],
    [{ ...env, SLACK_BOT_TOKEN: 'abc' }, /^SLACK_BOT_TOKEN: does not begin with xoxb-/],
    [{ ...env, SLACK_BOT_TOKEN: 'xoxb-1 2' }, /^SLACK_BOT_TOKEN: has blanks/],
    [{ ...env, SLACK_BOT_TOKEN: 'xoxb-' }, /^SLACK_BOT_TOKEN: is only xoxb-/],
    [{ ...env, SLACK_SIGNING_SECRET: 'a,b,c' }, /^SLACK_SIGNING_SECRET: has 3 values/],
    [{ ...env, SLACK_SIGNING_SECRET: ',' }, /^SLACK_SIGNING_SECRET: has only commas/],
    [{ ...env, SLACK_SIGNING_SECRET: '' }, /^SLACK_SIGNING_SECRET: is empty/],
    [{ ...env, SLACK_API_URL: 'ftp://x' }, /^SLACK_API_URL: must begin with http/],
    [{ ...env, SLACK_BOT_TOKEN: undefined, SLACK_BOT_TOKN: 'xoxb-1' }, /SLACK_BOT_TOKN is set: is that a misspelling/],
  ])('refuses %o', (environment, message) => {
    const found = problems(environment);
    expect(found).toEqual([expect.stringMatching(message)]);
    expect(found.join()).not.toContain('xoxp-1-2');
  });

  it('takes two signing secrets, and none in Socket Mode', () => {
    expect(config({ ...env, SLACK_SIGNING_SECRET: 'new, old' }).slack.signingSecrets).toEqual(['new', 'old']);
    const socket = config({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' });
    expect(socket.slack).toMatchObject({ appToken: 'xapp-1', signingSecrets: [] });
    expect(config({ ...env, SLACK_APP_TOKEN: '' }).slack.appToken).toBeNull();
  });

  it('adds the slash to the root of the Web API', () => {
    expect(config({ ...env, SLACK_API_URL: 'http://127.0.0.1:1/api' }).slack.apiUrl).toBe('http://127.0.0.1:1/api/');
  });
});

describe('secrets in files', () => {
  const { SLACK_BOT_TOKEN: _, ...rest } = env;

  it('reads X_FILE for each secret', () => {
    const files = {
      '/s/bot': 'xoxb-2\n',
      '/s/sign': 'one,two\n',
      '/s/app': 'xapp-2',
      '/s/admin': 'adm',
      '/s/redis': 'redis://r:6379/1',
    };
    const loaded = config(
      {
        SLACK_BOT_TOKEN_FILE: '/s/bot',
        SLACK_SIGNING_SECRET_FILE: '/s/sign',
        SLACK_APP_TOKEN_FILE: '/s/app',
        CARACAL_ADMIN_TOKEN_FILE: '/s/admin',
        CARACAL_ZONE_ID: 'z1',
        REDIS_URL_FILE: '/s/redis',
      },
      files,
    );
    expect(loaded.slack).toMatchObject({ botToken: 'xoxb-2', signingSecrets: ['one', 'two'], appToken: 'xapp-2' });
    expect(loaded.zones[0]).toMatchObject({
      id: 'z1',
      adminToken: 'adm',
      apiUrl: 'http://localhost:3000',
      channels: ['*'],
    });
    expect(loaded.redisUrl).toBe('redis://r:6379/1');
    expect(secretsOf(loaded)).toContain('redis://r:6379/1');
  });

  it.each([
    ['/s/none', 'there is no such file'],
    ['/s/forbidden', 'this user may not read it'],
    ['/s/empty', 'is empty'],
    ['/s/long', 'more than one line'],
  ])('says why %s cannot be used', (path, why) => {
    const found = problems({ ...rest, SLACK_BOT_TOKEN_FILE: path }, { '/s/empty': ' \n', '/s/long': 'a\nb' });
    expect(found).toEqual([expect.stringContaining(`SLACK_BOT_TOKEN_FILE: ${path}`)]);
    expect(found[0]).toContain(why);
  });

  it('refuses a secret given twice', () => {
    expect(problems({ ...env, SLACK_BOT_TOKEN_FILE: '/s/bot' })).toEqual([expect.stringContaining('keep one of them')]);
  });
});

describe('the other settings', () => {
  it.each([
    [{ PORT: '70000' }, 'PORT: must be a whole number'],
    [{ PORT: '1e3' }, 'PORT: must be a whole number'],
    [{ HOST: 'a b' }, 'HOST: is not the name or address of a network interface'],
    [{ HOST: 'http://localhost' }, 'HOST: is not the name or address'],
    [{ HOST: '127.0.0.1:3055' }, 'and PORT for the port'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be one of debug, info, warn, error'],
    [{ REDIS_URL: 'http://r' }, 'REDIS_URL: must be an address like redis://'],
    [{ CARACAL_HELP_CONFIG: '/none.toml' }, 'CARACAL_HELP_CONFIG: /none.toml cannot be read (there is no such file)'],
    [{ CARACAL_ZONE_ID: 'z' }, 'CARACAL_ADMIN_TOKEN: is not set; it goes with CARACAL_ZONE_ID'],
    [{ CARACAL_ADMIN_TOKEN: 't' }, 'CARACAL_ZONE_ID: is not set; it goes with CARACAL_ADMIN_TOKEN'],
    [{ CARACAL_ADMIN_TOKEN: 't', CARACAL_ZONE_ID: 'z', CARACAL_API_URL: 'localhost:3000' }, 'CARACAL_API_URL: '],
    [
      { CARACAL_ADMIN_TOKEN: 't', CARACAL_ZONE_ID: 'z', CARACAL_API_URL: 'https://me:pw@x' },
      'must not hold a name or password',
    ],
  ])('refuses %o', (more, message) => {
    expect(problems({ ...env, ...more })).toEqual([expect.stringContaining(message)]);
  });

  it('takes PORT=0 and any case of LOG_LEVEL', () => {
    expect(config({ ...env, PORT: '0', LOG_LEVEL: 'DEBUG' })).toMatchObject({ http: { port: 0 }, logLevel: 'debug' });
  });

  it.each(['::1', '::', 'localhost', 'bot_1.example.com', '127.0.0.1'])('takes HOST=%s', (host) => {
    expect(config({ ...env, HOST: host }).http.host).toBe(host);
  });

  it('leaves a zone that only the SDK uses alone in diagnose', () => {
    expect(config({ CARACAL_ZONE_ID: 'z' }, {}, 'diagnose').zones).toEqual([]);
  });
});

describe('the configuration file', () => {
  const zone = '[[zones]]\nid = "z1"\nadmin_token_file = "/t"\n';

  it.each([
    ['edition = 2026.06', 'edition: must be "2026.06", "1.0" or "auto", in quotes'],
    ['edition = "2025"', 'edition: must be "2026.06"'],
    ['editon = "1.0"', 'editon: is not a key; did you mean edition?'],
    ['[channel]\nmute = []', 'channel: is not a key; did you mean channels?'],
    ['mute = []', 'mute: is not a key here; it belongs in the section [channels]'],
    ['[channels]\nauto-reply = []', 'channels.auto-reply: is not a key; did you mean auto_reply?'],
    ['[channels]\nmute = ["#help"]', "channels.mute[0]: is not a channel's ID"],
    ['[channels]\nmute = "C0HELP"', "channels.mute: must be a list of channels' IDs"],
    ['[channels]\nmute = [1]', "channels.mute[0]: must be a channel's ID in quotes"],
    ['channels = 1', 'channels: must be a section: [channels]'],
    ['[docker]\nenabled = "yes"', 'docker.enabled: must be true or false'],
    ['[docker]\nnetwork = ""', 'docker.network: is empty'],
    ['zones = "z"', 'zones: must be written as [[zones]]'],
    [`${zone}api_url = "nowhere"`, 'zones[0].api_url: begins without http://'],
    [`${zone}users = ["Ada"]`, "zones[0].users[0]: is not a user's ID"],
    [`${zone}channels = ["help"]`, "zones[0].channels[0]: is not a channel's ID"],
    [`${zone}channels = 3`, "zones[0].channels: must be a list of channels' IDs"],
    [`${zone}admin_token = "x"`, 'zones[0].admin_token: is not a key: write the token into a file'],
    [`${zone}colour = "x"`, 'zones[0].colour: is not a key; the keys here are id, name'],
    ['[[zones]]\nadmin_token_file = "/t"', "zones[0].id: is missing; it must be the zone's ID"],
    ['[[zones]]\nid = "z"', 'zones[0].admin_token_file: is missing'],
    ['[[zones]]\nid = "z"\nadmin_token_file = "/none"', 'zones[0].admin_token_file: /none cannot be read'],
    [`${zone}${zone}`, 'zones[1].id: is the same as zones[0].id'],
    ['[knowledge]\nextra = ["/none.toml"]', 'knowledge.extra[0]: /none.toml cannot be read'],
    ['edition = "1.0"\n[channels\nmute = []', './caracal-help.toml:2:10: is not valid TOML'],
  ])('refuses %j', (toml, message) => {
    const found = problems(...withFile(toml, { '/t': 'token' }));
    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it('lists every problem of environment and file at once', () => {
    const toml = 'editon = "1.0"\n[docker]\nenabled = 1\n';
    expect(problems({ PORT: 'x' }, { [fileName]: toml })).toHaveLength(5);
  });

  it('goes on to what the files say where keys and types are wrong', () => {
    const toml = `
edition = 2026
channels = 1
[[zones]]
id = 7
colour = "red"
admin_token_file = "/nope/token"
[[zones]]
id = "z1"
admin_token_file = "/t"
[[zones]]
id = "z1"
users = "U1"
admin_token_file = "/empty"
[docker]
enabled = true
project = 3
[knowledge]
extra = ["./missing.toml", 4]
`;
    const found = problems({ ...env, HOST: 'a b', DOCKER_HOST: 'junk' }, { [fileName]: toml, '/t': 'x', '/empty': '' });
    expect(found.map((line) => line.split(':')[0]).sort()).toEqual([
      'DOCKER_HOST',
      'HOST',
      'channels',
      'docker.project',
      'edition',
      'knowledge.extra[0]',
      'knowledge.extra[1]',
      'zones[0].admin_token_file',
      'zones[0].colour',
      'zones[0].id',
      'zones[2].admin_token_file',
      'zones[2].id',
      'zones[2].users',
    ]);
  });

  it.each(['zones = [1, 2]', 'zones = [[]]', 'knowledge = 1', 'docker = []', '[[docker]]\nenabled = true'])(
    'survives %j',
    (toml) => {
      expect(problems(...withFile(toml)).length).toBeGreaterThan(0);
    },
  );

  it('takes the shortest IDs of Slack, and no single letter', () => {
    const ids = (channel: string, user: string) => `${zone}channels = ["${channel}"]\nusers = ["${user}"]`;
    expect(config(...withFile(ids('C1', 'U1'), { '/t': 'x' })).zones[0]).toMatchObject({
      channels: ['C1'],
      users: ['U1'],
    });
    expect(problems(...withFile(ids('C', 'U'), { '/t': 'x' }))).toHaveLength(2);
  });

  it('judges DOCKER_HOST only where Docker is enabled', () => {
    const on = { [fileName]: '[docker]\nenabled = true\n' };
    expect(config({ ...env, DOCKER_HOST: 'junk' }).docker.host).toBe('junk');
    expect(problems({ ...env, DOCKER_HOST: 'junk' }, on)).toEqual([
      'DOCKER_HOST: is not understood; write unix:///path/to/docker.sock or tcp://host:2376',
    ]);
    expect(config({ ...env, DOCKER_HOST: 'ssh://me@there' }, on).docker.enabled).toBe(true);
  });

  it('takes "*" for every channel, alone or in a list', () => {
    for (const all of ['"*"', '["*"]', '["*", "C0HELP"]']) {
      expect(config(...withFile(`${zone}channels = ${all}`, { '/t': 'x' })).zones[0]?.channels).toEqual(['*']);
    }
    expect(config(...withFile(zone, { '/t': 'x' })).zones[0]?.channels).toEqual([]);
  });

  it('refuses a zone that stands in the environment too', () => {
    const found = problems(
      { ...env, CARACAL_ZONE_ID: 'z1', CARACAL_ADMIN_TOKEN: 't' },
      { [fileName]: zone, '/t': 'x' },
    );
    expect(found).toEqual(['zones[0].id: is also CARACAL_ZONE_ID; keep the zone in one place']);
  });
});
