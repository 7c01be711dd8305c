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
