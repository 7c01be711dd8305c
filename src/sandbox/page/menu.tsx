import { useRef } from 'react';
import type { PageState } from '../run-state.ts';
import type { Channel, Message } from '../slack/types.ts';
import { go, type Place } from './place.ts';
import { act } from './store.ts';

interface Props {
  state: PageState;
  place: Place;
  channel: Channel;
  message: Message;
  onEdit(): void;
}

/** The "…" of a message: a native disclosure, so that keyboard and screen reader know it. */
export function MessageMenu({ state, place, channel, message, onEdit }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  const summary = useRef<HTMLElement>(null);
  const own = message.user === place.person;
  const at = { user: place.person, channel: channel.id, ts: message.ts };

  function close(): void {
    if (details.current) details.current.open = false;
  }

  function item(label: string, onChoose: () => void) {
    return (
      <li key={label}>
        <button
          type="button"
          className="menu-item"
          onClick={() => {
            close();
            summary.current?.focus();
            onChoose();
          }}
        >
          {label}
        </button>
      </li>
    );
  }

  return (
    <details
      className="menu"
      ref={details}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !details.current?.open) return;
        event.stopPropagation();
        close();
        summary.current?.focus();
      }}
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <summary ref={summary} className="menu-toggle" aria-label="More actions">
        <span aria-hidden="true">…</span>
      </summary>
      <ul>
        {item('Reply in thread', () => go({ thread: message.thread_ts ?? message.ts, panel: null }))}
        {state.shortcuts.map(({ name, callbackId }) => item(name, () => void act('shortcut', { ...at, callbackId })))}
        {item('React with :mute:', () => void act('react', { ...at, name: 'mute' }))}
        {own && message.text && item('Edit message', onEdit)}
        {own && item('Delete message', () => void act('remove', at))}
      </ul>
    </details>
  );
}
