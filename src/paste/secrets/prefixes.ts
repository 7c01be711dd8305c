import { counts, looksMixed, looksRandom } from './looks.ts';
import { endOf, isTokenChar, isWord, type Secret, startsWord } from './secret.ts';
import { wrapped } from './wrapped.ts';

/** Secrets that their first characters tell. */
interface Prefix {
  literal: string;
  name: string;
  /** Fewest characters, with the prefix. */
  minimum: number;
  /** Ordinary words start like this, too. */
  common?: boolean;
}

const listed = (name: string, minimum: number, literals: string, common = false): Prefix[] =>
  literals.split(' ').map((literal) => ({ literal, name, minimum: minimum + literal.length, common }));

/** Source: caracal 2026.06 section 8.2, 1.0 parsing notes, and the providers' documentation. */
export const prefixes: Prefix[] = [
  ...listed('client secret', 20, 'cs_'),
  ...listed('workload secret', 20, 'ws_'),
  ...listed('admin token', 20, 'cat_'),
  ...listed('token', 8, 'caracal_at_ caracal_rt_'),
  ...listed('Slack token', 8, 'xoxb- xoxp- xoxa- xoxd- xoxs- xoxr- xoxe- xoxe. xapp-'),
  ...listed('GitHub token', 20, 'ghp_ gho_ ghs_ ghu_ ghr_ github_pat_'),
  ...listed('GitLab token', 16, 'glpat- gldt- glrt-'),
  ...listed('API key', 20, 'sk- gsk_ hf_ nvapi- xai- figd_ lin_api_ tskey-', true),
  ...listed('API key', 10, 'sk_live_ sk_test_ rk_live_ rk_test_ whsec_'),
  ...listed('API key', 30, 'aiza sg.', true),
  ...listed('npm token', 30, 'npm_', true),
  ...listed('client secret', 12, 'gocspx-'),
  ...listed('token', 16, 'dckr_pat_ ya29. hvs. hvb. shpat_ dop_v1_ atatt3'),
  ...listed('token', 30, 'pypi- rubygems_', true),
  ...listed('private key', 20, 'age-secret-key-'),
  ...listed('webhook', 8, 'hooks.slack.com/ hooks.zapier.com/ webhook.office.com/ discord.com/api/webhooks/'),
  ...listed('webhook', 8, 'discordapp.com/api/webhooks/ api.telegram.org/bot'),
];

/** The automaton knows no more of a literal than this. */
const known = 16;

/** A secret known by its prefix; not in the middle of a word, unless what follows was clearly drawn. */
export function wordFrom(text: string, at: number, prefix: Prefix): Secret | null {
  const { literal, name, minimum, common } = prefix;
  const start = at - Math.min(literal.length, known);
  if (literal.length > known && text.slice(start, start + literal.length).toLowerCase() !== literal) return null;
  const end = prefixedEnd(text, start);
  const last = wrapped(text, start, end);
  if (last - start < minimum) return null;
  const drawn = text.slice(start + literal.length, end);
  if (common && !looksRandom(drawn, 12)) return null;
  if (!startsWord(text, start) && !(looksMixed(drawn) && drawn.length >= 20)) return null;
  return { start, end: last, name };
}

function prefixedEnd(text: string, start: number): number {
  let end = endOf(text, start, (code) => isWord(code) || code === 46 || code === 47);
  while (end > start && (text[end - 1] === '.' || text[end - 1] === '/')) end--;
  return end;
}

/** A JWT, also one that was cut off. */
export function jwt(text: string, at: number): Secret | null {
  const start = at - 3;
  if (!text.startsWith('ey', start) && !text.startsWith('EY', start)) return null;
  if (!startsWord(text, start) && text[at - 1] !== 'J') return null;
  const end = prefixedEnd(text, start);
  const last = wrapped(text, start, end);
  return last - start >= 12 ? { start, end: last, name: 'token' } : null;
}

const lengthOfAwsKey = 20;
const lengthOfAwsSecret = 40;

/** `AKIA…`, alone or with the secret behind it, as `id:secret` or as a row of the file that AWS gives out. */
export function awsKey(text: string, at: number): Secret | null {
  const start = at - 4;
  const end = endOf(text, start, isWord, lengthOfAwsKey + 1);
  const { lower, upper, digits } = counts(text.slice(start, end));
  if (end - start !== lengthOfAwsKey || lower > 0 || upper + digits !== lengthOfAwsKey) return null;
  const from = endOf(
    text,
    end,
    (code) => code === 58 || code === 44 || code === 32 || code === 9 || code === 59 || code === 124,
    4,
  );
  const to = endOf(text, from, isTokenChar, 120);
  const followed = from > end && (text[end] === ':' ? to - from >= 8 : to - from === lengthOfAwsSecret);
  return { start, end: followed && looksRandom(text.slice(from, to), 8) ? to : end, name: 'AWS key' };
}
