import { buildAutomaton } from '../patterns/automaton.ts';
import { cookies, passwordOfMysql, passwordOfUser, secretNames, secureString, valueOfKey } from './secret-keys.ts';
import { emailAt, hexRuns, passwordInUrl, privateKey, type Secret, wordAfter, wordFrom } from './secrets.ts';
import { tokenFacts } from './token.ts';
import type { TokenFacts } from './types.ts';

/** What stands where a secret starts, and how far the secret goes. `at` is the position after the trigger. */
interface Trigger {
  literal: string;
  find(text: string, at: number, literal: string): Secret | null;
}

/** Prefixes of secrets. Source: caracal 2026.06 section 8.2, 1.0 parsing notes, and the providers' documentation. */
const prefixes: [literal: string, name: string, minimum: number][] = [
  ['cs_', 'client secret', 20],
  ['ws_', 'workload secret', 20],
  ['cat_', 'admin token', 20],
  ['caracal_at_', 'token', 8],
  ['caracal_rt_', 'token', 8],
  ['xoxb-', 'Slack token', 8],
  ['xoxp-', 'Slack token', 8],
  ['xoxa-', 'Slack token', 8],
  ['xoxe-', 'Slack token', 8],
  ['xoxe.', 'Slack token', 8],
  ['xapp-', 'Slack token', 8],
  ['ghp_', 'GitHub token', 20],
  ['gho_', 'GitHub token', 20],
  ['ghs_', 'GitHub token', 20],
  ['ghu_', 'GitHub token', 20],
  ['github_pat_', 'GitHub token', 20],
  ['glpat-', 'GitLab token', 16],
  ['sk-', 'API key', 20],
  ['sk_live_', 'API key', 10],
  ['sk_test_', 'API key', 10],
  ['rk_live_', 'API key', 10],
  ['akia', 'AWS key', 16],
  ['asia', 'AWS key', 16],
  ['aiza', 'API key', 30],
  ['npm_', 'npm token', 30],
  ['hf_', 'API key', 30],
  ['hooks.slack.com/', 'webhook', 8],
  ['gocspx-', 'client secret', 12],
  ['dckr_pat_', 'token', 16],
  ['pypi-', 'token', 30],
  ['ya29.', 'token', 20],
  ['ls0tls1crudjti', 'private key', 20],
];

const triggers: Trigger[] = [
  { literal: 'eyj', find: (text, at) => wordFrom(text, at - 3, 'token', 12) },
  { literal: 'bearer', find: (text, at) => wordAfter(text, at, 'token') },
  { literal: 'basic', find: (text, at) => wordAfter(text, at, 'password', 12) },
  { literal: '://', find: (text, at) => passwordInUrl(text, at) },
  { literal: 'private key-----', find: (text, at) => privateKey(text, at) },
  { literal: '@', find: (text, at) => emailAt(text, at - 1) },
  { literal: ' -u ', find: (text, at) => passwordOfUser(text, at) },
  { literal: '--user', find: (text, at) => passwordOfUser(text, text[at] === '=' ? at + 1 : at) },
  { literal: 'mysql', find: (text, at) => passwordOfMysql(text, at) },
  { literal: 'securestring ', find: (text, at) => secureString(text, at) },
  { literal: 'cookie:', find: (text, at) => cookies(text, at) },
  ...secretNames.map(([literal, kind]) => ({
    literal,
    find: (text: string, at: number) => valueOfKey(text, at, literal, kind),
  })),
  ...prefixes.map(([literal, name, minimum]) => ({
    literal,
    find: (text: string, at: number) => wordFrom(text, at - literal.length, name, minimum + literal.length),
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
    const facts = value.startsWith('eyJ') ? tokenFacts(value.replaceAll('\n', ''), line) : null;
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
  const all: Secret[] = hexRuns(text);
  let skipTo = 0;
  let tokenEnd = 0;
  automaton.scan(text, (index, end) => {
    const trigger = triggers[index] as Trigger;
    if (end <= (trigger.literal === 'eyj' ? tokenEnd : skipTo)) return;
    const secret = trigger.find(text, end, trigger.literal);
    if (!secret || secret.end <= secret.start) return;
    all.push(secret);
    skipTo = Math.max(skipTo, secret.end);
    if (trigger.literal === 'eyj') tokenEnd = secret.end;
  });
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Secret[] = [];
  for (const secret of all) {
    const last = kept.at(-1);
    if (!last || secret.start >= last.end) kept.push(secret);
    else if (secret.end > last.end) last.end = secret.end;
  }
  return kept;
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
