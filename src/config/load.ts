import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { readDocker } from './docker.ts';
import { plain, secret, whyUnreadable } from './environment.ts';
import type { PartialFile } from './file.ts';
import { readHost, readPort } from './listen.ts';
import { readSlack } from './slack.ts';
import type { Config, Env, Files, Loaded, LogLevel, Need, Problem } from './types.ts';
import { readZones } from './zones.ts';

export type { Config, Need, Problem } from './types.ts';

const disk: Files = { read: (path) => readFileSync(path, 'utf8'), exists: existsSync };
const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** The configuration file: the one that is named, or ./caracal-help.toml when it exists, or nothing. Of a wrong one what is right. */
function readFile(env: Env, files: Files, problems: Problem[]): { file: PartialFile; folder: string } {
  const named = plain(env, 'CARACAL_HELP_CONFIG');
  const path = named ?? './caracal-help.toml';
  const none = { file: {}, folder: dirname(path) };
  if (named === null && !files.exists(path)) return none;
  let toml: string;
  try {
    toml = files.read(path);
  } catch (error) {
    const key = named === null ? path : 'CARACAL_HELP_CONFIG';
    problems.push({ key, message: `${path} cannot be read (${whyUnreadable(error)})` });
    return none;
  }
  const read = reader().readConfigFile(toml, path);
  if ('file' in read) return { file: read.file, folder: dirname(path) };
  problems.push(...read.problems);
  return { file: read.rest, folder: dirname(path) };
}

/** The reader of the file brings a TOML reader and a schema along: not loaded where there is no file. */
function reader(): typeof import('./file.ts') {
  return createRequire(import.meta.url)(import.meta.url.endsWith('.ts') ? './file.ts' : './file.js');
}

function readLevel(env: Env, problems: Problem[]): LogLevel {
  const value = plain(env, 'LOG_LEVEL')?.toLowerCase() ?? 'info';
  const level = levels.find((name) => name === value);
  if (level === undefined) problems.push({ key: 'LOG_LEVEL', message: `must be one of ${levels.join(', ')}` });
  return level ?? 'info';
}

function readRedis(env: Env, files: Files, problems: Problem[]): string | null {
  const value = secret(env, 'REDIS_URL', files, problems);
  if (value === null) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url !== null && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== '') return value;
  problems.push({ key: 'REDIS_URL', message: 'must be an address like redis://localhost:6379 or rediss://…' });
  return null;
}

function readExtra(file: PartialFile, folder: string, files: Files, problems: Problem[]): string[] {
  return (file.knowledge?.extra ?? []).map((path, i) => {
    const full = resolve(folder, path);
    if (!files.exists(full))
      problems.push({ key: `knowledge.extra[${i}]`, message: `${full} cannot be read (there is no such file)` });
    return full;
  });
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) freeze(inner);
    Object.freeze(value);
  }
  return value;
}

/**
 * Environment and file to one frozen configuration, or to every problem at once. Contacts nothing and changes nothing.
 * Paths in the file count from the file's folder, paths in the environment from the working directory.
 *
 * @param need what the command cannot do without; settings that it never uses are not judged.
 * @param files the disk; a test passes its own.
 */
export function loadConfig(env: Env, need: Need, files: Files = disk): Loaded {
  const problems: Problem[] = [];
  const { file, folder } = readFile(env, files, problems);
  const config: Config = {
    slack: readSlack(env, need, files, problems),
    http: { host: readHost(env, problems), port: readPort(env, problems) },
    dataDir: plain(env, 'CARACAL_HELP_DATA') ?? './data',
    redisUrl: need === 'diagnose' || need === 'sandbox' ? null : readRedis(env, files, problems),
    logLevel: readLevel(env, problems),
    edition: file.edition ?? 'auto',
    channels: { autoReply: file.channels?.auto_reply ?? null, mute: file.channels?.mute ?? [] },
    zones: readZones(env, file, folder, need, files, problems),
    docker: readDocker(env, file, need, problems),
    knowledge: { extra: readExtra(file, folder, files, problems) },
  };
  return problems.length > 0 ? { problems } : { config: freeze(config) };
}

/** The problems as lines for standard error, one each: `SLACK_BOT_TOKEN: is not set; …`. */
export function problemLines(problems: readonly Problem[]): string[] {
  return problems.map((problem) => `${problem.key}: ${problem.message}`);
}

/** Every secret of a configuration, for the log to take out should one ever reach it. */
export function secretsOf(config: Config): string[] {
  const { botToken, appToken, signingSecrets } = config.slack;
  const all = [botToken, appToken, ...signingSecrets, ...config.zones.map((zone) => zone.adminToken), config.redisUrl];
  return all.filter((value): value is string => value !== null && value.length >= 8);
}
