import type { ActionsBlock, KnownBlock, Button as SlackButton } from '@slack/types';
import { actions, replyValue } from '../actions.ts';
import { mrkdwn, oneLine, rich } from '../escape.ts';
import { cut, LIMITS, type Room, roomOf, weight } from '../limits.ts';
import type { Button, Page, Part } from '../page/types.ts';
import { replyWords as w } from '../words/reply.ts';
import { firstBlocks, itemsBlocks } from './items.ts';
import { bullets, preformatted, richSection, richSpans, richText } from './rich.ts';

/** How much of every length is given, until everything fits. */
const SCALES = [1, 0.7, 0.45, 0.3, 0.15];

/** A page as blocks, within Slack's limits whatever it says; what is cut is under "Details". */
export function blocksOf(page: Page): KnownBlock[] {
  for (const scale of SCALES) {
    const room = roomOf(scale);
    const blocks = render(page, room);
    if (blocks.length <= LIMITS.blocks && weight(blocks) <= LIMITS.sum) return blocks;
  }
  const [first] = page.parts;
  return first?.kind === 'headline' ? [richText(richSection(rich(cut(first.words, 400), { bold: true })))] : [];
}

function render(page: Page, room: Room): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  const buttons: Button[] = [];
  for (const part of page.parts) {
    if (part.kind === 'buttons') buttons.push(...part.buttons);
    else if (part.kind === 'small')
      addSmall(
        blocks,
        mrkdwn(
          part.spans.map((span) => (typeof span === 'string' ? room(span, 800) : span)),
          1_500,
        ),
      );
    else blocks.push(...blocksFor(part, page, room));
  }
  if (room.wasCut) {
    addSmall(blocks, page.still ? w.cutText : w.cut);
    if (!page.still) buttons.push({ action: actions.details, label: w.buttons.details, value: replyValue(page.reply) });
  }
  return buttons.length > 0 ? [...blocks, buttonsBlock(buttons)] : blocks;
}

function blocksFor(part: Exclude<Part, { kind: 'buttons' | 'small' }>, page: Page, room: Room): KnownBlock[] {
  switch (part.kind) {
    case 'headline':
      return [richText(richSection(rich(room(oneLine(part.words), 400), { bold: true })))];
    case 'line':
      return [richText(richSection(richSpans(part.spans, (text) => room(text, 700))))];
    case 'quote': {
      const why = part.why ? ` (${w.because(room(oneLine(part.why), 250))})` : '';
      return [
        richText(richSection(rich(`${w.quoted(part.line)}${why}`)), preformatted(room(oneLine(part.quote), 600))),
      ];
    }
    case 'list':
      return [
        richText(
          richSection(rich(room(part.title, 200), { bold: true })),
          bullets(room.few(part.items, 10).map((item) => rich(room(item, 350)))),
        ),
      ];
    case 'facts':
      return [
        richText(
          richSection(rich(part.title, { bold: true })),
          bullets(
            part.facts.map(([name, value]) => [
              ...rich(`${name}: `, { bold: true }),
              ...richSpans(value, (text) => room(text, 400)),
            ]),
          ),
        ),
      ];
    case 'first':
      return firstBlocks(part, page, room);
    case 'items':
      return itemsBlocks(part, page, room);
  }
}

/** Small print stands together, in as few blocks as Slack allows. */
function addSmall(blocks: KnownBlock[], text: string): void {
  if (text.trim() === '') return;
  const last = blocks.at(-1);
  const element = { type: 'mrkdwn' as const, text, verbatim: true };
  if (last?.type === 'context' && last.elements.length < 10 && !last.block_id) last.elements.push(element);
  else blocks.push({ type: 'context', elements: [element] });
}

function buttonsBlock(buttons: readonly Button[]): ActionsBlock {
  return { type: 'actions', elements: buttons.map(buttonOf) };
}

/** One button. Its value is what is read back at the press. */
export function buttonOf({ action, label, value, style }: Button): SlackButton {
  return {
    type: 'button',
    action_id: action,
    text: { type: 'plain_text', text: cut(label, LIMITS.button), emoji: false },
    value: value.length <= LIMITS.value ? value : '{}',
    ...(style ? { style } : {}),
  };
}
