import { describe, expect, test } from 'vitest';
import { prepare } from '../../src/paste/prepare.ts';
import { answerTo } from '../diagnosis/labelled.ts';

/** Secrets in the places where people leave them; every value is made up. */
const cases: { name: string; text: string; gone: string[]; stays: string[] }[] = [
  {
    name: 'yaml block',
    text: 'apiVersion: v1\nkind: Secret\nstringData:\n  client-secret: |\n    Zq7rT2mXw9LkP4vB8nYc\n  note: hello there',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['hello there'],
  },
  {
    name: 'yaml folded password',
    text: 'db:\n  password: hunter2hunter\n  host: db.internal',
    gone: ['hunter2hunter'],
    stays: ['db.internal'],
  },
  {
    name: 'yaml short password',
    text: 'db:\n  password: hunter2\n  host: db.internal',
    gone: ['hunter2'],
    stays: ['db.internal'],
  },
  {
    name: 'json multi-line',
    text: '{\n  "app_client_secret":\n    "cs_Zq7rT2mXw9LkP4vB8nYcZq7rT2mXw9LkP4vB8nYc",\n  "zone_id": "019f10aa-7c31-7e02-9b44-6d0f2ab7c915"\n}',
    gone: ['cs_Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['019f10aa-7c31-7e02-9b44-6d0f2ab7c915'],
  },
  {
    name: 'json next line plain',
    text: '{\n  "client_secret":\n    "Zq7rT2mXw9LkP4vB8nYc"\n}',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'env export',
    text: 'export CARACAL_APP_CLIENT_SECRET=Zq7rT2mXw9LkP4vB8nYc\nexport CARACAL_ZONE_ID=019f10aa-7c31-7e02-9b44-6d0f2ab7c915',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['CARACAL_ZONE_ID=019f10aa-7c31-7e02-9b44-6d0f2ab7c915'],
  },
  {
    name: 'powershell',
    text: '$env:CARACAL_APP_CLIENT_SECRET = "Zq7rT2mXw9LkP4vB8nYc"\n$env:CARACAL_CONFIG = "C:\\Users\\x\\caracal.toml"',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['caracal.toml'],
  },
  {
    name: 'powershell SecureString',
    text: '$pw = ConvertTo-SecureString "Zq7rT2mXw9LkP4vB8nYc" -AsPlainText -Force',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['AsPlainText'],
  },
  {
    name: 'curl -u',
    text: 'curl -u admin:Zq7rT2mXw9LkP4vB8nYc http://localhost:3000/v1/zones',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['http://localhost:3000/v1/zones'],
  },
  {
    name: 'curl --user quoted',
    text: "curl --user 'svc:Zq7rT2mXw9LkP4vB8nYc' http://localhost:3000",
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'basic header',
    text: 'Authorization: Basic YWRtaW46aHVudGVyMnBhc3M=',
    gone: ['YWRtaW46aHVudGVyMnBhc3M='],
    stays: ['Authorization'],
  },
  {
    name: 'basic header wrapped',
    text: 'authorization: basic\n   YWRtaW46aHVudGVyMnBhc3M=',
    gone: ['YWRtaW46aHVudGVyMnBhc3M='],
    stays: [],
  },
  {
    name: 'bearer wrapped',
    text: 'Authorization: Bearer \\\n  Zq7rT2mXw9LkP4vB8nYcZq7rT2mXw9LkP4vB8nYc',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'url query',
    text: 'GET http://localhost:3000/cb?code=1&access_token=Zq7rT2mXw9LkP4vB8nYc&state=ok',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['state=ok'],
  },
  {
    name: 'url enc userinfo',
    text: 'postgres://caracal:p%40ss-Zq7rT2mXw9LkP4vB8nYc@localhost:5432/caracal',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['localhost:5432/caracal'],
  },
  {
    name: 'redis url no user',
    text: 'REDIS_URL=redis://:Zq7rT2mXw9LkP4vB8nYc@redis:6379/0',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['redis:6379/0'],
  },
  {
    name: 'x-api-key',
    text: 'curl -H "X-API-Key: Zq7rT2mXw9LkP4vB8nYc" http://localhost:8081/',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['localhost:8081'],
  },
  { name: 'x-auth header', text: "-H 'X-Auth-Token: Zq7rT2mXw9LkP4vB8nYc'", gone: ['Zq7rT2mXw9LkP4vB8nYc'], stays: [] },
  {
    name: 'cookie',
    text: 'Cookie: session=Zq7rT2mXw9LkP4vB8nYc; theme=dark',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'set-cookie',
    text: 'Set-Cookie: caracal.session_token=Zq7rT2mXw9LkP4vB8nYc.Zq7rT2mXw9LkP4vB8nYc; Path=/; HttpOnly',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'docker inspect env',
    text: '"Env": [\n  "POSTGRES_PASSWORD=Zq7rT2mXw9LkP4vB8nYc",\n  "REDIS_PASSWORD=abc123",\n  "PATH=/usr/bin",\n  "AUTH_KEY=Zq7rT2mXw9LkP4vB8nYcx"\n]',
    gone: ['Zq7rT2mXw9LkP4vB8nYc', 'abc123'],
    stays: ['PATH=/usr/bin'],
  },
  {
    name: 'docker inspect cmd',
    text: '"Cmd": ["redis-server","--requirepass","Zq7rT2mXw9LkP4vB8nYc"]',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['redis-server'],
  },
  {
    name: 'redis requirepass',
    text: 'redis-server --requirepass Zq7rT2mXw9LkP4vB8nYc --port 6379',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['--port 6379'],
  },
  { name: 'mysql flag', text: 'mysql -uroot -pZq7rT2mXw9LkP4vB8nYc -h db', gone: ['Zq7rT2mXw9LkP4vB8nYc'], stays: [] },
  {
    name: '--password flag',
    text: 'psql --password Zq7rT2mXw9LkP4vB8nYc -h db',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['-h db'],
  },
  {
    name: '--token flag',
    text: 'caracal-admin --token Zq7rT2mXw9LkP4vB8nYc list',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['list'],
  },
  {
    name: '--client-secret flag',
    text: 'agent --client-secret Zq7rT2mXw9LkP4vB8nYc --zone 019f10aa-7c31-7e02-9b44-6d0f2ab7c915',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['019f10aa-7c31-7e02-9b44-6d0f2ab7c915'],
  },
  {
    name: 'kubeconfig',
    text: 'users:\n- name: dev\n  user:\n    client-certificate-data: LS0tLS1CRUdJTiBDRVJUWnE3clQybVh3OUxrUDR2QjhuWWNacTdyVDJtWHc5TGtQNHZCOG5ZYw==\n    client-key-data: LS0tLS1CRUdJTiBSU0EgWnE3clQybVh3OUxrUDR2QjhuWWNacTdyVDJtWHc5TGtQNHZCOG5ZYw==\n    token: Zq7rT2mXw9LkP4vB8nYc',
    gone: ['WnE3clQybVh3OUxrUDR2QjhuWWNacT', 'Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['name: dev'],
  },
  {
    name: 'k8s secret data',
    text: 'data:\n  password: aHVudGVyMiEh\n  client-secret: WnE3clQybVh3OUxrUDR2QjhuWWM=',
    gone: ['aHVudGVyMiEh', 'WnE3clQybVh3OUxrUDR2QjhuWWM='],
    stays: [],
  },
  {
    name: 'npmrc',
    text: '//registry.npmjs.org/:_authToken=npm_Zq7rT2mXw9LkP4vB8nYcZq7rT2mXw9LkP4vB8nYc\n//npm.corp/:_password=cGFzc3cwcmQ=\n_auth=bWU6cGFzc3cwcmQ5',
    gone: ['npm_Zq7rT2mXw9LkP4vB8nYc', 'cGFzc3cwcmQ=', 'bWU6cGFzc3cwcmQ5'],
    stays: ['registry.npmjs.org'],
  },
  {
    name: 'npmrc uuid token',
    text: '//npm.corp/:_authToken=5c6c1c1e-3d0f-4e0c-9a8a-2f1d3b4c5d6e',
    gone: ['5c6c1c1e-3d0f-4e0c-9a8a-2f1d3b4c5d6e'],
    stays: [],
  },
  {
    name: 'aws',
    text: '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_session_token = IQoJb3JpZ2luX2VjEZq7rT2mXw9LkP4vB8nYc//////////wEaCXVzLWVhc3QtMSJ',
    gone: ['AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI', 'bPxRfiCYEXAMPLEKEY', 'IQoJb3JpZ2lu'],
    stays: ['[default]'],
  },
  {
    name: 'jwt cut',
    text: 'token is eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIiwiem9…',
    gone: ['eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIiwiem9'],
    stays: ['token is'],
  },
  {
    name: 'jwt tail only',
    text: 'Bearer iJhIiwiem9uZV9pZCI6IjAxOWYxMGFhIn0.c2lnbmF0dXJlc2lnbmF0dXJl',
    gone: ['iJhIiwiem9uZV9pZCI6IjAxOWYxMGF', 'c2lnbmF0dXJl'],
    stays: [],
  },
  {
    name: 'jwt wrapped',
    text: 'TOKEN=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIiwiem9uZV9pZCI6I\njAxOWYxMGFhIn0.c2lnbmF0dXJlc2lnbmF0dXJl',
    gone: ['eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIiwiem9uZV9pZCI6I', 'YxMGFhIn0.c2lnbmF0dXJlc2lnbmF0dXJl'],
    stays: [],
  },
  {
    name: 'jwt split by terminal twice',
    text: 'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwOi8vbG9jYWxob3\nN0OjgwODAiLCJ6b25lX2lkIjoiMDE5ZjEwYWEifQ.RkFLRVNJR05BVFVSRUZBS0VTSUdOQVRV\nUkVGQUtFU0lHTkFUVVJF',
    gone: ['N0OjgwODAi', 'UkVGQUtFU0lH'],
    stays: [],
  },
  {
    name: 'pem',
    text: '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQZq7rT2mXw9LkP4vB8nYc\nZq7rT2mXw9LkP4vB8nYcZq7rT2mXw9LkP4vB8nYc\n-----END PRIVATE KEY-----\nafter',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['after'],
  },
  {
    name: 'pem one line escaped',
    text: '"private_key": "-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANZq7rT2mXw9LkP4vB8nYc\\n-----END PRIVATE KEY-----\\n"',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'pem cut',
    text: '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIZq7rT2mXw9LkP4vB8nYc',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'toml multi',
    text: 'app_client_secret = """\nZq7rT2mXw9LkP4vB8nYc"""',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'toml single quotes',
    text: "app_client_secret = 'cs_Zq7rT2mXw9LkP4vB8nYcZq7rT2mXw9LkP4vB8nYc'",
    gone: ['cs_Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'python kwarg',
    text: "Caracal(client_secret='Zq7rT2mXw9LkP4vB8nYc', zone_id='019f10aa-7c31-7e02-9b44-6d0f2ab7c915')",
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['019f10aa-7c31-7e02-9b44-6d0f2ab7c915'],
  },
  { name: 'go struct', text: 'ClientSecret: "Zq7rT2mXw9LkP4vB8nYc",', gone: ['Zq7rT2mXw9LkP4vB8nYc'], stays: [] },
  {
    name: 'js camel',
    text: 'new Caracal({ clientSecret: "Zq7rT2mXw9LkP4vB8nYc", applicationId: "019f10b2-01de-70aa-8c11-9fd2b7713e64" })',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['019f10b2-01de-70aa-8c11-9fd2b7713e64'],
  },
  {
    name: 'cat secret file',
    text: '$ cat ~/.config/caracal/runtime/z/a/client-secret\ncs_Zq7rT2mXw9LkP4vB8nYcZq7rT2mXw9LkP4vB8nYc',
    gone: ['cs_Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'cat admin token',
    text: '$ cat $CARACAL_HOME/secrets/caracalAdminToken\n0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d',
    gone: ['0a1b2c3d0a1b'],
    stays: [],
  },
  {
    name: 'hex in url',
    text: 'curl -H "Authorization: Bearer 0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d"',
    gone: ['0a1b2c3d0a1b'],
    stays: [],
  },
  {
    name: 'challenge_secret',
    text: '{"challenge_id":"019f10d0-aaaa-7bbb-8ccc-0123456789ab","challenge_secret":"Zq7rT2mXw9LkP4vB8nYc"}',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['019f10d0-aaaa-7bbb-8ccc-0123456789ab'],
  },
  {
    name: 'escaped json',
    text: 'body="{\\"client_secret\\":\\"Zq7rT2mXw9LkP4vB8nYc\\",\\"zone_id\\":\\"019f10aa-7c31-7e02-9b44-6d0f2ab7c915\\"}"',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['019f10aa-7c31-7e02-9b44-6d0f2ab7c915'],
  },
  {
    name: 'said in words',
    text: 'the client secret is Zq7rT2mXw9LkP4vB8nYc if that helps',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['if that helps'],
  },
  { name: 'said: my password', text: 'my password is Sommer2024! btw', gone: ['Sommer2024'], stays: [] },
  {
    name: 'form body',
    text: 'grant_type=x&application_id=019f10b2-01de-70aa-8c11-9fd2b7713e64&client_secret=Zq7rT2mXw9LkP4vB8nYc&resource=resource://billing',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['019f10b2-01de-70aa-8c11-9fd2b7713e64', 'resource://billing'],
  },
  {
    name: 'curl -d continued',
    text: 'curl -X POST $STS/oauth/2/token \\\n  -d client_secret=\\\nZq7rT2mXw9LkP4vB8nYc',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'httpie',
    text: 'http POST :8080/oauth/2/token client_secret=Zq7rT2mXw9LkP4vB8nYc resource=resource://billing',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['resource://billing'],
  },
  {
    name: 'gh token',
    text: 'remote: https://x-access-token:ghs_Zq7rT2mXw9LkP4vB8nYcZq7rT2mXw9LkP4vB8nYc@github.com/a/b',
    gone: ['ghs_Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['github.com/a/b'],
  },
  {
    name: 'private ssh',
    text: '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAAZq7rT2mXw9LkP4vB8nYc\n-----END OPENSSH PRIVATE KEY-----',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'hmac key env',
    text: 'GATEWAY_STS_HMAC_KEY=Zq7rT2mXw9LkP4vB8nYc\nSTS_KEK=Zq7rT2mXw9LkP4vB8nYcy\nENCRYPTION_KEY=Zq7rT2mXw9LkP4vB8nYcz',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: ['GATEWAY_STS_HMAC_KEY'],
  },
  {
    name: 'google env',
    text: 'GOOGLE_CLIENT_SECRET=GOCSPX-Zq7rT2mXw9LkP4vB8nYc',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'smtp url',
    text: 'CARACAL_SMTP_URL=smtps://mailer:p:a/ssZq7rT2mXw9LkP4vB8nYc@smtp.acme.dev:465',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
  {
    name: 'slack hook',
    text: 'https://hooks.slack.com/services/T000/B000/Zq7rT2mXw9LkP4vB8nYc',
    gone: ['Zq7rT2mXw9LkP4vB8nYc'],
    stays: [],
  },
];

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
