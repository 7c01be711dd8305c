import type {
  RichTextBlock,
  RichTextElement,
  RichTextList,
  RichTextPreformatted,
  RichTextQuote,
  RichTextSection,
} from '@slack/types';
import { COLLEAGUE, DATE_FORMAT, harmless, idOf, oneLine, profile, rich, safeUrl, seconds, utc } from '../escape.ts';
import type { Span, Spans } from '../types.ts';

export type RichPart = RichTextSection | RichTextList | RichTextPreformatted | RichTextQuote;

export const richText = (...elements: RichPart[]): RichTextBlock => ({ type: 'rich_text', elements });

export const richSection = (elements: RichTextElement[]): RichTextSection => ({ type: 'rich_text_section', elements });

export const bullets = (items: RichTextElement[][]): RichTextList => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements: items.map(richSection),
});

/** Text as it stands, for lines of a paste and for commands to copy. */
export const preformatted = (text: string): RichTextPreformatted => ({
  type: 'rich_text_preformatted',
  elements: [{ type: 'text', text: harmless(text).trim() || '–' }],
});

/** A sentence with people, times and links in it. Strings are cut by `cut`. */
export function richSpans(spans: Spans, cut: (text: string) => string): RichTextElement[] {
  return spans.flatMap((span) => richSpan(span, cut));
}

function richSpan(span: Span, cut: (text: string) => string): RichTextElement[] {
  if (typeof span === 'string') return rich(cut(span));
  if ('date' in span) {
    return [{ type: 'date', timestamp: seconds(span.date), format: DATE_FORMAT, fallback: utc(span.date) }];
  }
  if ('user' in span) {
    const id = idOf(span.user);
    if (span.mention && id !== '') return [{ type: 'user', user_id: id }];
    return [{ type: 'link', url: profile(span.user, span.team), text: COLLEAGUE }];
  }
  const url = safeUrl(span.link);
  const label = oneLine(cut(span.label)) || 'link';
  return url === null ? rich(label) : [{ type: 'link', url, text: label }];
}
