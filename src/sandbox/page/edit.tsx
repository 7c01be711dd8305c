import { useState } from 'react';
import type { Channel, Message } from '../slack/types.ts';
import { decode } from './kit/mrkdwn.tsx';
import type { Place } from './place.ts';
import { act } from './store.ts';

interface Props {
  place: Place;
  channel: Channel;
  message: Message;
  onDone(): void;
}

/** A message as it was typed: what Slack escaped and put into angle brackets, taken back. */
function typed(text: string): string {
  const bare = text.replaceAll(
    /<(?:https?:[^|>]*\|([^>]*)|((?:https?|mailto):[^|>]*)|#\w+\|([^>]*))>/g,
    (_, label, url, channel) => (channel ? `#${channel}` : (label ?? url)),
  );
  return decode(bare);
}

export function EditMessage({ place, channel, message, onDone }: Props) {
  const [text, setText] = useState(() => typed(message.text));
  async function save(): Promise<void> {
    const at = { channel: channel.id, user: place.person, ts: message.ts };
    if (text.trim() !== '' && (await act('edit', { ...at, text }))) onDone();
  }
  return (
    <form
      className="edit"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        aria-label="Edit message"
        rows={Math.min(12, text.split('\n').length + 1)}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: whoever chose "Edit message" wants to type here.
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            onDone();
          }
        }}
      />
      <button type="submit" className="primary">
        Save
      </button>
      <button type="button" onClick={onDone}>
        Cancel
      </button>
    </form>
  );
}
