import { SlackError } from './api/types.ts';
import { makeView, pushView, replaceView } from './api/views.ts';
import type { Core } from './core.ts';
import type { Outcome } from './delivery/types.ts';
import { emit } from './events.ts';
import { type Entered, elementsOf, enteredValue, stateValues } from './inputs.ts';
import { failure, interact, interaction } from './interactions.ts';
import type { Json, View } from './types.ts';

function top(core: Core, user: string, id?: string): View {
  const stack = core.state.views[user] ?? [];
  const view = id ? stack.find((each) => each.id === id) : stack.at(-1);
  if (!view) throw new Error(`${user} has no ${id ? `view ${id}` : 'modal'} open`);
  return view;
}

function close(core: Core, user: string, view: View): void {
  core.state.views[user] = (core.state.views[user] ?? []).filter((each) => each.id !== view.id);
  core.state.viewOwners.delete(view.id);
  delete core.state.viewErrors[view.id];
  core.changed();
}

/** What Slack's client does not let a person submit. */
function checkRequired(view: View, values: Record<string, Record<string, Json>>): void {
  for (const { block, element } of elementsOf(view.blocks)) {
    if (block.type !== 'input') continue;
    const entered = values[String(block.block_id)]?.[String(element.action_id)] ?? {};
    const { type: _type, ...rest } = entered;
    const filled = Object.values(rest).some((value) => (Array.isArray(value) ? value.length > 0 : Boolean(value)));
    if (!filled && !block.optional) throw new Error(`${block.block_id} must be filled in`);
    const text = typeof entered.value === 'string' ? entered.value : '';
    const most = Number(element.max_length ?? 3000);
    if (element.type === 'plain_text_input' && text.length > most) {
      throw new Error(`${block.block_id} takes ${most} characters, not ${text.length}`);
    }
  }
}

/** Does what the bot answered to a submission. */
function follow(core: Core, user: string, view: View, body: Json | null): void {
  switch (body?.response_action) {
    case 'errors': {
      const errors = body.errors as Record<string, string>;
      const unknown = Object.keys(errors).find((id) => !view.blocks.some((block) => block.block_id === id));
      core.state.viewErrors[view.id] = unknown ? { '': `There is no block ${unknown}` } : errors;
      core.changed();
      break;
    }
    case 'update':
      replaceView(core, view, makeView(core, body.view, 'modal', view));
      break;
    case 'push':
      pushView(core, user, makeView(core, body.view, 'modal', undefined, view));
      break;
    case 'clear':
      core.state.views[user] = [];
      core.changed();
      break;
    default:
      close(core, user, view);
  }
}

/** What people do with modals and the home tab. */
export function viewOperations(core: Core) {
  return {
    /** Fills in and submits a modal: `values` by action ID (or `block.action`). */
    async submitView(arg: { user: string; view?: string; values?: Record<string, Entered> }): Promise<Outcome> {
      const view = top(core, arg.user, arg.view);
      const entered = core.state.inputs[view.id] ?? {};
      for (const [action, value] of Object.entries(arg.values ?? {})) {
        const found = elementsOf(view.blocks).find(
          ({ block, element }) => element.action_id === action || `${block.block_id}.${element.action_id}` === action,
        );
        if (!found) throw new Error(`There is no input ${action}`);
        const blockId = String(found.block.block_id);
        const made = enteredValue(found.element, value);
        entered[blockId] = { ...entered[blockId], [String(found.element.action_id)]: made };
      }
      core.state.inputs[view.id] = entered;
      const values = stateValues(view.blocks, entered);
      checkRequired(view, values);
      view.state = { values };
      delete core.state.viewErrors[view.id];
      const base = interaction(core, 'view_submission', arg.user);
      const outcome = await interact(core, { ...base, view: structuredClone(view), response_urls: [] });
      const fail = (text: string) => {
        core.state.viewErrors[view.id] = { '': text };
        core.changed();
      };
      if (!outcome.ok) {
        fail(`We had some trouble connecting. Try again? (${failure(outcome)})`);
        return outcome;
      }
      try {
        follow(core, arg.user, view, typeof outcome.body === 'object' ? (outcome.body as Json | null) : null);
      } catch (error) {
        if (!(error instanceof SlackError)) throw error;
        fail(`The answer to the form was refused: ${error.code} ${JSON.stringify(error.extra)}`);
      }
      return outcome;
    },

    /** Closes the top modal (`all`: the whole stack); the bot hears of it where it asked to. */
    async closeView(arg: { user: string; view?: string; all?: boolean }): Promise<void> {
      const view = top(core, arg.user, arg.view);
      const closed = arg.all ? [...(core.state.views[arg.user] ?? [])] : [view];
      for (const each of closed) close(core, arg.user, each);
      if (!view.notify_on_close) return;
      const base = interaction(core, 'view_closed', arg.user);
      await interact(core, { ...base, view: structuredClone(view), is_cleared: arg.all === true });
    },

    /** Opens the bot's home tab (or its messages tab). */
    async openHome(arg: { user: string; tab?: 'home' | 'messages' }): Promise<void> {
      const channel = core.state.channels.find((each) => each.kind === 'im' && each.members.includes(arg.user));
      const home = core.state.homes[arg.user];
      const view = home ? { view: structuredClone(home) } : {};
      const tab = arg.tab ?? 'home';
      emit(core, {
        type: 'app_home_opened',
        user: arg.user,
        channel: channel?.id,
        tab,
        event_ts: core.nextTs(),
        ...(tab === 'home' ? view : {}),
      });
    },
  };
}
