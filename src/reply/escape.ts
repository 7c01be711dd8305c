import type { RichTextElement } from '@slack/types';
import { cut } from './limits.ts';
import type { Span, Spans } from './types.ts';

const ZERO_WIDTH = '\u200b';

/**
 * Takes out of text what no reader may meet, whatever surface it goes to: control characters, half letters, marks that
 * turn the direction of text, and everything that pings (`<!channel>`, `<@U1>`, `@here`) or ends a code block.
 */
export function harmless(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g, '')
    .replace(/<(?=[!@#])/g, `<${ZERO_WIDTH}`)
    .replace(/@(?=(?:here|channel|everyone)\b)/gi, `@${ZERO_WIDTH}`)
    .replace(/`(?=``)/g, `\`${ZERO_WIDTH}`);
}

/** One line of harmless text. */
export const oneLine = (text: string): string => harmless(text).replace(/\s+/g, ' ').trim();

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text for mrkdwn, at most `most` characters as Slack counts them: after escaping. */
export function escaped(text: string, most = Number.POSITIVE_INFINITY): string {
  const whole = harmless(text).replace(/[&<>]/g, (char) => ENTITIES[char] as string);
  if (whole.length <= most) return whole;
  return cut(whole, most).replace(/&[a-z]{0,3}…$/, '…');
}

/** A link that is safe to give to Slack; null where the address is none. */
export function safeUrl(url: string): string | null {
  if (url.length > 2_000 || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return ['https:', 'http:', 'slack:'].includes(protocol) ? href.replace(/[|<>]/g, encodeURIComponent) : null;
}

export const idOf = (id: string): string => id.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 40);

export const profile = (user: string, team: string): string => `slack://user?team=${idOf(team)}&id=${idOf(user)}`;

/** A person who is not to be pinged, in words. */
export const COLLEAGUE = 'a colleague';

export const seconds = (ms: number): number => Math.max(0, Math.floor(Number.isFinite(ms) ? ms / 1000 : 0)) % 1e11;

/** How a time is shown to each reader. */
export const DATE_FORMAT = '{date_short_pretty} at {time}';

/** A time for who cannot see it in their own zone. */
export const utc = (ms: number): string =>
  `${new Date(seconds(ms) * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function spanInMrkdwn(span: Span): string {
  if (typeof span === 'string') return escaped(span);
  if ('date' in span) return `<!date^${seconds(span.date)}^${DATE_FORMAT}|${utc(span.date)}>`;
  if ('user' in span) {
    return span.mention && idOf(span.user) !== ''
      ? `<@${idOf(span.user)}>`
      : `<${profile(span.user, span.team).replace('&', '&amp;')}|${COLLEAGUE}>`;
  }
  const url = safeUrl(span.link);
  const label = escaped(oneLine(span.label)).replace(/\|/g, '/');
  return url === null ? label : `<${url.replace(/&/g, '&amp;')}|${label}>`;
}

/** A sentence in Slack's mrkdwn: for `text`, context and section blocks. Only strings are cut. */
export function mrkdwn(spans: Spans, most = Number.POSITIVE_INFINITY): string {
  let left = most;
  let out = '';
  for (const span of spans) {
    const next = spanInMrkdwn(span);
    if (next.length > left) return typeof span === 'string' && left > 8 ? out + escaped(span, left) : out;
    out += next;
    left -= next.length;
  }
  return out;
}

/** A sentence for a terminal or a log: no markup but backticks. */
export function plainly(spans: Spans): string {
  return spans
    .map((span) => {
      if (typeof span === 'string') return harmless(span);
      if ('date' in span) return utc(span.date);
      if ('user' in span) return span.mention ? `@${idOf(span.user)}` : COLLEAGUE;
      const label = oneLine(span.label);
      const link = oneLine(span.link);
      return link.endsWith(label) ? link : `${label} (${link})`;
    })
    .join('');
}

/** Text with `code` in it, as elements of rich text: nothing in them is parsed by Slack. */
export function rich(text: string, style: { bold?: true; italic?: true } = {}): RichTextElement[] {
  const elements: RichTextElement[] = [];
  const parts = harmless(text).split(/(`[^`\n]+`)/);
  for (const part of parts) {
    if (part === '') continue;
    const isCode = part.length > 2 && part.startsWith('`') && part.endsWith('`');
    const own = isCode ? { ...style, code: true as const } : style;
    const shown = isCode ? part.slice(1, -1) : part;
    elements.push({ type: 'text', text: shown, ...(Object.keys(own).length > 0 ? { style: own } : {}) });
  }
  return elements.length > 0 ? elements : [{ type: 'text', text: '–' }];
}
