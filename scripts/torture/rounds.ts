import type { Message } from '../../src/sandbox/slack/types.ts';
import type { Workspace } from '../../src/sandbox/slack/workspace.ts';
import type { Lab } from './lab.ts';

/** A paste of one round, each in a channel of its own, so that none is a repetition of another. */
export interface Pasted {
  channel: string;
  ts: string;
  round: number;
  /** What was killed in its round. */
  killed: 'bot' | 'redis' | 'both';
}

/** Every paste is told by its time limit: a reply after this long is lost. */
export const PATIENCE_MS = 60_000;
/** A reply comes this long after the paste when nothing goes wrong, measured before the rounds begin. */
const CALIBRATION = 3;
/** Redis is killed in every so many rounds. */
const REDIS_EVERY = 4;

const TEXTS = [
  '{"error":"access_denied","error_description":"resource not configured","requestId":"2217bead-dbc4-46cb-8e81-973e0becd7b0"}',
  '{"error":"invalid_token","error_description":"missing routing headers","requestId":"95e60af5-93bd-44cf-8fd6-30f1f29d0da9"}',
  '✗ runtime onboarding did not become ready: api unreachable; sts 503 postgres_unreachable; gateway unreachable',
  'Error response from daemon: driver failed programming external connectivity on endpoint caracal-gateway-1 (3c1f0a6d): Bind for 127.0.0.1:8081 failed: port is already allocated',
];

let channels = 0;

async function paste(workspace: Workspace, round: number, killed: Pasted['killed']): Promise<Pasted> {
  channels += 1;
  const channel = `C0T${String(channels).padStart(6, '0')}`;
  await workspace.addChannel({ id: channel, name: `torture-${channels}` });
  // Every third paste mentions the bot as well, which is delivered twice with two event ids.
  const text = `${round % 3 === 0 ? '@caracal-help ' : ''}${TEXTS[round % TEXTS.length]}`;
  const said = await workspace.say({ channel, user: 'U0ANA', text });
  return { channel, ts: said.ts, round, killed };
}

/** The bot's messages under a paste. */
export function repliesTo(workspace: Workspace, { channel, ts }: Pasted): Message[] {
  const messages = workspace.now().messages[channel] ?? [];
  return messages.filter((message) => message.bot_id !== undefined && message.ts !== ts);
}

/** How often a paste was delivered, and how often the bot acknowledged it; of the newest part of the traffic only. */
export function deliveriesOf(workspace: Workspace, { ts }: Pasted): string {
  const lines = workspace
    .now()
    .traffic.filter(
      ({ direction, kind, request }) =>
        direction === 'to-bot' && kind === 'event' && JSON.stringify(request).includes(ts),
    );
  return `${lines.length} deliveries, ${lines.filter(({ ok }) => ok).length} acknowledged`;
}

/** Slack's waits before its second and third redelivery, made to go by at once. */
const REDELIVERIES_MS = [60_000, 300_000];
/** Between them a bot that is up has time to answer. */
const STEP_MS = 1_500;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const isAnswered = (workspace: Workspace, pasted: Pasted[], ms: number): Promise<boolean> =>
  workspace
    .waitFor(() => pasted.every((one) => repliesTo(workspace, one).length > 0), ms)
    .then(() => true)
    .catch(() => false);

/**
 * Waits for a reply to each, while the bot is up: a moment, then a minute and five minutes go by in the workspace, with what
 * Slack redelivers then. Resolves to false after the patience has run out.
 */
export async function answered(workspace: Workspace, pasted: Pasted[]): Promise<boolean> {
  for (const ms of REDELIVERIES_MS) {
    if (await isAnswered(workspace, pasted, STEP_MS)) return true;
    await workspace.advance({ ms });
  }
  return isAnswered(workspace, pasted, PATIENCE_MS);
}

/** Lets everything be redelivered that Slack would still redeliver, and a second reply with it. */
export async function settle(workspace: Workspace): Promise<void> {
  for (const ms of REDELIVERIES_MS) {
    await workspace.advance({ ms });
    await pause(STEP_MS);
  }
}

/** How long delivery to reply takes here and now, so that kills fall between the two. */
export async function calibrate(lab: Lab): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < CALIBRATION; round += 1) {
    const began = performance.now();
    const pasted = await paste(lab.workspace, round, 'bot');
    if (!(await answered(lab.workspace, [pasted]))) throw new Error('a paste got no reply although nothing was killed');
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(CALIBRATION / 2)]!;
}

/**
 * One round: one to three pastes, a kill at a random moment until shortly after a reply would stand, and a new start.
 * Resolves when what was killed is up again; whether the pastes were answered is counted later.
 */
export async function runRound(lab: Lab, round: number, replyMs: number): Promise<Pasted[]> {
  const { workspace } = lab;
  const killed: Pasted['killed'] =
    lab.redis && round % REDIS_EVERY === 1 ? 'redis' : lab.redis && round % REDIS_EVERY === 3 ? 'both' : 'bot';
  if (round % 5 === 4) await workspace.deliveryFault({ kind: 'twice', name: 'message' });
  const pasted: Pasted[] = [];
  const count = 1 + Math.floor(Math.random() * 3);
  const pasting = (async () => {
    for (let index = 0; index < count; index += 1) pasted.push(await paste(workspace, round, killed));
  })();
  await pause(Math.random() * replyMs * 1.3);
  await Promise.all([
    killed !== 'redis' ? lab.killOne() : undefined,
    killed !== 'bot' ? lab.killRedis() : undefined,
    pasting,
  ]);
  // With one process there is nobody else to answer: wait, so that each round has a fresh kill.
  if (lab.engine === 'sqlite') await answered(workspace, pasted);
  else await workspace.advance({ ms: REDELIVERIES_MS[0]! });
  return pasted;
}
