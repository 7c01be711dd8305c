import type { ReactNode } from 'react';
import { formatDate } from '../names.ts';
import { ChannelLink, UserMention, WebLink } from './links.tsx';

/** Slack escapes these three and nothing else. */
export const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

// One pass: code first, as nothing is drawn inside it; then angle brackets; then styles between blanks or marks.
const PIECES = new RegExp(
  [
    String.raw`\`\`\`(?<pre>[\s\S]+?)\`\`\``,
    String.raw`\`(?<code>[^\`\n]+)\``,
    String.raw`<(?<angle>[^<>\n]+)>`,
    String.raw`(?<![\w*])\*(?<bold>[^*\n]+)\*(?![\w*])`,
    String.raw`(?<![\w_])_(?<italic>[^_\n]+)_(?![\w_])`,
    String.raw`(?<![\w~])~(?<strike>[^~\n]+)~(?![\w~])`,
  ].join('|'),
  'g',
);

function angle(inner: string): ReactNode {
  const [target = '', label] = inner.split('|');
  if (target.startsWith('@')) return <UserMention id={target.slice(1)} />;
  if (target.startsWith('#')) return <ChannelLink id={target.slice(1)} />;
  const date = /^!date\^(\d+)\^([^^|]*)/.exec(target);
  if (date) return <time title={label && decode(label)}>{formatDate(Number(date[1]), date[2] ?? '')}</time>;
  if (target.startsWith('!')) return <span className="mention">@{target.slice(1)}</span>;
  return <WebLink url={decode(target)} text={decode(label ?? target)} />;
}

function draw(groups: Record<string, string | undefined>): ReactNode {
  const { pre, code, angle: inner, bold, italic, strike } = groups;
  if (pre !== undefined) return <pre>{decode(pre.replace(/^\n/, ''))}</pre>;
  if (code !== undefined) return <code>{decode(code)}</code>;
  if (inner !== undefined) return angle(inner);
  if (bold !== undefined) return <strong>{parts(bold)}</strong>;
  if (italic !== undefined) return <em>{parts(italic)}</em>;
  return <s>{parts(strike ?? '')}</s>;
}

function parts(text: string): ReactNode[] {
  const found: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(PIECES)) {
    if (match.index > from) found.push(decode(text.slice(from, match.index)));
    found.push(<span key={match.index}>{draw(match.groups ?? {})}</span>);
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push(decode(text.slice(from)));
  return found;
}

/** Slack's own markup. Line breaks stay (the style keeps them). */
export function Mrkdwn({ text }: { text: string }) {
  return <>{parts(text)}</>;
}
