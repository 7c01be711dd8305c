import type { Settings } from './options.ts';
import type { Channel, FileBytes, FileObject, Message, Snapshot, User, View } from './types.ts';

export interface ResponseUrl {
  user: string;
  channel: string;
  /** The message that the interaction came from, if any. */
  source: { ts: string; ephemeral: boolean; thread_ts?: string } | null;
  uses: number;
  expires: number;
}

/** Everything the workspace remembers: what can be seen, and the secrets and files behind it. */
export interface State extends Snapshot {
  files: Map<string, { object: FileObject; bytes: FileBytes; shares: string[]; content: string | null }>;
  triggers: Map<string, { user: string; expires: number; used: boolean }>;
  responseUrls: Map<string, ResponseUrl>;
  uploads: Map<string, { name: string; length: number; data: Buffer | null }>;
  externalViews: Map<string, string>;
  viewOwners: Map<string, string>;
  /** Once revoked, every call answers `token_revoked`. */
  revoked: boolean;
}

const BOT = { userId: 'U0CARACAL', botId: 'B0CARACAL', appId: 'A0CARACAL', name: 'caracal-help' };

const PEOPLE: User[] = [
  { id: 'U0ANA', name: 'ana', realName: 'Ana Ruiz', bot: false },
  { id: 'U0BEN', name: 'ben', realName: 'Ben Okafor', bot: false },
  { id: 'U0CHO', name: 'cho', realName: 'Cho Lindqvist', bot: false },
  { id: 'U0OTHERBOT', name: 'buildbot', realName: 'Build Bot', bot: true },
];

/** Adds to a list or replaces what has the same ID. */
function merge<T extends { id: string }>(base: T[], more: T[]): T[] {
  return [...base.filter((item) => !more.some((other) => other.id === item.id)), ...more];
}

function channel(id: string, name: string, kind: Channel['kind'], members: string[]): Channel {
  return { id, name, kind, members, archived: false, shared: false };
}

function startingChannels(users: User[]): Channel[] {
  const people = users.filter((user) => !user.bot).map((user) => user.id);
  const everyone = users.map((user) => user.id);
  return [
    channel('C0HELP', 'caracal-help', 'public', everyone),
    channel('C0GENERAL', 'general', 'public', everyone),
    channel('C0NOISY', 'noisy', 'public', everyone),
    channel('C0NOBOT', 'random', 'public', people),
    channel('G0PRIVATE', 'private', 'private', people),
    channel('G0TEAM', 'team-private', 'private', everyone),
    { ...channel('C0SHARED', 'shared-with-partner', 'public', everyone), shared: true },
    { ...channel('C0OLD', 'old', 'public', everyone), archived: true },
    ...people.map((id) => channel(`D0${id.slice(2)}`, id, 'im', [id, BOT.userId])),
  ];
}

/** A workspace as it is found: a few people, a few channels, a direct message with the bot for everyone. */
export function createState(settings: Settings): State {
  const bot: User = { id: BOT.userId, name: BOT.name, realName: 'Caracal Help', bot: true };
  const users = merge([...PEOPLE, bot], settings.users);
  const channels = merge(startingChannels(users), settings.channels);
  return {
    version: 0,
    mode: settings.mode,
    team: { id: 'T0SANDBOX', name: 'Sandbox', domain: 'sandbox' },
    bot: BOT,
    commands: settings.commands,
    shortcuts: settings.shortcuts,
    users,
    channels,
    messages: Object.fromEntries(channels.map((each) => [each.id, []])),
    ephemerals: [],
    views: {},
    homes: {},
    viewErrors: {},
    statuses: {},
    inputs: {},
    sockets: 0,
    traffic: [],
    files: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    uploads: new Map(),
    externalViews: new Map(),
    viewOwners: new Map(),
    revoked: false,
  };
}

/** The part of the state that people and tests may see, as plain JSON. */
export function snapshotOf(state: State, trafficSince = 0): Snapshot {
  const { version, mode, team, bot, commands, shortcuts, users, channels, messages, ephemerals } = state;
  const { views, homes, viewErrors, statuses, inputs, sockets } = state;
  const traffic = state.traffic.filter((line) => line.seq > trafficSince);
  return {
    version,
    mode,
    team,
    bot,
    commands,
    shortcuts,
    users,
    channels,
    messages,
    ephemerals,
    views,
    homes,
    viewErrors,
    statuses,
    inputs,
    sockets,
    traffic,
  };
}

export const findUser = (state: State, id: string): User | undefined => state.users.find((user) => user.id === id);

export const findChannel = (state: State, id: string): Channel | undefined =>
  state.channels.find((each) => each.id === id);

export const findMessage = (state: State, channelId: string, ts: string): Message | undefined =>
  state.messages[channelId]?.find((message) => message.ts === ts);

/** A modal or home tab by its ID, wherever it is open. */
export function findView(state: State, id: string): View | undefined {
  const open = [...Object.values(state.views).flat(), ...Object.values(state.homes)];
  return open.find((view) => view.id === id);
}
