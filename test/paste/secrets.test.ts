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

/** Drawn by a machine, letters only, a UUID, and one of the product's form: what stands at the place of a secret below. */
const Z = 'Zq7rT2mXw9LkP4vB8nYc';
const L = 'QzxWvutKrpLmnHgf';
const U = '5c6c1c1e-3d0f-4e0c-9a8a-2f1d3b4c5d6e';
const CS = 'cs_3R2S3n9MZwz4moVotc2rpr-uqjHYEkzDB7FlCML3zwg';
const jwt = [
  'eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9',
  'eyJpc3MiOiJodHRwOi8vbG9jYWxob3N0OjgwODAiLCJ6b25lX2lkIjoiMDE5ZjEwYWEtN2MzMS03ZTAyLTliNDQtNmQwZjJhYjdjOTE1IiwiZXhwIjoxNzk1NDM5MDgyfQ',
  'RkFLRVNJR05BVFVSRUZBS0VTSUdOQVRVUkVGQUtFU0lHTkFUVVJFRkFLRVNJR05BVFVSRUZBS0VTSUc',
].join('.');

/** Broken at a width, with what a log or a box writes before and behind each line. */
function wrap(text: string, width: number, before = '', behind = ''): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += width) lines.push(before + text.slice(at, at + width) + behind);
  return lines.join('\n');
}

/** First characters that placeholders have, too. */
const starts = [
  '$',
  '<',
  '/',
  '~',
  '{',
  '%',
  '*',
  'http',
  'a:',
  '[',
  '(',
  '@',
  '#',
  '!',
  '&',
  ',',
  ';',
  '|',
  '`',
  '=',
  '?',
  '+',
  '-',
  '.',
  '^',
  '**',
];

/** A paste, the secret in it, and what must be left of the rest. */
const shapes: [text: string, secret: string, stays?: string[]][] = [
  [`{"msg":"profile:\\n${CS}\\nmissing routing headers"}`, CS, ['missing routing headers']],
  [`{"msg":"x\\txoxb-123456789012-abcdefGHIJ"}`, 'xoxb-123456789012-abcdefGHIJ'],
  [`{"msg":"x\\r\\nAKIAIOSFODNN7EXAMPLE"}`, 'AKIAIOSFODNN7EXAMPLE'],
  [`{"msg":"x\\nghp_abcdefghijklmnopqrstuvwxyz0123456789 z"}`, 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'],
  [`{"msg":"x\\n${jwt}\\nz"}`, jwt],
  [`x%20${CS}`, CS],
  [`{"m":"\\u003d${CS}"}`, CS],
  ['password: "correct horse battery staple"', 'correct horse battery staple'],
  ['password = "correct horse battery staple"\nzone = "z"', 'correct horse battery staple', ['zone = "z"']],
  ['{"password":"correct horse battery staple","zone":"z"}', 'correct horse battery staple', ['"zone":"z"']],
  ['POSTGRES_PASSWORD="correct horse battery staple"', 'correct horse battery staple'],
  [
    'db:\n  password: correct horse battery staple\n  host: db.internal',
    'correct horse battery staple',
    ['host: db.internal'],
  ],
  ['POSTGRES_PASSWORD=correct horse battery staple', 'correct horse battery staple'],
  [`client_secret = "two words${Z}"`, `two words${Z}`],
  [`{"client_secret":"abcdefgh1234\\"${Z}"}`, `abcdefgh1234\\"${Z}`],
  [`POSTGRES_PASSWORD=ab,${Z}`, `ab,${Z}`],
  [`POSTGRES_PASSWORD=ab&${Z}`, `ab&${Z}`],
  [`{"x":1,"client_secret":"ab\\\\${Z}"}`, Z],
  [`password=ab\\${Z}`, Z],
  ...starts.flatMap((start): [string, string][] => [
    [`{"password":"${start}${Z}"}`, Z],
    [`password: '${start}${Z}'`, Z],
    [`client_secret = "${start}${Z}"`, Z],
    [`POSTGRES_PASSWORD=${start}${Z}`, Z],
  ]),
  [
    `Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024`,
    'fe5f80f77d5fa3beca038a248ff027d0',
  ],
  [`x=1&Authorization%3A%20Bearer%20${Z}&y=2`, Z, ['y=2']],
  [`-H "Authorization: Token ${Z}" http://localhost:8081/`, Z, ['http://localhost:8081/']],
  [`Authorization: Bearer abcXq`, 'abcXq'],
  [`Authorization: Bearer ${L}`, L],
  [`Authorization: Bearer ${U}`, U],
  [`"authorization":"Bearer ${L}"`, L],
  [`{\\"authorization\\":\\"Bearer ${L}\\"}`, L],
  [`['authorization', 'Bearer ${L}']`, L],
  [`curl -H 'Authorization: Bearer ${U}' x`, U],
  [`authorization=Bearer ${L} path=/v1`, L, ['path=/v1']],
  [`> authorization: Bearer ${L}`, L],
  [`authorization: [ 'Bearer ${Z}' ]`, Z],
  [`headers["Authorization"] = "Bearer ${L}"`, L],
  [`Proxy-Authorization: Basic YWRtaW46aHVu`, 'YWRtaW46aHVu'],
  [`Bearer ${U}`, U],
  [`Authorization: Negotiate ${Z}${Z}`, Z],
  [`client_secret=${U}`, U],
  [`"admin_token": "${U}"`, U],
  [`CARACAL_ADMIN_TOKEN=${U}`, U],
  [`admin_token: ${U}`, U],
  [`--admin-token ${U}`, U],
  [`client_secret=${L}`, L],
  [`client_secret: ${L}`, L],
  [`{"client_secret":"abcdefghijkl"}`, 'abcdefghijkl'],
  [`curl -su app:${Z} http://x`, Z],
  [`curl -uapp:${Z} http://x`, Z],
  [`curl -b "sid=${Z}" http://x`, Z],
  [`curl --cookie "sid=${Z}; a=b" http://x`, Z],
  [`curl --cookie=sid=${Z} x`, Z],
  [`curl -s -u "app:two ${Z}" x`, `two ${Z}`],
  [`curl -X POST \\\n  -uapp:${Z}`, Z],
  [`["curl","-u","app:${Z}"]`, Z],
  [`curl --user app:${Z}`, Z],
  [`curl --oauth2-bearer ${Z} x`, Z],
  [`curl -sSfb 'sid=${L}' x`, L],
  [`postgres://caracal:p@ss${Z}@db:5432/caracal`, `p@ss${Z}`, ['db:5432/caracal']],
  [`https://${Z}@github.com/a/b`, Z, ['github.com/a/b']],
  [`https://${Z}:x-oauth-basic@github.com/a/b`, Z],
  [`https://x/y?X-Amz-Signature=${Z}&b=c`, Z],
  [`X-Amz-Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024`, 'fe5f80f77d5fa3be'],
  [`client_assertion=${Z}&x=y`, Z],
  [`GET /cb?code=${Z}&state=ok`, Z, ['state=ok']],
  [`refresh_token=${L}&x=y`, L, ['x=y']],
  [`{"id_token":"${L}"}`, L],
  [`grant_type=authorization_code&code=${Z}&redirect_uri=http://localhost`, Z, ['redirect_uri=http://localhost']],
  [`access_token=${U}`, U],
  [
    `Name                           Value\n----                           -----\nCARACAL_CLIENT_SECRET          ${Z}\nPATH                           C:\\Windows`,
    Z,
    ['PATH  '],
  ],
  [`CARACAL_CLIENT_SECRET          ${L}`, L],
  [`POSTGRES_PASSWORD              ${L}`, L],
  [`Name  : CARACAL_CLIENT_SECRET\nValue : ${Z}`, Z],
  [`Name  : CARACAL_CLIENT_SECRET\nValue : ${L}`, L],
  [`env:\n  - name: CARACAL_CLIENT_SECRET\n    value: ${Z}\n  - name: X\n    value: keep`, Z, ['value: keep']],
  [`- name: CARACAL_CLIENT_SECRET\n  value: "two ${L}"`, L],
  [`{"name":"CARACAL_CLIENT_SECRET","value":"${L}"}`, L],
  [`{"value":"${L}","name":"CARACAL_CLIENT_SECRET"}`, L],
  [`setx CARACAL_CLIENT_SECRET ${Z}`, Z],
  [`setx CARACAL_CLIENT_SECRET "${L}"`, L],
  [`<client_secret>${L}</client_secret>`, L],
  [`<password>ab c${L}</password>`, `ab c${L}`],
  [`│ Client secret │ ${Z} │`, Z],
  [`│ Client secret │ ${CS} │`, CS],
  [`| client_secret | ${Z} |`, Z],
  [`"client_secrets":["${Z}"]`, Z],
  [`"client_secrets":["${L}","${Z}x"]`, L],
  [`AKIAIOSFODNN7EXAMPLE:${Z}${Z}`, Z],
  [`AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY`, 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  [`<add key="ClientSecret" value="${L}" />`, L],
  [`curl -d client_secret=abc${Z.slice(0, 8)}\`\n${L} http://x`, L],
  [`curl -d client_secret=${Z.slice(0, 10)}\`\n${Z.slice(10)} x`, Z.slice(10)],
  [`curl -d client_secret=${L.slice(0, 10)}\\\n${L.slice(10)} x`, L.slice(10)],
  [wrap(CS, 20), CS],
  [wrap(`client_secret=${CS}`, 20), CS],
  [wrap(`app_client_secret = "${CS}"`, 20), CS],
  [wrap(CS, 16, '│ ', ' │'), CS],
  [wrap(CS, 12, '  │ ', '   │'), CS],
  [wrap(CS, 16, '| ', ' |'), CS],
  [wrap(`Client secret: ${CS}`, 25, '│ ', ' │'), CS],
  [wrap(jwt, 60, '    '), jwt],
  [`Authorization: Bearer ${wrap(jwt, 70, '      ').trim()}`, jwt],
  [wrap(jwt, 60, 'api-1  | '), jwt],
  [wrap(jwt, 60, '2026-06-23T09:14:07.123456Z '), jwt],
  [wrap(jwt, 60, 'sts-1      | 2026-06-23T09:14:07Z '), jwt],
  [wrap(jwt, 40, '│ ', ' │'), jwt],
  [wrap(`token=${jwt}`, 80), jwt],
  [`curl -H "Authorization: Bearer ${wrap(jwt, 76)}"`, jwt],
  // beyond
  [`{&#34;client_secret&#34;:&#34;${L}&#34;}`, L],
  [`{&quot;client_secret&quot;:&quot;${L}&quot;}`, L],
  [`<http://user:${L}@host/x|http://user:${L}@host/x>`, L],
  [`<http://user:${L}@host/x|host/x>`, L],
  [`%7B%22client_secret%22%3A%22${L}%22%7D`, L],
  [`client_secret%3D${Z}%26zone%3Dx`, Z, ['zone%3Dx']],
  [`{"private_key":"-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADAN${Z}\\n${Z}ab`, Z],
  [
    `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0A1B\n\n${Z}${Z}\n${Z}+/${Z}\nnext line of talk here`,
    Z,
    ['next line of talk'],
  ],
  [`${Z}${Z}+/aa\n${L}${L}/abc==\n-----END RSA PRIVATE KEY-----\nok`, L, ['ok']],
  [
    wrap(`MIIEvQIBADAN${L}${L}${L}${L}${L}${L}${L}`, 64, 'api-1  | ').replace(
      'api-1',
      'api-1  | -----BEGIN PRIVATE KEY-----\napi-1',
    ),
    L,
  ],
  [`tls.key: |\n  -----BEGIN EC PRIVATE KEY-----\n  MHcCAQ${L}\n  -----END EC PRIVATE KEY-----\nz: 1`, L, ['z: 1']],
  [`password: |\n  correct horse\n  battery staple\nhost: x`, 'battery staple', ['host: x']],
  [`client_secret: >-\n    ${L}\n    ${L}\nhost: x`, L, ['host: x']],
  [`//npm.corp/:_authToken=${L}ab12`, L],
  [`machine github.com login dana password ${L}`, L],
  [`machine github.com\n  login dana\n  password ${L}\n`, L],
  [`localhost:5432:caracal:caracal:${L}`, L],
  [`*:*:*:caracal:${L}`, L],
  [`{"auths":{"ghcr.io":{"auth":"ZGFuYTpodW50ZXIy"}}}`, 'ZGFuYTpodW50ZXIy', ['ghcr.io']],
  [`{"auths":{"ghcr.io":{"identitytoken":"${L}"}}}`, L],
  [
    `DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=${Z}${Z}/+==;EndpointSuffix=core.windows.net`,
    Z,
    ['EndpointSuffix=core'],
  ],
  [`Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=${Z}=`, Z],
  [`https://acme.blob.core.windows.net/c?sv=2024&sig=${Z}%3D&se=2026`, Z],
  [`Server=db;User Id=sa;Password=ab${L};Encrypt=true`, L, ['Encrypt=true']],
  [`jdbc:postgresql://db:5432/caracal?user=caracal&password=${L}&ssl=true`, L, ['ssl=true']],
  [`jdbc:sqlserver://db;password=${L};x=y`, L],
  [`redis://:${L}@redis:6379`, L, ['redis:6379']],
  [`redis://default:p/w${L}@redis:6379`, L],
  [`redis-cli -h r -a ${L} ping`, L, ['ping']],
  [`mysql -u root -p'two ${L}' db`, L],
  [`docker login -u dana -p ${L} ghcr.io`, L, ['ghcr.io']],
  [`sshpass -p ${L} ssh x`, L],
  [`PGPASSWORD=${L} psql -h db`, L, ['psql -h db']],
  [`export X_TOKEN=${L}ab`, L],
  [`export CARACAL_CLIENT_SECRET='ab ${L}'`, L],
  [`$env:CARACAL_CLIENT_SECRET = 'ab ${L}'`, L],
  [`set CARACAL_CLIENT_SECRET=ab ${L}`, L],
  [`set "CARACAL_CLIENT_SECRET=ab ${L}"`, L],
  [`set -gx CARACAL_CLIENT_SECRET ${L}`, L],
  [`ENV CARACAL_CLIENT_SECRET ${L}`, L],
  [`{'client_secret': '${L}', 'zone_id': 'z'}`, L, ["'zone_id': 'z'"]],
  [`Config(client_secret='it"s ${L}', zone='z')`, L],
  [`{'client_secret': b'${L}'}`, L],
  [`client_secret=SecretStr('${L}')`, L],
  [`map[client_secret:${L} zone:019f10aa-7c31-7e02-9b44-6d0f2ab7c915]`, L, ['zone:019f10aa']],
  [`&{ClientID:x ClientSecret:${L} Zone:z}`, L, ['Zone:z']],
  [`map[password:hunter zone:z]`, 'hunter', ['zone:z']],
  [`client_secret: str = "${L}"`, L],
  [`'client_secret' => '${L}'`, L],
  [`os.environ["CARACAL_CLIENT_SECRET"] = "${L}"`, L],
  [`("client_secret", "${Z}")`, Z],
  [`Set-Cookie: sid=${L}; Path=/; HttpOnly`, L],
  [`"set-cookie":["sid=${L}; Path=/"]`, L],
  [`"cookie":"sid=${L}"`, L],
  [`X-API-Key: ${L}`, L],
  [`x-api-key: ${U}`, U],
  [`"x-api-key":"${L}"`, L],
  [`https://discord.com/api/webhooks/123456789/${Z}`, Z],
  [`https://hooks.slack.com/services/T000/B000/${L}`, L],
  [`CARACAL_ZONE_KEK=${'0a1b2c3d'.repeat(8)}`, '0a1b2c3d0a1b'],
  [`CARACAL_ZONE_KEK: "${'0a1b2c3d'.repeat(4)}"`, '0a1b2c3d'],
  [`sha_kek=${'0a1b2c3d'.repeat(8)}`, '0a1b2c3d'],
  [`ALTER USER caracal WITH PASSWORD '${L}';`, L],
  [`CREATE USER x IDENTIFIED BY 'ab ${L}';`, L],
  [`kubectl create secret generic s --from-literal=client_secret=${L}`, L],
  [`password: \n  ${Z}`, Z],
  [`{"client_secret":{"value":"${L}"}}`, L],
  [`client_secret=$\{CLIENT_SECRET:-${Z}}`, Z],
  [`password: ENC(${Z})`, Z],
  [`"password" : "${L} and, more & ${L}"`, L],
  [`--client-secret="ab ${L}"`, L],
  [`--client-secret 'ab ${L}'`, L],
  [`-e "POSTGRES_PASSWORD=ab ${L}" img`, L, ['img']],
  [`-e POSTGRES_PASSWORD="ab ${L}" img`, L],
  [`client_secret: 'it''s ${L}'`, L],
  [`"client_secret": "abc\n${Z}"`, Z],
  [`admin token: ${Z}`, Z],
  [`Admin token  ${Z}`, Z],
  [`level=info client_secret=${L} zone=z`, L, ['zone=z']],
  [`password2=${L}`, L],
  [`ADMIN_TOKEN_PROD=${L}`, L],
  [`caracal config set client_secret ${L}`, L],
  [`${Z}${Z}`, Z],
  [`secret_key_base: ${'0a1b2c3d'.repeat(16)}`, '0a1b2c3d0a1b'],
  [`"secret" : "${L}"`, L],
  [`secret=${L}`, L],
  [`my password is "ab ${L}"`, L],
  [`api_key = ${L}`, L],
  [`token: ${Z}`, Z],
  [`X-Vault-Token: hvs.${Z}`, Z],
  [`TOKEN=$(echo ${Z})`, Z],
  [`SLACK_SIGNING_SECRET=${'0a1b2c3d'.repeat(4)}`, '0a1b2c3d'],
  [`{"data":{"password":"aHVudGVyMg=="}}`, 'aHVudGVyMg=='],
  [
    `  client-key-data: LS0tLS1CRUdJTiBSU0Eg\n    WnE3clQybVh3OUxrUDR2QjhuWWNacTdyVDJtWHc5TGtQNHZCOG5ZYw==`,
    'WnE3clQybVh3',
  ],
  ['postgres://u:Zq7!x$W9@p#L%v&B*n@db/x', 'Zq7!x$W9@p#L%v&B*n', ['@db/x']],
  [`password -> ${L}`, L],
  [`password "${L}"`, L],
  [`http -a app:${L} :8080`, L],
  [`psql "host=db password='a ${L}' user=x"`, L, ['user=x']],
  [`az login -u x -p ${L}`, L],
  [`requirepass ${L}`, L],
  [`curl -d '{"client_secret": "Zq7!x$W9@p#L"}' http://localhost`, 'Zq7!x$W9@p#L', ['http://localhost']],
  [`client_id,client_secret\nabc,${Z}`, Z],
];

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
