/** Passwords as people make them up. */
const made = ['Sommer2026!', 'Tr0ub4dor&3', 'pipernet-dev-pw', 'hunter2pass'];

/** What people and programs write around a password, with `X` in its place. */
const labelled = [
  'pass: X',
  'so I used pass: X and it failed',
  'pw: X',
  'db pw: X',
  'we log in with pw: X, then it fails',
  'db_pw=X',
  'passcode: X',
  'the password for the db is X',
  'password to X',
  'password changed to X',
  'I set the admin password to X',
  'the password to db01 is X',
  'my password is X and it fails',
  'the new password is now: X',
  'POSTGRES_PASSWORD is set to X',
  'REDIS_PASSWORD (X)',
  'user: dev, pass: X',
  'username: dev password: X',
  'masterKey=X',
  'GET /v1/zones?token=X&page=2',
  'Client Secret: X',
  'my Client Secret: X ok',
  'client-secret → X',
  'admin token is X',
  'bootstrap token: X',
  'api key is X',
  '{"secretValue":"X"}',
  '{"env":[{"value":"X","name":"CLIENT_SECRET"}]}',
  '"value":"X","name":"CLIENT_SECRET"',
  '-p X --password X',
  'caracal login -p X',
  '[sudo] password for dev: X',
  'Password for user caracal: X',
  'creds: caracal/X',
  'credentials: caracal:X',
  'login dev:X',
  'login as dev / X',
  'ldap bind password X',
  'PASS X',
  'Das Passwort lautet: X',
  'mein Passwort ist X',
  'Kennwort lautet X',
  'mot de passe : X',
  'le mot de passe est X',
  'contraseña: X',
  'la contraseña es X',
];

const drawn = 'Zq7rT2mXw9LkP4vB8nYc';
export const body = '{"error":"invalid_token","error_description":"missing routing headers"}';

/** The answer of a server in the same line is read, not hidden. */
export const answered: [text: string, secret: string][] = [
  [`OPENAI_API_KEY: sk-${drawn}${drawn} and then`, drawn],
  [`STS_SIGNING_KEY: ${drawn}`, drawn],
  ['password = hunter2', 'hunter2'],
  ['password: hunter2 but then I get', 'hunter2'],
  ['POSTGRES_PASSWORD=correct horse battery staple', 'correct horse battery staple'],
  [`> X-Api-Key: ${drawn} < HTTP/1.1 401 Unauthorized`, drawn],
  [`> Cookie: sid=${drawn} < HTTP/1.1 401 Unauthorized`, drawn],
  [`Authorization: ${drawn}`, drawn],
];

const bots = [
  'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs',
  'OTk5OTk5OTk5OTk5OTk5OTk5.GkLmNo.Ab_dEfGh-jKlMnOpQrStUvWxYz012345678901',
];

/** Secrets that a label tells, and what must be left of the rest. */
export const labels: [text: string, secret: string, stays?: string[]][] = [
  ...labelled.flatMap((text) => made.map((secret): [string, string] => [text.replaceAll('X', secret), secret])),
  ...answered.flatMap(([text, secret]): [string, string, string[]][] => [
    [`${text} ${body}`, secret, [body]],
    [`${text} [${body}]`, secret, [body]],
  ]),
  [`password: hunter2${body}`, 'hunter2', [body]],
  [`token: ${drawn} → 401 missing routing headers`, drawn, ['missing routing headers']],
  ...bots.flatMap((bot): [string, string][] => [
    [`the bot has ${bot}`, bot],
    [`client.login("${bot}")`, bot],
  ]),
];
