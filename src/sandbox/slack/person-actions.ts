import { SlackError } from './api/types.ts';
import type { Core } from './core.ts';
import type { Outcome } from './delivery/types.ts';
import { type Entered, enteredValue, findElement, initialOf, stateValues } from './inputs.ts';
import { failure, interact, interaction, notice, payloadName } from './interactions.ts';
import { messageOf } from './person-messages.ts';
import { newResponseUrl, respond } from './response-url.ts';
import { findChannel, findUser, findView } from './state.ts';
import { newTrigger } from './triggers.ts';
import type { Block, Channel, Json } from './types.ts';

interface Pressed {
  /** What the payload says about where the element is. */
  context: Json;
  blocks: Block[];
  /** Under what the entered values are kept. */
  key: string;
  /** Where a failure is told. */
  channel: string;
}

function known(core: Core, id: string): Channel {
  const channel = findChannel(core.state, id);
  if (!channel) throw new Error(`There is no channel ${id}`);
  return channel;
}

/** A message that the person sees, kept or ephemeral, as the payload of a press in it describes it. */
function inMessage(core: Core, user: string, channelId: string, ts: string): Pressed {
  const channel = known(core, channelId);
  const hidden = core.state.ephemerals.find((each) => each.ts === ts && each.user === user);
  const message = hidden ?? messageOf(core, { channel: channelId, ts });
  const thread = message.thread_ts ? { thread_ts: message.thread_ts } : {};
  const source = { ts, ephemeral: Boolean(hidden), ...thread };
  const context = {
    container: { type: 'message', message_ts: ts, channel_id: channelId, is_ephemeral: Boolean(hidden), ...thread },
    channel: { id: channelId, name: payloadName(channel) },
    ...(hidden ? {} : { message: structuredClone(message) }),
    response_url: newResponseUrl(core, user, channelId, source),
  };
  return { context, blocks: message.blocks ?? [], key: ts, channel: channelId };
}

function inView(core: Core, user: string, id: string): Pressed {
  const view = findView(core.state, id);
  if (!view || core.state.viewOwners.get(id) !== user) throw new Error(`${user} has no view ${id} open`);
  const context = { container: { type: 'view', view_id: id }, view: structuredClone(view) };
  return { context, blocks: view.blocks, key: id, channel: '' };
}

/** Commands, presses and shortcuts: what people do that the bot must answer within 3 seconds. */
export function actionOperations(core: Core) {
  return {
    /** Runs a slash command; the answer to the command is shown as Slack shows it. Resolves to the outcome. */
    async command(arg: { channel: string; user: string; command: string; text?: string }): Promise<Outcome> {
      const { user, command, text = '' } = arg;
      const channel = known(core, arg.channel);
      if (!core.settings.commands.includes(command) || !core.settings.scopes.includes('commands')) {
        notice(core, user, channel.id, `${command} is not a valid command.`);
        throw new Error(`${command} is not a command of this workspace`);
      }
      const { team, bot } = core.state;
      const responseUrl = newResponseUrl(core, user, channel.id);
      const payload = {
        token: 'verification-token',
        team_id: team.id,
        team_domain: team.domain,
        channel_id: channel.id,
        channel_name: payloadName(channel),
        user_id: user,
        user_name: findUser(core.state, user)?.name ?? user,
        command,
        text: text.trim(),
        api_app_id: bot.appId,
        is_enterprise_install: 'false',
        response_url: responseUrl,
        trigger_id: newTrigger(core, user),
      };
      const outcome = await core.deliver({ kind: 'command', name: command, payload, eventId: null });
      if (!outcome.ok) {
        notice(core, user, channel.id, `${command} failed with the error "${failure(outcome)}"`);
        return outcome;
      }
      if (outcome.body) answerCommand(core, user, channel.id, responseUrl, outcome.body);
      return outcome;
    },

    /** Presses a button or changes an input, in a message (`channel`, `ts`) or a view (`view`). */
    async press(arg: {
      user: string;
      action: string;
      value?: Entered;
      channel?: string;
      ts?: string;
      view?: string;
    }): Promise<Outcome> {
      const where = arg.view
        ? inView(core, arg.user, arg.view)
        : inMessage(core, arg.user, arg.channel ?? '', arg.ts ?? '');
      const found = findElement(where.blocks, arg.action, arg.value);
      if (!found) throw new Error(`There is nothing to press called ${arg.action}`);
      const { block, element } = found;
      const blockId = String(block.block_id);
      const holds = initialOf(element) !== null || element.type === 'overflow';
      const value = holds ? enteredValue(element, arg.value ?? null) : { value: pressedValue(element, arg.value) };
      if (initialOf(element) !== null) {
        const kept = core.state.inputs[where.key] ?? {};
        kept[blockId] = { ...kept[blockId], [String(element.action_id)]: value };
        core.state.inputs[where.key] = kept;
        core.changed();
      }
      const { type, action_id, text, style } = element;
      const action = { type, action_id, block_id: blockId, text, style, ...value, action_ts: core.nextTs() };
      const values = stateValues(where.blocks, core.state.inputs[where.key]);
      if (where.context.view) (where.context.view as Json).state = { values };
      const state = Object.keys(values).length ? { state: { values } } : {};
      const base = interaction(core, 'block_actions', arg.user);
      const outcome = await interact(core, { ...base, ...where.context, ...state, actions: [action] });
      if (!outcome.ok && where.channel) notice(core, arg.user, where.channel, `The button failed: ${failure(outcome)}`);
      return outcome;
    },

    /** Uses a message shortcut (the first, unless told) on any message, whether or not the bot is in the channel. */
    async shortcut(arg: { user: string; channel: string; ts: string; callbackId?: string }): Promise<Outcome> {
      const channel = known(core, arg.channel);
      const callbackId = arg.callbackId ?? core.settings.shortcuts[0]?.callbackId;
      const offered = core.settings.shortcuts.some((each) => each.callbackId === callbackId);
      if (!offered) throw new Error(`There is no shortcut ${callbackId}`);
      const message = messageOf(core, arg);
      const thread = message.thread_ts ? { thread_ts: message.thread_ts } : {};
      const outcome = await interact(core, {
        ...interaction(core, 'message_action', arg.user),
        callback_id: callbackId,
        action_ts: core.nextTs(),
        message_ts: arg.ts,
        channel: { id: channel.id, name: payloadName(channel) },
        message: structuredClone(message),
        response_url: newResponseUrl(core, arg.user, channel.id, { ts: arg.ts, ephemeral: false, ...thread }),
      });
      if (!outcome.ok) notice(core, arg.user, channel.id, `The shortcut failed: ${failure(outcome)}`);
      return outcome;
    },
  };
}

function pressedValue(element: Json, value: Entered | undefined): unknown {
  if (element.type !== 'feedback_buttons') return element.value;
  const buttons = [element.positive_button, element.negative_button] as Json[];
  const chosen = buttons.find((button) => button.value === value);
  if (!chosen) throw new Error(`There is no feedback button with the value ${value}`);
  return chosen.value;
}

/** Shows what the bot answered to a command: plain text or a message; what is wrong with it becomes Slack's notice. */
function answerCommand(core: Core, user: string, channel: string, responseUrl: string, body: unknown): void {
  const target = core.state.responseUrls.get(responseUrl.split('/').at(-1) ?? '');
  if (!target) return;
  try {
    const { source: _source, ...rest } = target;
    respond(core, { ...rest, source: null }, typeof body === 'string' ? { text: body } : (body as Json));
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    notice(core, user, channel, `The answer to the command was refused: ${error.code}`);
  }
}
