import { z } from 'zod';
import { prepare } from './prepare.ts';
import type { Prepared } from './types.ts';

/** Elements of Slack's rich text as far as they carry text. Source: Slack's reference of the rich_text block. */
const Element: z.ZodType<RichElement> = z.lazy(() =>
  z.looseObject({
    type: z.string(),
    text: z.string().optional().catch(undefined),
    url: z.string().optional().catch(undefined),
    name: z.string().optional().catch(undefined),
    elements: z.array(Element).optional().catch(undefined),
  }),
);

interface RichElement {
  type: string;
  text?: string | undefined;
  url?: string | undefined;
  name?: string | undefined;
  elements?: RichElement[] | undefined;
}

const Blocks = z.array(z.looseObject({ type: z.string() }));
const Attachments = z.array(
  z.looseObject({
    pretext: z.string().optional().catch(undefined),
    text: z.string().optional().catch(undefined),
    fallback: z.string().optional().catch(undefined),
    is_msg_unfurl: z.boolean().optional().catch(undefined),
    from_url: z.string().optional().catch(undefined),
  }),
);

/** The parts of a Slack message that can hold a paste. */
export interface SlackText {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
}

/**
 * Text of a Slack message, decoded and redacted. Rich text is preferred to `text`: it is the paste as typed.
 * @param message `text`, `blocks` and `attachments` of the event, unchecked
 */
export function prepareSlack(message: SlackText): Prepared {
  const rich = richText(message.blocks);
  const base = rich ?? message.text ?? '';
  return prepare([base, ...attached(message.attachments)].filter((part) => part !== '').join('\n'));
}

/** Text of forwarded messages; what Slack unfolds from a link is not pasted. */
function attached(attachments: unknown): string[] {
  const parsed = Attachments.safeParse(attachments);
  if (!parsed.success) return [];
  return parsed.data
    .filter((attachment) => attachment.from_url === undefined || attachment.is_msg_unfurl === true)
    .map((attachment) => [attachment.pretext, attachment.text ?? attachment.fallback].filter(Boolean).join('\n'));
}

function richText(blocks: unknown): string | null {
  const parsed = Blocks.safeParse(blocks);
  if (!parsed.success) return null;
  const parts: string[] = [];
  for (const block of parsed.data) {
    if (block.type !== 'rich_text') return null;
    const element = Element.safeParse(block);
    if (!element.success) return null;
    parts.push(...(element.data.elements ?? []).map(textOf));
  }
  return parts.length === 0 ? null : parts.map((part) => (part.endsWith('\n') ? part.slice(0, -1) : part)).join('\n');
}

function textOf(element: RichElement): string {
  const inner = element.elements ?? [];
  if (element.type === 'rich_text_list') return inner.map(textOf).join('\n');
  if (inner.length > 0) return inner.map(textOf).join('');
  if (element.type === 'link') return linkText(element);
  if (element.type === 'emoji') return `:${element.name ?? ''}:`;
  if (element.type === 'user' || element.type === 'usergroup') return '@user';
  if (element.type === 'channel') return '#channel';
  return element.text ?? '';
}

/** Slack links what looks like an address: the shown text is what was typed, unless it hides the address. */
function linkText(element: RichElement): string {
  const url = element.url ?? '';
  const shown = element.text ?? '';
  return shown === '' || (!shown.includes('.') && !shown.includes(':'))
    ? `${shown === '' ? '' : `${shown} `}${url}`
    : shown;
}
