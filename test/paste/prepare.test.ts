import { describe, expect, test } from 'vitest';
import { decode } from '../../src/paste/decode.ts';
import { prepare } from '../../src/paste/prepare.ts';
import { prepareSlack } from '../../src/paste/slack.ts';

/** Made up, of the forms that the product and others use. */
const clientSecret = `cs_${'aB3dE6gH9'.repeat(5).slice(0, 43)}`;
const payload = Buffer.from(
  JSON.stringify({
    iss: 'http://localhost:8080',
    aud: ['http://localhost:8080'],
    zone_id: '01a20870-7c1d-717b-b835-96cd88eced9f',
    client_id: '01a20870-7d0c-755a-942e-31b72369cdee',
    scope: 'invoices:read invoices:write',
    exp: 1795439082,
    iat: 1795438182,
    use: 'session',
    target: ['resource://billing-api'],
  }),
).toString('base64url');
const token = `eyJhbGciOiJFUzI1NiJ9.${payload}.c2lnbmF0dXJlLW1hZGUtdXA`;

describe('decode', () => {
  test.each([
    ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    ['see <https://a.example/x|a.example/x>', 'see https://a.example/x'],
    ['<http://localhost:8081/ready>', 'http://localhost:8081/ready'],
    ['<mailto:dana@example.com|dana@example.com>', 'dana@example.com'],
    ['<@U123ABC> look', '@user look'],
    ['<!channel> look', '@channel look'],
    ['<html><body>x</body>', '<html><body>x</body>'],
    ['“policy denied” ‘x’', '"policy denied" \'x\''],
    ['\u001b[31m✗ down\u001b[0m', '✗ down'],
    ['a\r\nb', 'a\nb'],
    ['\u001b]8;;http://x\u0007link', 'link'],
  ])('%j', (given, expected) => {
    expect(decode(given)).toBe(expected);
  });
});

describe('redact', () => {
  test.each([
    ['client secret', `client_secret=${clientSecret}`, clientSecret],
    ['workload secret', `export CARACAL_WORKLOAD_SECRET=ws_${'x1Y2'.repeat(10)}`, `ws_${'x1Y2'.repeat(10)}`],
    ['token', `Authorization: Bearer ${token}`, token],
    ['opaque bearer', 'Authorization: Bearer 7f3kQ9vXw2LmZp81TbNc', '7f3kQ9vXw2LmZp81TbNc'],
    ['password in a URL', 'postgres://caracal:hunter2@localhost:5432/caracal', 'hunter2'],
    ['redis password', 'redis://:s3cr3tpw@redis:6379', 's3cr3tpw'],
    ['operator secret', `zoneKek=${'0123456789abcdef'.repeat(4)}`, '0123456789abcdef'.repeat(4)],
    ['Slack token', 'SLACK_BOT_TOKEN=xoxb-123456789012-abcdefGHIJ', 'xoxb-123456789012-abcdefGHIJ'],
    ['GitHub token', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'],
    ['JSON value', '{"challenge_secret":"Zk3mQ8rT1vX5yB7n"}', 'Zk3mQ8rT1vX5yB7n'],
    ['escaped JSON value', '{\\"client_secret\\":\\"Zk3mQ8rT1vX5yB7n\\"}', 'Zk3mQ8rT1vX5yB7n'],
    ['password assignment', 'POSTGRES_PASSWORD=correcthorse', 'correcthorse'],
    ['AWS key', 'AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
    [
      'private key',
      '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nAQEFAASC\n-----END PRIVATE KEY-----',
      'MIIEvQIBADANBgkqhkiG9w0B',
    ],
    ['secret used as a path', `secret file does not exist: ${clientSecret}`, clientSecret],
    [
      'secret split by colour codes',
      `client_secret=${clientSecret.slice(0, 9)}\u001b[0m${clientSecret.slice(9)}`,
      clientSecret,
    ],
  ])('hides a %s', (_name, text, secret) => {
    const prepared = prepare(text);
    expect(prepared.text).not.toContain(secret);
    expect(prepared.redacted).toBe(1);
    expect(prepared.text.split('\n')).toHaveLength(text.split('\n').length);
  });

  test.each([
    'Authorization: Bearer $TOKEN',
    'Authorization: Bearer <Caracal access token>',
    'missing bearer token',
    'app_client_secret_file = "/home/dana/.config/caracal/client-secret"',
    '{"error":"invalid_token","error_description":"missing bearer token"}',
    'zone_id=01a20870-7c1d-717b-b835-96cd88eced9f',
    '"client_secret": "••••"',
    'secret file permissions are too broad',
    'token_env = "CARACAL_RESOURCE_PIPERNET_TOKEN"',
    '-d client_secret="$CLIENT_SECRET"',
    'image ghcr.io/garudex-labs/caracal-sts@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'request_id=953f48f1-a09f-46b5-a170-b33839263059',
  ])('leaves %s', (text) => {
    expect(prepare(text)).toEqual({ text, redacted: 0, tokens: [] });
  });

  test('keeps the facts of a token, and nothing of the token', () => {
    const prepared = prepare(`first\nAuthorization: Bearer ${token}`);
    expect(prepared.tokens).toEqual([
      {
        line: 2,
        issuer: 'http://localhost:8080',
        audience: ['http://localhost:8080'],
        zone: '01a20870-7c1d-717b-b835-96cd88eced9f',
        application: '01a20870-7d0c-755a-942e-31b72369cdee',
        resources: ['resource://billing-api'],
        scopes: ['invoices:read', 'invoices:write'],
        use: 'session',
        issuedAt: 1795438182000,
        expiresAt: 1795439082000,
      },
    ]);
    expect(JSON.stringify(prepared)).not.toContain('eyJ');
  });

  test('hides an address of a person without counting it as a secret', () => {
    expect(prepare('from dana@example.com')).toEqual({ text: 'from [address hidden]', redacted: 0, tokens: [] });
  });
});

const id = '019f10aa-7c31-7e02-9b44-6d0f2ab7c915';

/** Names of secrets without a secret, and what merely looks like one. */
const ordinary = [
  'password: required',
  'password: authentication failed for user "caracal"',
  'FATAL:  password authentication failed for user "caracal"',
  'psql: error: connection to server at "localhost" (127.0.0.1), port 5432 failed: FATAL:  password authentication failed for user "caracal"',
  '{"error":"invalid_token","error_description":"bearer signature invalid"}',
  '{"error":"invalid_client","error_description":"invalid client credentials"}',
  'WWW-Authenticate: Bearer error="invalid_token", error_description="the access token expired"',
  '{"access_token":"…","token_type":"Bearer","expires_in":900}',
  '"token_type": "Bearer"',
  'token_type=urn:ietf:params:oauth:token-type:access_token',
  'grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token_type=urn:ietf:params:oauth:token-type:jwt',
  `application_id=${id}&resource=resource://billing-api&scope=invoices:read`,
  `{"zone_id":"${id}","application_id":"${id}","request_id":"${id}"}`,
  `X-Request-Id: ${id}`,
  `session_id: ${id}`,
  `map[application_id:${id} zone_id:${id}]`,
  'image: ghcr.io/garudex-labs/caracal-sts@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'Digest: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'policy_set_key: starter-v1-policy-set',
  'policy set starter-v1-policy-set version 3 activated',
  'app_client_secret_file = "/home/dana/.config/caracal/client-secret"',
  'client_secret_file: /run/secrets/client_secret',
  'Error: Caracal profile secret file does not exist: /home/dana/.config/caracal/client-secret',
  'client_secret: required',
  'client_secret is required',
  'Client secret: not stored',
  'CARACAL_ADMIN_TOKEN is not set',
  'CARACAL_ADMIN_TOKEN: missing',
  'CARACAL_CLIENT_SECRET   missing',
  'CARACAL_CLIENT_SECRET=',
  'client_secret = ""',
  'client_secret=""',
  '"client_secret": null',
  'client_secret=$CARACAL_CLIENT_SECRET',
  `client_secret="\${CARACAL_CLIENT_SECRET}"`,
  'client_secret=$env:CARACAL_CLIENT_SECRET',
  'client_secret=%CARACAL_CLIENT_SECRET%',
  'client_secret={{ secrets.CARACAL }}',
  `client_secret: \${{ secrets.CARACAL_CLIENT_SECRET }}`,
  'client_secret: <your-client-secret>',
  'client_secret=<client secret>',
  'client_secret=********',
  'client_secret: "••••••••"',
  'client_secret: [redacted]',
  'client_secret=$(cat /run/secrets/client_secret)',
  'client_secret="$(cat "$HOME/.config/x")"',
  "password: '<password>'",
  'password=$1',
  'PASSWORD=$PGPASSWORD psql',
  'export TOKEN=$(curl -s $STS/oauth/2/token | jq -r .access_token)',
  'postgres://caracal:****@localhost:5432/caracal',
  'postgres://caracal:$PGPASSWORD@localhost:5432/caracal',
  'postgres://caracal@localhost:5432/caracal',
  'git@github.com:acme/agent.git',
  'ssh://git@github.com/acme/agent.git',
  'http://localhost:8081/v1/zones?limit=10',
  'http://[::1]:8080/',
  'https://docs.caracal.dev/a/b#c@d',
  'docker run --user 1000:1000 nginx',
  'docker exec -u postgres caracal-postgres-1 psql',
  'curl -sS -o /dev/null -w "%{http_code}" http://localhost:8081/ready',
  'curl -u "$USER:$PASS" x',
  'curl -b cookies.txt http://x',
  'psql -U caracal -p 5432 -h db',
  'mysql -u root -p',
  'grep -b foo:bar x',
  'ls -lu a:b',
  'Authorization: Bearer $TOKEN',
  'Authorization: Bearer <token>',
  `Authorization: Bearer \${TOKEN}`,
  'Authorization: Basic <credentials>',
  'missing Authorization: Bearer header',
  'Authorization: Bearer',
  'authorization header missing',
  '"authorization": "[redacted]"',
  'authorization: required',
  'Authorization: none',
  'authorization: policy denied',
  'authorization policy: starter-v1',
  'bearer tokens only',
  'Bearer token expired',
  '"Bearer token"',
  'Authorization: Bearer ...',
  'asia-northeast1-docker.pkg.dev/acme/caracal',
  'npm_config_registry_something_very_long_indeed',
  'sk-learn-something-long-enough-name',
  'topics_something_long_enough_for_this',
  'docs_aaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  'exit code=1',
  'error_code=ECONNREFUSED',
  "code: 'ECONNREFUSED'",
  '?code=1&state=2',
  '{"code":"ERR_JWT_EXPIRED"}',
  'status_code=403',
  'token: expired',
  'token: signature verification failed',
  'error: invalid_token: token has expired',
  'jwt: token is expired by 5m',
  'max_tokens: 4096',
  'token_use=session',
  'Token  Status',
  'TOKEN                STATUS',
  'secret   opaque   1   5d',
  'client-secret   Opaque   1   5d',
  'NAME                TYPE     DATA   AGE',
  'secret/caracal created',
  'secretKeyRef:',
  'secretName: caracal-client-secret',
  '  - secretRef:\n      name: caracal-secrets',
  'secrets:\n  - caracal_admin_token\n  - caracal_kek',
  'secrets:\n  caracal_admin_token:\n    file: ./secrets/admin-token',
  'imagePullSecrets:\n- name: regcred',
  'valueFrom:\n  secretKeyRef:\n    name: caracal\n    key: client_secret',
  '- name: CARACAL_CLIENT_SECRET\n  valueFrom:\n    secretKeyRef:\n      name: caracal',
  '- name: CARACAL_STS_URL\n  value: http://sts:8080',
  'PASS src/foo.test.ts',
  '--- PASS: TestPolicyDeniedIsNotRetried (0.01s)',
  'ok  github.com/acme/agent 0.3s',
  '# pass 12',
  'pass: 12, fail: 0',
  '2 passed, 1 failed',
  'bypass: true',
  'pwd\n/home/lee/agent',
  'PWD=/Users/JohnDoe2/agent',
  'OLDPWD=/home/x',
  '  --client-secret <secret>   Client secret of the application',
  '  --token string      the admin token to use (default "")',
  '  --password          Password for the database',
  'Usage: caracal-admin --token TOKEN list',
  '--password-file /run/x',
  'hint: set a client secret with `caracal console`',
  "the client secret wasn't accepted",
  "can't read the password: permission denied",
  'error: open /run/secrets/client_secret: permission denied',
  'token exchange denied',
  'credentials: include',
  '"credentials": "same-origin"',
  '[[credentials]]',
  'credential: password',
  'cookie: none',
  'Set-Cookie: none',
  'no cookies',
  'signature: invalid',
  'bearer signature invalid',
  'Signature verification failed',
  '"signature": "func(ctx context.Context) error"',
  'x-amz-request-id: 4Y7Q2K9M0D1XWZ8N',
  'etag: "33a64df551425fcc55e4d42a148795d9f25f89d4"',
  'kid: 2026-06-key-1',
  'primary_key: id',
  'idempotency-key: 019f10d0-aaaa-7bbb-8ccc-0123456789ab',
  'unique_key=zone_id_name',
  'key=value',
  '    at Object.<anonymous> (/home/lee/agent/node_modules/@caracalai/sdk/dist/index.js:5432:13)',
  '2026-06-23T09:14:07.123456Z sts token exchange',
  'goroutine 1 [running]:',
  'container 4f5e6d7c8b9a',
  'b94d27b9934d',
  'resource://pipernet/Tools2Go',
  'CaracalAuthenticationV2ErrorHandler',
  'sha256Base64UrlEncodedThumbprint',
  'X-Caracal-Token-Expires-In: 900',
  `secret ${id}`,
  `token\n${id}`,
  `credential ${id}`,
  'Name  : CARACAL_STS_URL\nValue : http://localhost:8080',
  '│ Client secret │ stored │',
  '│ client secret │ written to /run/secrets/x │',
  '| token | optional |',
  '"client_secret_set": true',
  '"has_client_secret":true',
  'client_secret_hash_algorithm: argon2id',
  'Admin token: /home/lee/.local/share/caracal/secrets/caracalAdminToken',
  'client secret: rotate it in Console',
  '{"fields":{"client_secret":"must be at least 32 characters"}}',
  '{"client_secret":"required"}',
  '"password":"must not be empty"',
  'secret: caracal-secrets',
  'secret=caracal-secrets',
  'token=expired',
  'token=<redacted>',
  'http://localhost:3000/?token=',
  'password:',
  'Password:\nLogin failed',
  'Password for user caracal:',
];

describe('what is no secret', () => {
  test.each(ordinary)('stays: %j', (text) => {
    expect(prepare(text).text).toBe(text);
  });
});

describe('Slack messages', () => {
  test('rich text is the paste as typed', () => {
    const blocks = [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'look:' },
              { type: 'user', user_id: 'U1' },
            ],
          },
          {
            type: 'rich_text_preformatted',
            elements: [
              { type: 'text', text: 'a < b\n' },
              { type: 'link', url: 'http://localhost:8081/' },
            ],
          },
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] }],
          },
        ],
      },
    ];
    expect(prepareSlack({ text: 'ignored', blocks }).text).toBe('look:@user\na < b\nhttp://localhost:8081/\none');
  });

  test('other blocks are not read; a forwarded message is', () => {
    const message = {
      text: 'see',
      blocks: [{ type: 'section' }],
      attachments: [
        { is_msg_unfurl: true, text: 'policy denied', from_url: 'https://x' },
        { text: 'unfolded page', from_url: 'https://y' },
      ],
    };
    expect(prepareSlack(message).text).toBe('see\npolicy denied');
  });
});
