import type { Core } from '../core.ts';
import { newId, token } from '../ids.ts';
import { withIds } from '../messages.ts';
import { findUser, findView } from '../state.ts';
import { redeem } from '../triggers.ts';
import type { Block, Json, View } from '../types.ts';
import { validateView } from '../views.ts';
import { json, required, text } from './arguments.ts';
import { type Call, faulty, type Method, SlackError } from './types.ts';

const MAX_STACK = 3;

/** Makes a stored view of what the bot sent. Throws `invalid_arguments` with a pointer to each fault. */
export function makeView(core: Core, given: unknown, surface: 'modal' | 'home', old?: View, parent?: View): View {
  const faults = validateView(given, surface);
  if (faults.length) throw faulty('invalid_arguments', faults);
  const source = given as Json;
  const id = old?.id ?? newId('V');
  return {
    callback_id: '',
    private_metadata: '',
    external_id: '',
    close: null,
    submit: null,
    title: { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: false,
    notify_on_close: false,
    ...source,
    id,
    type: surface,
    team_id: core.state.team.id,
    app_id: core.state.bot.appId,
    app_installed_team_id: core.state.team.id,
    bot_id: core.state.bot.botId,
    blocks: withIds((source.blocks as Block[]) ?? []),
    state: old?.state ?? { values: {} },
    hash: `${Math.floor(Date.now() / 1000)}.${token(5)}`,
    root_view_id: old?.root_view_id ?? parent?.root_view_id ?? id,
    previous_view_id: old?.previous_view_id ?? parent?.id ?? null,
  } as View;
}

const given = (call: Call): unknown => {
  const view = json(call.args, 'view', 'invalid_arguments');
  if (view === undefined)
    throw faulty('invalid_arguments', [{ pointer: '/view', message: 'missing required field: view' }]);
  return view;
};

/** Puts a view on top of a person's open ones. */
export function pushView(core: Core, user: string, view: View): void {
  core.state.views[user] = [...(core.state.views[user] ?? []), view];
  core.state.viewOwners.set(view.id, user);
  core.changed();
}

/** Replaces a view where it is open; its inputs stay where block and action are still there. */
export function replaceView(core: Core, old: View, view: View): void {
  const user = core.state.viewOwners.get(old.id) ?? '';
  core.state.views[user] = (core.state.views[user] ?? []).map((each) => (each.id === old.id ? view : each));
  delete core.state.viewErrors[old.id];
  core.changed();
}

function checkExternalId(core: Core, view: unknown): void {
  const id = text(view as Json, 'external_id');
  if (id && Object.values(core.state.views).some((stack) => stack.some((each) => each.external_id === id))) {
    throw new SlackError('duplicate_external_id');
  }
}

function open(call: Call): Json {
  const { core, args } = call;
  const source = given(call);
  const user = redeem(core, required(args, 'trigger_id'), () => makeView(core, source, 'modal'));
  checkExternalId(core, source);
  core.state.views[user] = [];
  const view = makeView(core, source, 'modal');
  pushView(core, user, view);
  return { view: structuredClone(view) };
}

function push(call: Call): Json {
  const { core, args } = call;
  const source = given(call);
  const user = redeem(core, required(args, 'trigger_id'), () => makeView(core, source, 'modal'));
  const stack = core.state.views[user] ?? [];
  if (stack.length >= MAX_STACK) throw new SlackError('push_limit_reached');
  const view = makeView(core, source, 'modal', undefined, stack.at(-1));
  pushView(core, user, view);
  return { view: structuredClone(view) };
}

function update(call: Call): Json {
  const { core, args } = call;
  const external = text(args, 'external_id');
  const stacks = Object.values(core.state.views).flat();
  const id = external ? stacks.find((each) => each.external_id === external)?.id : required(args, 'view_id');
  const old = findView(core.state, id ?? '');
  if (old?.type !== 'modal') throw new SlackError('not_found');
  const hash = text(args, 'hash');
  if (hash && hash !== old.hash) throw new SlackError('hash_conflict');
  const view = makeView(core, given(call), 'modal', old);
  replaceView(core, old, view);
  return { view: structuredClone(view) };
}

function publish(call: Call): Json {
  const { core, args } = call;
  const user = required(args, 'user_id');
  if (!findUser(core.state, user)) throw new SlackError('user_not_found');
  const old = core.state.homes[user];
  const hash = text(args, 'hash');
  if (hash && old && hash !== old.hash) throw new SlackError('hash_conflict');
  const view = makeView(core, given(call), 'home', old);
  core.state.homes[user] = view;
  core.state.viewOwners.set(view.id, user);
  core.changed();
  return { view: structuredClone(view) };
}

export const viewMethods: Record<string, Method> = {
  'views.open': { scopes: [], run: open },
  'views.push': { scopes: [], run: push },
  'views.update': { scopes: [], run: update },
  'views.publish': { scopes: [], run: publish },
};
