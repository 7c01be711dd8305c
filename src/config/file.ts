import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import { nearest } from './nearest.ts';
import type { Problem } from './types.ts';
import { readUrl } from './url.ts';

/** A text that is there, or the sentence that says what belongs there. */
const text = (what: string) =>
  z
    .string({ error: what })
    .trim()
    .min(1, { error: `is empty; ${what}` });

const address = (example: string) =>
  z.string({ error: `must be an address in quotes, like "${example}"` }).transform((value, context) => {
    const read = readUrl(value.trim(), example);
    if ('url' in read) return read.url;
    context.addIssue({ code: 'custom', message: read.wrong });
    return z.NEVER;
  });

const slackId = (first: string, what: string, where: string) =>
  z
    .string({ error: `must be a ${what}'s ID in quotes` })
    .refine(
      (id) =>
        first.includes(id.charAt(0)) &&
        id.length >= 2 &&
        [...id].every((char) => (char >= 'A' && char <= 'Z') || (char >= '0' && char <= '9')),
      { error: `is not a ${what}'s ID (like ${first.charAt(0)}0123ABC); ${where}` },
    );
const channel = slackId('CGD', 'channel', 'Slack shows it at the bottom of "View channel details"');
const user = slackId('UW', 'user', 'Slack shows it in the profile under "Copy member ID"');
const list = <T extends z.ZodType>(of: T, what: string) =>
  z.array(of, { error: `must be a list of ${what}, like ["…"]` });

const channelsOfZone = z
  .union([z.literal('*'), list(z.union([z.literal('*'), channel]), "channels' IDs")], {
    error: 'must be a list of channels\' IDs, like ["C0123ABC"], or ["*"] for every channel',
  })
  .transform((value) => (value === '*' || value.includes('*') ? ['*'] : value));

const section = <T extends z.ZodRawShape>(name: string, shape: T) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === 'invalid_type' ? `must be a section: [${name}]` : undefined),
  });

/** The configuration file. Source of the keys: INTERFACE section 2. */
const FileShape = z.strictObject({
  edition: z.enum(['2026.06', '1.0', 'auto'], { error: 'must be "2026.06", "1.0" or "auto", in quotes' }).optional(),
  channels: section('channels', {
    auto_reply: list(channel, "channels' IDs").optional(),
    mute: list(channel, "channels' IDs").optional(),
  }).optional(),
  zones: z
    .array(
      section('[zones]', {
        id: text("must be the zone's ID in quotes").refine(
          (id) => [...id].every((char) => char > ' ' && !'/?#'.includes(char)),
          {
            error: "is not a zone's ID; `caracal zone list` and the Console show it",
          },
        ),
        name: text("must be the zone's name in quotes").optional(),
        api_url: address('https://caracal.example.com').optional(),
        admin_token_file: text('must be the path of a file with a read-only, zone-scoped admin token in it'),
        sts_url: address('http://sts:8080').optional(),
        gateway_url: address('http://gateway:8081').optional(),
        channels: channelsOfZone.optional(),
        users: list(user, "users' IDs").optional(),
      }),
      { error: 'must be written as [[zones]], one section a zone' },
    )
    .optional(),
  docker: section('docker', {
    enabled: z.boolean({ error: 'must be true or false, without quotes' }).optional(),
    project: text('must be the name of the Compose project in quotes').optional(),
    network: text('must be the name of the Docker network in quotes').optional(),
  }).optional(),
  knowledge: section('knowledge', {
    extra: list(text('must be the path of a TOML file in quotes'), 'paths of TOML files').optional(),
  }).optional(),
});
export type ConfigFile = z.infer<typeof FileShape>;

/** A file in which something is wrong: what else stands in it can still be judged, and is never used. */
export type PartialFile = Omit<ConfigFile, 'zones'> & { zones?: Partial<NonNullable<ConfigFile['zones']>[number]>[] };

const keysOf: Record<string, readonly string[]> = {
  '': Object.keys(FileShape.shape),
  channels: Object.keys(FileShape.shape.channels.unwrap().shape),
  zones: Object.keys(FileShape.shape.zones.unwrap().element.shape),
  docker: Object.keys(FileShape.shape.docker.unwrap().shape),
  knowledge: Object.keys(FileShape.shape.knowledge.unwrap().shape),
};

function keyOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part)}`))
    .join('');
}

/** An unknown key, with the nearest known one, or the section in which a key of this name stands. */
function unknownKey(path: readonly PropertyKey[], key: string): Problem {
  const full = keyOf([...path, key]);
  const place = String(path[0] ?? '');
  if (place === 'zones' && key === 'admin_token') {
    return { key: full, message: 'is not a key: write the token into a file and name that file in admin_token_file' };
  }
  const near = nearest(key, keysOf[place] ?? []);
  if (near !== null) return { key: full, message: `is not a key; did you mean ${near}?` };
  const home = Object.keys(keysOf).find((name) => name !== place && keysOf[name]?.includes(key));
  if (home !== undefined && home !== '')
    return { key: full, message: `is not a key here; it belongs in the section [${home}]` };
  return { key: full, message: `is not a key; the keys here are ${(keysOf[place] ?? []).join(', ')}` };
}

/** Zod's issues as problems; a union's own sentence stands for what its members say, unless one of them got further. */
function problemsOf(issues: readonly z.core.$ZodIssue[], base: readonly PropertyKey[] = []): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
    if (issue.code === 'invalid_union') {
      const deeper = issue.errors.flatMap((member) => member.filter((inner) => inner.path.length > 0));
      if (deeper.length > 0) return problemsOf(deeper, path);
    }
    const missing = issue.code === 'invalid_type' && issue.input === undefined;
    return [{ key: keyOf(path), message: missing ? `is missing; it ${issue.message}` : issue.message }];
  });
}

/** Takes out every value that an issue is about. Places in lists stay as they are: problems name them. */
function withoutWrong(value: object, issues: readonly z.core.$ZodIssue[]): PartialFile {
  for (const issue of issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.at(-1)];
    const above = issue.code === 'unrecognized_keys' ? issue.path : issue.path.slice(0, -1);
    const holder = above.reduce<unknown>(
      (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
      value,
    );
    if (typeof holder !== 'object' || holder === null) continue;
    for (const key of keys) if (key !== undefined) Reflect.deleteProperty(holder, key);
  }
  return value as PartialFile;
}

/**
 * Reads the TOML of a configuration file. Pure.
 * @param name what the file is called in the answers
 * @returns the file; or every problem with its form, and what of it is left to be judged further
 */
export function readConfigFile(
  toml: string,
  name: string,
): { file: ConfigFile } | { problems: Problem[]; rest: PartialFile } {
  let value: object;
  try {
    value = parse(toml);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const first = error.message.split('\n')[0]!.replace('Invalid TOML document: ', '');
    const key = `${name}:${error.line}:${error.column}`;
    return { problems: [{ key, message: `is not valid TOML: ${first}` }], rest: {} };
  }
  const read = FileShape.safeParse(value, { reportInput: true });
  if (read.success) return { file: read.data };
  const { issues } = read.error;
  return { problems: problemsOf(issues), rest: withoutWrong(value, issues) };
}
