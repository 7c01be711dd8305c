import type { Block, Json } from './types.ts';

/** What a person enters: text, one value, or several for checkboxes and multi-selects. */
export type Entered = string | string[] | null;

interface Option extends Json {
  value: string;
}

/** Every interactive element of some blocks, with its block. */
export function elementsOf(blocks: Block[]): { block: Block; element: Json }[] {
  return blocks.flatMap((block) => {
    const inside = [...((block.elements as Json[] | undefined) ?? []), block.accessory, block.element];
    const children = elementsOf((block.child_blocks as Block[] | undefined) ?? []);
    const own = inside.filter((each): each is Json => typeof each === 'object' && each !== null && 'action_id' in each);
    return [...own.map((element) => ({ block, element })), ...children];
  });
}

/** The element that a person means: by `action` or `block.action`, and by value where several share an action. */
export function findElement(blocks: Block[], action: string, value?: Entered): { block: Block; element: Json } | null {
  const all = elementsOf(blocks).filter(
    ({ block, element }) => element.action_id === action || `${block.block_id}.${element.action_id}` === action,
  );
  return all.find(({ element }) => value !== undefined && element.value === value) ?? all[0] ?? null;
}

function optionsOf(element: Json): Option[] {
  const groups = (element.option_groups as { options: Option[] }[] | undefined) ?? [];
  return [...((element.options as Option[] | undefined) ?? []), ...groups.flatMap((group) => group.options)];
}

function pick(element: Json, value: string): Option {
  const option = optionsOf(element).find((each) => each.value === value);
  if (!option) throw new Error(`There is no option ${value} in ${element.action_id}`);
  return option;
}

const SELECTED: Record<string, string> = {
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  multi_users_select: 'selected_users',
  multi_conversations_select: 'selected_conversations',
  multi_channels_select: 'selected_channels',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
};

/** The part of a payload that says what was entered into an element. Throws for an option that is not offered. */
export function enteredValue(element: Json, entered: Entered): Json {
  const type = String(element.type);
  if (['static_select', 'radio_buttons', 'overflow', 'external_select'].includes(type)) {
    return { selected_option: typeof entered === 'string' ? pick(element, entered) : null };
  }
  if (['checkboxes', 'multi_static_select', 'multi_external_select'].includes(type)) {
    const values = Array.isArray(entered) ? entered : entered ? [entered] : [];
    return { selected_options: values.map((value) => pick(element, value)) };
  }
  const selected = SELECTED[type];
  if (selected) return { [selected]: entered };
  return { value: entered };
}

/** What an element holds before anyone touched it; null for buttons, which hold nothing. */
export function initialOf(element: Json): Json | null {
  const type = String(element.type);
  if (['button', 'overflow', 'workflow_button', 'icon_button', 'feedback_buttons', 'image'].includes(type)) return null;
  if (type === 'static_select' || type === 'radio_buttons' || type === 'external_select') {
    return { selected_option: element.initial_option ?? null };
  }
  if (type === 'checkboxes' || type.startsWith('multi_static'))
    return { selected_options: element.initial_options ?? [] };
  const selected = SELECTED[type];
  if (selected) return { [selected]: element[selected.replace('selected', 'initial')] ?? null };
  return { value: element.initial_value ?? null };
}

/** `state.values` of a message or view: what was entered, else what it began with. */
export function stateValues(
  blocks: Block[],
  entered: Record<string, Record<string, Json>> = {},
): Record<string, Record<string, Json>> {
  const values: Record<string, Record<string, Json>> = {};
  for (const { block, element } of elementsOf(blocks)) {
    const initial = initialOf(element);
    if (!initial) continue;
    const blockId = String(block.block_id);
    const action = String(element.action_id);
    const value = entered[blockId]?.[action] ?? initial;
    values[blockId] = { ...values[blockId], [action]: { type: element.type, ...value } };
  }
  return values;
}
