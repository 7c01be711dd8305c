import { describe, expect, test } from 'vitest';
import { prepare } from '../../src/paste/prepare.ts';
import { answerTo } from '../diagnosis/labelled.ts';
import { cases } from './secret-cases.ts';
import { answered, body, labels } from './secret-labels.ts';
import { shapes as forms, jwt, wrap } from './secret-shapes.ts';

const shapes = [...forms, ...labels];

/** What programs do to a text that they write elsewhere. */
const carriers: Record<string, (text: string) => string> = {
  'as it is': (text) => text,
  'in a field of JSON': (text) => JSON.stringify({ level: 'error', msg: text }),
  'in the log of Compose': (text) => text.replaceAll(/^/gm, 'api-1  | '),
  'behind a time': (text) => text.replaceAll(/^/gm, '2026-06-20T09:14:07.120456Z '),
  'in a fence': (text) => `\`\`\`\n${text}\n\`\`\``,
  'as a quote': (text) => text.replaceAll(/^/gm, '> '),
  indented: (text) => text.replaceAll(/^/gm, '    '),
  'with carriage returns': (text) => text.replaceAll('\n', '\r\n'),
  'with entities of Slack': (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
};

/** Pieces of six characters of which none may be seen. */
function pieces(secret: string): string[] {
  return Array.from({ length: Math.max(1, secret.length - 5) }, (_, at) => secret.slice(at, at + 6));
}

describe('no piece of a secret is left', () => {
  test.each(shapes)('%j', (text, secret, stays = []) => {
    const prepared = prepare(text);
    const left = pieces(secret).filter((piece) => prepared.text.includes(piece));
    expect(left).toEqual([]);
    for (const part of stays) expect(prepared.text).toContain(part);
    expect(prepared.text.split('\n')).toHaveLength(text.split('\n').length);
  });

  test.each(Object.keys(carriers))('%s', (name) => {
    const carry = carriers[name] as (text: string) => string;
    const seen = shapes.filter(([text, secret]) => {
      const out = prepare(carry(text)).text;
      return (
        pieces(secret).some((piece) => out.includes(piece)) || out.split('\n').length !== carry(text).split('\n').length
      );
    });
    expect(seen.map(([text]) => text)).toEqual([]);
  });

  test.each(answered)('the answer behind %j is recognised', (text) => {
    const alone = answerTo(body, '2026.06');
    expect(alone.row).not.toBeNull();
    expect(answerTo(`${text} ${body}`, '2026.06')).toMatchObject({ section: alone.section, row: alone.row });
  });

  test('a JSON Web Token in a box keeps its facts', () => {
    const boxed = wrap(jwt, 40, '│ ', ' │');
    expect(prepare(boxed).tokens[0]?.zone).toBe('019f10aa-7c31-7e02-9b44-6d0f2ab7c915');
  });
});

describe('secrets in odd places', () => {
  test.each(cases)('$name', ({ text, gone, stays }) => {
    const prepared = prepare(text);
    const shown = JSON.stringify([prepared, answerTo(text, '2026.06')]);
    for (const secret of gone) expect(shown).not.toContain(JSON.stringify(secret).slice(1, -1));
    for (const part of stays) expect(prepared.text).toContain(part);
    expect(prepared.text.split('\n')).toHaveLength(text.split('\n').length);
    expect(prepared.redacted).toBeGreaterThan(0);
  });

  test.each([
    'docker run --user 1000:1000 -u 1000:1000 nginx',
    'caracal-admin --token-file /run/secrets/token list',
    'curl -u "$USER:$PASS" http://localhost:3000',
    'the token is invalid and the password is required',
    'password: required\ntoken:\n  the one from setup',
    'client-secret: 48 bytes',
    'Authorization: Basic <credentials>',
    'basic authentication is off, bearer tokens only',
    'Cookie: none',
    'policy_set_key: starter-v1-policy-set',
    'idempotency_key=019f10d0-aaaa-7bbb-8ccc-0123456789ab',
    'set a client secret:\n/home/lee/.config/caracal/client-secret',
    'PWD=/home/lee/agent',
    'http://localhost:8081/v1/users/@me',
    'the current secret is rotated, see token\n019f10d0-aaaa-7bbb-8ccc-0123456789ab',
    'password authentication failed for user "caracal"',
    'the token is expired',
    'client secret is required',
    'secret file does not exist: /home/lee/agent/client-secret',
    'app_client_secret_file = "/home/lee/agent/client-secret"',
    'Client Secret          ••••',
    'CARACAL_APP_CLIENT_SECRET is not set',
    'provide CARACAL_APP_CLIENT_SECRET or CARACAL_SUBJECT_TOKEN',
    'set only one of app_client_secret or app_client_secret_file',
    'invalid client credentials',
    'token replay detected',
    'password is required',
    'pass the profile path',
    'tests pass: 12',
    'token: expired',
    'WRONGPASS invalid username-password pair',
    'store client_secret now - it cannot be retrieved later',
    'password for user caracal is wrong',
    'password to the database is wrong',
    'Password for user caracal:',
    'POSTGRES_PASSWORD is set to an empty value',
    'POSTGRES_PASSWORD (required)',
    'the client secret is base64url-encoded and the token is up-to-date',
    'token (RFC8693) exchange, signed with ES256',
    'PASS src/paste/redact.test.ts (12.3s)',
    'PASS  caracal-sts 12 checks',
    'login dev: ok\nlogin failed: 401\ncredentials: include',
    'contraseña incorrecta, Kennwort ist falsch',
    'mkdir -p Foo2Bar; docker compose -p pipernet2Dev up; docker run -p 8080:8080 img',
    'mysql -h db -P 3306 --protocol tcp',
  ])('leaves %j', (text) => {
    expect(prepare(text)).toEqual({ text, redacted: 0, tokens: [] });
  });

  test('a token that a terminal broke keeps its facts', () => {
    const payload = Buffer.from(JSON.stringify({ zone_id: '019f10aa-7c31-7e02-9b44-6d0f2ab7c915', exp: 1795439082 }));
    const token = `eyJhbGciOiJFUzI1NiJ9.${payload.toString('base64url')}.c2lnbmF0dXJlLW1hZGUtdXA`;
    const prepared = prepare(`${token.slice(0, 60)}\n${token.slice(60)}\nand then?`);
    expect(prepared.text).toBe('[token hidden]\n\nand then?');
    expect(prepared.tokens[0]?.zone).toBe('019f10aa-7c31-7e02-9b44-6d0f2ab7c915');
  });
});
