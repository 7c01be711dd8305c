import { type CaracalStandIn, createCaracalStandIn } from '../../src/sandbox/caracal/stand-in.ts';
import type { WorkspaceOptions } from '../../src/sandbox/slack/options.ts';
import { type SpawnedWorkspace, spawnWorkspace } from '../../src/sandbox/slack/spawn.ts';
import type { Message, Snapshot } from '../../src/sandbox/slack/types.ts';
import { type BotProcess, type Setup, startBot } from './bot-process.ts';

/** Nobody in the tests: who asks whether everything is done. */
const SETTLER = 'U0SETTLER';

/** A workspace in a process of its own, a Caracal, and the bot as a child process between them. */
export interface House {
  workspace: SpawnedWorkspace;
  caracal: CaracalStandIn;
  bot: BotProcess;
  close(): Promise<void>;
}

export interface HouseOptions {
  workspace?: WorkspaceOptions;
  env?: Record<string, string>;
  /** The configuration file; gets the zones of the stand-in. */
  config?: (caracal: CaracalStandIn) => Setup;
}

/** A configuration with zones of the stand-in. */
export function zoneSetup(caracal: CaracalStandIn, names: string[], channels: string[], users: string[] = []): Setup {
  const toml = names.flatMap((name) => [
    '[[zones]]',
    `id = "${caracal.zones[name]?.id}"`,
    `name = "${name}"`,
    `api_url = "${caracal.apiUrl}"`,
    `admin_token_file = "${name}.token"`,
    `channels = ${JSON.stringify(channels)}`,
    `users = ${JSON.stringify(users)}`,
  ]);
  const files = names.map((name) => [`${name}.token`, caracal.zones[name]?.token ?? '']);
  return { toml: toml.join('\n'), files: Object.fromEntries(files) };
}

/** Starts all three. */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const [workspace, caracal] = await Promise.all([
    spawnWorkspace({
      ...options.workspace,
      users: [{ id: SETTLER, name: 'settler', realName: 'Settler', bot: false }],
    }),
    createCaracalStandIn({ lateMs: 1_000 }),
  ]);
  const socket = options.workspace?.mode === 'socket';
  const bot = await startBot(
    {
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_API_URL: workspace.apiUrl,
      ...(socket ? { SLACK_APP_TOKEN: workspace.appToken } : { SLACK_SIGNING_SECRET: workspace.signingSecret }),
      ...options.env,
    },
    options.config?.(caracal),
  );
  if (socket) await workspace.waitFor((now) => now.sockets > 0, 20_000);
  else await workspace.pointTo({ url: `${bot.url}/slack/events` });
  return {
    workspace,
    caracal,
    bot,
    async close() {
      await bot.stop();
      await Promise.all([workspace.close(), caracal.close()]);
    },
  };
}

/** Messages of the bot in the thread under `ts`. */
export function repliesUnder(messages: Message[] | undefined, ts: string): Message[] {
  return (messages ?? []).filter(
    (message) => message.thread_ts === ts && message.ts !== ts && message.bot_id === 'B0CARACAL',
  );
}

/** Waits for the bot's reply in a thread. */
export function replyTo(house: House, message: { ts: string }, channel = 'C0HELP', count = 1): Promise<Message> {
  return house.workspace.waitFor((now) => repliesUnder(now.messages[channel], message.ts)[count - 1], 10_000);
}

/**
 * Waits until everything said before is dealt with: a command in the same channel, whose work is done after theirs. Its answer
 * goes to one person alone, so it waits for no turn in the channel.
 */
export async function settled(house: House, channel = 'C0HELP'): Promise<void> {
  const heard = (now: Snapshot) =>
    now.ephemerals.filter((each) => each.user === SETTLER && each.channel === channel).length;
  const before = heard(house.workspace.now());
  await house.workspace.command({ channel, user: SETTLER, command: '/caracal-help', text: 'help' });
  await house.workspace.waitFor((now) => heard(now) > before, 10_000);
}
