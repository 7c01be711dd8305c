import { channelOf, userName } from '../names.ts';
import { useSurface } from './surface.tsx';

export function UserMention({ id }: { id: string }) {
  const { state } = useSurface();
  return <span className="mention">@{userName(state, id)}</span>;
}

export function ChannelLink({ id }: { id: string }) {
  const { state } = useSurface();
  return <span className="mention">#{channelOf(state, id)?.name ?? id}</span>;
}

/** A link that leaves the sandbox, in a window of its own; `slack://` leads nowhere here and stays text. */
export function WebLink({ url, text }: { url: string; text: string }) {
  if (!/^(https?|mailto):/.test(url)) return <span className="mention">{text}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {text}
    </a>
  );
}
