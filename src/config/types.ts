import type { Edition } from '../knowledge/schema.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What a command cannot do without: `serve` the Slack settings, the others nothing. */
export type Need = 'serve' | 'diagnose' | 'check' | 'sandbox';

/** One thing that is wrong with the configuration. Never holds a secret's value. */
export interface Problem {
  /** The environment variable, or the key in the file: `zones[0].api_url`. */
  key: string;
  /** What is wrong and what to do, one sentence. */
  message: string;
}

export interface Zone {
  /** Where it is configured: `zones[0]` of the file; absent for the zone of the environment. */
  key?: string;
  id: string;
  name: string;
  /** Without a slash at the end. */
  apiUrl: string;
  adminToken: string;
  stsUrl: string | null;
  gatewayUrl: string | null;
  /** Channels that may see the zone's data; `['*']`: all; empty: none. */
  channels: string[];
  /** If not empty, only these users may look a request up. */
  users: string[];
}

/** The whole configuration, validated and frozen. Source: INTERFACE section 2. */
export interface Config {
  slack: {
    /** Empty where the command does not need Slack. */
    botToken: string;
    /** One, or two during a rotation; empty in Socket Mode. */
    signingSecrets: string[];
    /** Set: Socket Mode. */
    appToken: string | null;
    /** With a slash at the end. */
    apiUrl: string;
  };
  http: { host: string; port: number };
  dataDir: string;
  redisUrl: string | null;
  logLevel: LogLevel;
  edition: Edition | 'auto';
  /** `autoReply` null: every channel the bot is in. */
  channels: { autoReply: string[] | null; mute: string[] };
  zones: Zone[];
  docker: {
    enabled: boolean;
    project: string;
    network: string;
    /** DOCKER_HOST as given; null: the platform's default socket. */
    host: string | null;
    /** The other Docker variables that decide how to connect, and nothing else of the environment. */
    env: Record<string, string>;
  };
  /** `extra`: absolute paths. */
  knowledge: { extra: string[] };
}

export type Loaded = { config: Config } | { problems: Problem[] };

/** The two questions that loading asks of a disk; a test answers them from memory. */
export interface Files {
  /** Throws an error with a `code` as node:fs does. */
  read(path: string): string;
  exists(path: string): boolean;
}

export type Env = Readonly<Record<string, string | undefined>>;
