import { useSyncExternalStore } from 'react';

/** Where somebody is on the page. It stands in the address, so that a reload and "back" find it again. */
export interface Place {
  person: string;
  channel: string;
  /** The open thread, by the time of its first message. */
  thread: string | null;
  panel: 'faults' | 'traffic' | null;
  home: boolean;
}

const START: Place = { person: 'U0ANA', channel: 'C0HELP', thread: null, panel: null, home: false };

function read(hash: string): Place {
  const parts = new URLSearchParams(hash.slice(1));
  const panel = parts.get('panel');
  return {
    person: parts.get('as') ?? START.person,
    channel: parts.get('in') ?? START.channel,
    thread: parts.get('thread'),
    panel: panel === 'faults' || panel === 'traffic' ? panel : null,
    home: parts.get('tab') === 'home',
  };
}

function write({ person, channel, thread, panel, home }: Place): string {
  const parts = new URLSearchParams({ as: person, in: channel });
  if (thread) parts.set('thread', thread);
  if (panel) parts.set('panel', panel);
  if (home) parts.set('tab', 'home');
  return `#${parts}`;
}

/** Goes somewhere; what is not named stays as it is. */
export function go(change: Partial<Place>): void {
  location.hash = write({ ...read(location.hash), ...change });
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(
    (listener) => {
      addEventListener('hashchange', listener);
      return () => removeEventListener('hashchange', listener);
    },
    () => location.hash,
  );
  return read(hash);
}
