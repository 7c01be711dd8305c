import { nearest } from './nearest.ts';
import type { Env, Files, Problem } from './types.ts';

/** Every name that INTERFACE section 2 gives, secrets without their `_FILE` twin. */
const secretNames = [
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'CARACAL_ADMIN_TOKEN',
  'REDIS_URL',
] as const;
export type SecretName = (typeof secretNames)[number];

/** A variable's value without blanks around it; null where it is not set or empty, as `NAME=` in an .env file leaves it. */
export function plain(env: Env, name: string): string | null {
  const value = env[name]?.trim() ?? '';
  return value === '' ? null : value;
}

/** Reads a secret file: its text without the line break at the end, or what is wrong with it. */
export function readSecretFile(path: string, files: Files): { secret: string } | { wrong: string } {
  let text: string;
  try {
    text = files.read(path);
  } catch (error) {
    return { wrong: `${path} cannot be read (${whyUnreadable(error)})` };
  }
  const secret = text.trim();
  if (secret === '') return { wrong: `${path} is empty; write the secret into it` };
  if (secret.includes('\n')) return { wrong: `${path} has more than one line; only the secret may stand in it` };
  return { secret };
}

/** A file system error in plain words. */
export function whyUnreadable(error: unknown): string {
  const code = (error as { code?: string } | null)?.code;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it';
  if (code === 'EISDIR') return 'it is a folder';
  return code ?? 'reading failed';
}

/**
 * A secret from `NAME` or from the file that `NAME_FILE` names. Null where neither is set; what is wrong goes to
 * `problems`, under the name that was used.
 */
export function secret(env: Env, name: SecretName, files: Files, problems: Problem[]): string | null {
  const direct = plain(env, name);
  const file = plain(env, `${name}_FILE`);
  if (direct !== null && file !== null) {
    problems.push({ key: name, message: `is set, and so is ${name}_FILE; keep one of them` });
    return null;
  }
  let value = direct;
  const key = file === null ? name : `${name}_FILE`;
  if (file !== null) {
    const read = readSecretFile(file, files);
    if ('wrong' in read) {
      problems.push({ key, message: read.wrong });
      return null;
    }
    value = read.secret;
  }
  if (value !== null && [...value].some((char) => char.charCodeAt(0) <= 32)) {
    problems.push({ key, message: 'has blanks in it; copy the value again, without line breaks' });
    return null;
  }
  return value;
}

/** "SLACK_BOT_TOKEN is not set", with the misspelt variable where one is near. */
export function notSet(env: Env, name: string, advice: string): Problem {
  const set = Object.keys(env).filter(
    (key) => plain(env, key) !== null && !(secretNames as readonly string[]).includes(key),
  );
  const near = nearest(
    name,
    set.filter((key) => key.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase()),
  );
  const empty = env[name] !== undefined ? 'is empty' : 'is not set';
  const meant = near === null ? '' : ` (${near} is set: is that a misspelling?)`;
  return { key: name, message: `${empty}${meant}; ${advice}` };
}
