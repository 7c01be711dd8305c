import type { RowRef } from '../knowledge/schema.ts';

/** Buttons and ticks under a reply, by action_id. */
export const actions = {
  tick: 'tick',
  runChecks: 'run_checks',
  solved: 'solved',
  reopen: 'reopen',
  notIt: 'not_it',
  policyInput: 'policy_input',
  details: 'details',
  openForm: 'open_form',
  docs: 'docs',
} as const;

/** Views and shortcuts, by callback_id. `shortcut` stands in the manifest too. */
export const callbacks = {
  form: 'paste_form',
  choose: 'choose_row',
  loading: 'loading',
  policyInput: 'policy_input',
  details: 'details',
  shortcut: 'diagnose_with_caracal',
} as const;

/** Inputs of views: block_id and action_id are the same word. */
export const inputs = { paste: 'paste', zone: 'zone', edition: 'edition', choice: 'choice' } as const;

/** The value of "none of these" in the list of rows, and of "any zone" and "read it from the paste". */
export const NONE = 'none';
export const ANY = 'any';

/** Slack's limit for the value of an option. */
const VALUE = 75;
const BLOCK_ID = 255;

/** A short mark of a text: FNV-1a, enough to tell a few rows apart. */
function mark(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/** The name of a row in an option: `section/row`, with a mark instead of what is too long or no id. */
export function rowValue(ref: RowRef): string {
  const name = `${ref.section}/${ref.row}`;
  if (name.length <= VALUE && /^[\w.-]+\/[\w.-]+$/.test(name)) return name;
  return `${name.slice(0, VALUE - 9).replace(/[^\w.-]/g, '_')}~${mark(name)}`;
}

/** The row that has this name, among those that it may be; null where it is none of them. */
export function rowNamed<T extends RowRef>(value: string, rows: readonly T[]): T | null {
  return rows.find((row) => rowValue(row) === value) ?? null;
}

/** The value of a button: which reply it belongs to. */
export const replyValue = (reply: string): string => JSON.stringify({ reply });

/** The block of one tick: `tick|revision|reply`. A new revision gives a new ID, so that Slack draws the tick anew. */
export const tickBlock = (reply: string, revision: number, at: number): string =>
  `tick|${at}.${revision}|${reply}`.slice(0, BLOCK_ID);

/** What somebody pressed under a reply. `row` is to be looked up with `rowNamed`. */
export type Press =
  | { kind: 'tick'; reply: string; row: string; done: boolean }
  | { kind: Exclude<keyof typeof actions, 'tick' | 'openForm' | 'docs'>; reply: string }
  | { kind: 'openForm' | 'docs' };

/** What Slack says of a press: `ticked` are the option values that are ticked now, null where it is no checkbox. */
export interface RawPress {
  action: string;
  block: string;
  value: string | null;
  ticked: string[] | null;
}

/** Reads a press; null where it is none of ours, or was made by hand. */
export function readPress(press: RawPress): Press | null {
  const [id = '', row] = splitOnce(press.action, '|');
  if (id === actions.tick) {
    const reply = /^tick\|[\d.-]+\|(.+)$/s.exec(press.block)?.[1];
    return reply && row && press.ticked ? { kind: 'tick', reply, row, done: press.ticked.length > 0 } : null;
  }
  const kind = (Object.keys(actions) as (keyof typeof actions)[]).find((key) => actions[key] === press.action);
  if (kind === undefined || kind === 'tick') return null;
  if (kind === 'openForm' || kind === 'docs') return { kind };
  const reply = replyOf(press.value);
  return reply === null ? null : { kind, reply };
}

/** The action_id of one tick: unticking sends no option value, so the row stands here. */
export const tickAction = (ref: RowRef): string => `${actions.tick}|${rowValue(ref)}`;

/** Matches the action_id of every tick and button of a reply: to register listeners with. */
export const anyAction = new RegExp(`^(?:${Object.values(actions).join('|')})(?:\\||$)`);

/** The reply named in a button's value or in a view's private_metadata; null where there is none. */
export function replyOf(value: string | null | undefined): string | null {
  if (!value) return null;
  try {
    const { reply, ...rest } = (JSON.parse(value) ?? {}) as { reply?: unknown };
    return typeof reply === 'string' && reply !== '' && Object.keys(rest).length === 0 ? reply : null;
  } catch {
    return null;
  }
}

function splitOnce(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
