import { buildAutomaton } from '../patterns/automaton.ts';
import {
  cookieOption,
  passwordOfCommand,
  passwordOfPgpass,
  passwordOfUser,
  secureString,
  shortOptions,
  withPassword,
} from './secrets/commands.ts';
import { authorization, cookies, wordAfter } from './secrets/headers.ts';
import { valueOfKey } from './secrets/keys.ts';
import { secretNames } from './secrets/names.ts';
import { awsKey, jwt, prefixes, wordFrom } from './secrets/prefixes.ts';
import type { Secret } from './secrets/secret.ts';
import { drawnRuns, emailAt, hexRuns, privateKey } from './secrets/shapes.ts';
import { loginPair } from './secrets/spoken.ts';
import { passwordInUrl } from './secrets/urls.ts';
import { viewsOf } from './secrets/views.ts';
import { base64From, unwrapped } from './secrets/wrapped.ts';
import { tokenFacts } from './token.ts';
import type { TokenFacts } from './types.ts';

/** What stands where a secret starts, and how far the secret goes. `at` is the position after the trigger. */
interface Trigger {
  literal: string;
  find(text: string, at: number): Secret | null;
}

const triggers: Trigger[] = [
  { literal: 'eyj', find: jwt },
  { literal: 'akia', find: awsKey },
  { literal: 'asia', find: awsKey },
  { literal: 'bearer', find: (text, at) => wordAfter(text, at, 'token', 8) },
  { literal: 'basic', find: (text, at) => wordAfter(text, at, 'password', 12) },
  { literal: 'authorization', find: (text, at) => authorization(text, at, 'authorization') },
  { literal: 'cookie', find: (text, at) => cookies(text, at, 'cookie') },
  { literal: '--cookie', find: cookieOption },
  { literal: '://', find: passwordInUrl },
  { literal: 'private key-----', find: privateKey },
  { literal: 'vate key block--', find: (text, at) => privateKey(text, at + 3) },
  { literal: 'ls0tls1crudjti', find: (text, at) => base64From(text, at - 14, 'private key') },
  { literal: '@', find: (text, at) => emailAt(text, at - 1) },
  { literal: ' -', find: shortOptions },
  // At the start of a line or of a string there is no blank before it.
  { literal: '-p ', find: (text, at) => ('\n"'.includes(text[at - 4] ?? '\n') ? shortOptions(text, at - 2) : null) },
  { literal: '--user', find: passwordOfUser },
  { literal: '--proxy-user', find: passwordOfUser },
  { literal: 'securestring ', find: secureString },
  { literal: ':5432:', find: passwordOfPgpass },
  { literal: ':*:', find: passwordOfPgpass },
  ...['creds', 'credentials', 'login'].map((literal) => ({
    literal,
    find: (text: string, at: number) => loginPair(text, at, literal),
  })),
  ...withPassword.map(([literal, option, joined]) => ({
    literal,
    find: (text: string, at: number) => passwordOfCommand(text, at, option, joined),
  })),
  ...secretNames.map(([literal, kind]) => ({
    literal,
    find: (text: string, at: number) => valueOfKey(text, at, literal, kind),
  })),
  ...prefixes.map((prefix) => ({
    literal: prefix.literal,
    find: (text: string, at: number) => wordFrom(text, at, prefix),
  })),
];

const automaton = buildAutomaton(triggers.map((trigger) => trigger.literal));

/** Text without secrets. */
export interface Redacted {
  text: string;
  /** How many secrets were replaced; addresses of persons are hidden too, and not counted. */
  redacted: number;
  tokens: TokenFacts[];
}

/**
 * Replaces every secret by a placeholder such as `[client secret hidden]`; line breaks stay. A token's facts are read
 * before it goes.
 * @param text decoded text, see decode.ts
 */
export function redact(text: string): Redacted {
  const found = collect(text);
  if (found.length === 0) return { text, redacted: 0, tokens: [] };
  const out: string[] = [];
  const tokens: TokenFacts[] = [];
  let redacted = 0;
  let from = 0;
  let line = 1;
  for (const secret of found) {
    const before = text.slice(from, secret.start);
    line += newlines(before);
    const value = text.slice(secret.start, secret.end);
    const facts = value.startsWith('eyJ') ? tokenFacts(unwrapped(value), line) : null;
    if (facts) tokens.push(facts);
    if (!secret.personal) redacted++;
    out.push(before, `[${secret.name} hidden]`, '\n'.repeat(newlines(value)));
    line += newlines(value);
    from = secret.end;
  }
  out.push(text.slice(from));
  return { text: out.join(''), redacted, tokens };
}

/** Secrets in order, without overlaps; of two that overlap the one that starts first, then the longer one. */
function collect(text: string): Secret[] {
  const all = found(text);
  for (const view of viewsOf(text)) {
    for (const secret of found(view.text))
      all.push({ ...secret, start: view.at(secret.start), end: view.at(secret.end) });
  }
  // Last, so that of two names for the same place the more exact one stays.
  all.push(...hexRuns(text), ...drawnRuns(text));
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Secret[] = [];
  for (const secret of all) {
    const last = kept.at(-1);
    if (!last || secret.start >= last.end) kept.push(secret);
    else if (secret.end > last.end) last.end = secret.end;
  }
  return kept;
}

function found(text: string): Secret[] {
  const all: Secret[] = [];
  let skipTo = 0;
  let tokenEnd = 0;
  automaton.scan(text, (index, end) => {
    const trigger = triggers[index] as Trigger;
    if (end <= (trigger.literal === 'eyj' ? tokenEnd : skipTo)) return;
    const secret = trigger.find(text, end);
    if (!secret || secret.end <= secret.start) return;
    all.push(secret);
    skipTo = Math.max(skipTo, secret.end);
    if (trigger.literal === 'eyj') tokenEnd = secret.end;
  });
  return all;
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
