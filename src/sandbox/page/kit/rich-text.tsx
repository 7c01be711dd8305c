import type { ReactNode } from 'react';
import type { Json } from '../../slack/types.ts';
import { formatDate } from '../names.ts';
import { ChannelLink, UserMention, WebLink } from './links.tsx';

const children = (element: Json): Json[] => (Array.isArray(element.elements) ? (element.elements as Json[]) : []);

/** A `rich_text` block: sections, lists, quotes and preformatted text. Lists with another indent follow each other flat. */
export function RichText({ elements }: { elements: Json[] }) {
  return (
    <div className="rich">
      {elements.map((element, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: elements of rich text have no names; drawn anew they may be others.
        <Part key={at} element={element} />
      ))}
    </div>
  );
}

function Part({ element }: { element: Json }) {
  switch (element.type) {
    case 'rich_text_preformatted':
      return (
        <pre>
          <Spans elements={children(element)} />
        </pre>
      );
    case 'rich_text_quote':
      return (
        <blockquote>
          <Spans elements={children(element)} />
        </blockquote>
      );
    case 'rich_text_list': {
      const items = children(element).map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no names.
        <li key={at}>
          <Spans elements={children(item)} />
        </li>
      ));
      const indent = `list indent-${Number(element.indent ?? 0)}`;
      if (element.style !== 'ordered') return <ul className={indent}>{items}</ul>;
      return (
        <ol className={indent} start={Number(element.offset ?? 0) + 1}>
          {items}
        </ol>
      );
    }
    default:
      return (
        <p>
          <Spans elements={children(element)} />
        </p>
      );
  }
}

function Spans({ elements }: { elements: Json[] }) {
  return elements.map((element, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: spans have no names.
    <Styled key={at} style={element.style as Json | undefined}>
      <Span element={element} />
    </Styled>
  ));
}

function Span({ element }: { element: Json }) {
  switch (element.type) {
    case 'text':
      return <>{String(element.text)}</>;
    case 'link':
      return <WebLink url={String(element.url)} text={String(element.text ?? element.url)} />;
    case 'user':
      return <UserMention id={String(element.user_id)} />;
    case 'channel':
      return <ChannelLink id={String(element.channel_id)} />;
    case 'broadcast':
      return <span className="mention">@{String(element.range)}</span>;
    case 'emoji':
      return <>:{String(element.name)}:</>;
    case 'date':
      return (
        <time title={String(element.fallback ?? '')}>
          {formatDate(Number(element.timestamp), String(element.format))}
        </time>
      );
    default:
      return <>{String(element.text ?? element.fallback ?? '')}</>;
  }
}

function Styled({ style, children: inner }: { style?: Json; children: ReactNode }) {
  let drawn = inner;
  if (style?.code) drawn = <code>{drawn}</code>;
  if (style?.italic) drawn = <em>{drawn}</em>;
  if (style?.strike) drawn = <s>{drawn}</s>;
  if (style?.bold) drawn = <strong>{drawn}</strong>;
  return drawn;
}
