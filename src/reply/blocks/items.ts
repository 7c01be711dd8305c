import type { ActionsBlock, ContextBlock, KnownBlock, Option, RichTextList, RichTextSection } from '@slack/types';
import { rowValue, tickAction, tickBlock } from '../actions.ts';
import { mrkdwn, oneLine, rich } from '../escape.ts';
import { cut, LIMITS, type Room } from '../limits.ts';
import { commandIn } from '../page/steps.ts';
import type { Item, Page, Part, Step } from '../page/types.ts';
import { replyWords as w } from '../words/reply.ts';
import { preformatted, type RichPart, richSection, richText } from './rich.ts';

/** Items that are shown in the message; the rest is under Details. */
export const SHOWN = 12;
const STEPS = 10;

/** The first thing to do: why, the steps with commands to copy, and its tick. */
export function firstBlocks(part: Extract<Part, { kind: 'first' }>, page: Page, room: Room): KnownBlock[] {
  const { item, title } = part;
  const parts: RichPart[] = [richSection(rich(room(oneLine(title), 250), { bold: true }))];
  parts.push(richSection(rich(room(stateOf(item), 400))));
  const steps = room.few(item.steps, STEPS);
  let hasCommand = steps.some((step) => step.commands.length > 0);
  for (const [index, step] of steps.entries()) {
    addStep(parts, step, index, room);
    const command = hasCommand ? null : commandIn(step);
    if (command === null) continue;
    hasCommand = true;
    parts.push(preformatted(room(command, 500)));
  }
  const tick = page.still ? [] : [tickOf(item, page, 0, w.tickIt(oneLine(item.symptom)), null)];
  return [richText(...parts), ...tick];
}

/** One step of an ordered list; its commands stand alone under it, so that they can be copied. */
function addStep(parts: RichPart[], { words, commands }: Step, index: number, room: Room): void {
  if (words !== '') {
    const last = parts.at(-1);
    const section = richSection(rich(room(words, 700)));
    if (last?.type === 'rich_text_list') last.elements.push(section);
    else parts.push(numbered(section, index));
  }
  for (const { shell, code } of commands) {
    if (shell && commands.length > 1) parts.push(richSection(rich(`${w.forShell[shell]}:`)));
    parts.push(preformatted(room(code, 500)));
  }
}

/** An ordered list that counts on from `offset`, which Slack knows and its types do not. */
function numbered(section: RichTextSection, offset: number): RichTextList {
  const list: RichTextList & { offset?: number } = { type: 'rich_text_list', style: 'ordered', elements: [section] };
  if (offset > 0) list.offset = offset;
  return list;
}

/** The other open items: each a tick, its state in words, and its steps in small print. */
export function itemsBlocks(part: Extract<Part, { kind: 'items' }>, page: Page, room: Room): KnownBlock[] {
  const shown = part.items.slice(0, SHOWN);
  const blocks: KnownBlock[] = [richText(richSection(rich(part.title, { bold: true })))];
  for (const [index, item] of shown.entries()) {
    if (page.still) blocks.push(explained(item, room, oneLine(item.symptom)));
    else {
      const state = item.done ? w.ticked : w.states[item.state];
      blocks.push(tickOf(item, page, index + 1, oneLine(item.symptom), state), explained(item, room));
    }
  }
  const left = part.items.length - shown.length;
  if (left > 0) {
    room.wasCut = true;
    blocks.push({ type: 'context', elements: [{ type: 'mrkdwn', text: w.moreItems(left) }] });
  }
  return blocks;
}

/** "Confirmed: …", "Not checked yet": never by colour or mark alone. */
export function stateOf({ state, detail }: Pick<Item, 'state' | 'detail'>): string {
  if (!detail) return `${w.states[state]}.`;
  return state === 'unverified' ? `${w.states[state]} (${oneLine(detail)}).` : `${w.states[state]}: ${oneLine(detail)}`;
}

function explained(item: Item, room: Room, name = ''): ContextBlock {
  const isPlain = item.state === 'unverified' && !item.detail;
  const head = [name, ...(isPlain && name === '' ? [] : [stateOf(item)])].filter(Boolean).join('. ');
  const lines = item.done
    ? [...(head === '' ? [] : [mrkdwn([room(head, 300)])]), mrkdwn([`${w.ticked}: `, ...item.done])]
    : [
        ...(head === '' ? [] : [mrkdwn([room(head, 300)])]),
        ...room.few(item.steps, STEPS).map((step) => `• ${mrkdwn([room(inOneLine(step), 700)])}`),
      ];
  const text = lines.join('\n');
  return { type: 'context', elements: [{ type: 'mrkdwn', text: cut(text, LIMITS.section) || '–', verbatim: true }] };
}

/** A step with its commands, as one line. */
export function inOneLine({ words, commands }: Step): string {
  const codes = commands.map(
    ({ shell, code }) => `${shell && commands.length > 1 ? `${w.forShell[shell]}: ` : ''}\`${code}\``,
  );
  return oneLine([words, codes.join(' · ')].filter(Boolean).join(' '));
}

/** One tick in a block of its own, so that two people who tick at once do not undo each other. */
function tickOf(item: Item, { reply, revision }: Page, at: number, label: string, state: string | null): ActionsBlock {
  const option: Option = {
    text: { type: 'plain_text', text: cut(label, LIMITS.option) || '–', emoji: false },
    ...(state === null ? {} : { description: { type: 'plain_text', text: state, emoji: false } }),
    value: rowValue(item),
  };
  const ticked = item.done ? { initial_options: [option] } : {};
  return {
    type: 'actions',
    block_id: tickBlock(reply, revision, at),
    elements: [{ type: 'checkboxes', action_id: tickAction(item), options: [option], ...ticked }],
  };
}
