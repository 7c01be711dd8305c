import { useEffect, useRef } from 'react';
import type { PageState } from '../run-state.ts';
import type { Channel, Ephemeral, Message } from '../slack/types.ts';
import { Composer } from './composer.tsx';
import { Tabs } from './home.tsx';
import { EphemeralView, MessageView } from './message.tsx';
import { channelName } from './names.ts';
import type { Place } from './place.ts';

interface Props {
  state: PageState;
  place: Place;
  channel: Channel;
}

/** What stands in the channel itself: no replies but those that were also sent to it. */
const inChannel = (message: Message): boolean =>
  !message.thread_ts || message.thread_ts === message.ts || message.subtype === 'thread_broadcast';

export type Entry = { message: Message } | { ephemeral: Ephemeral };

const tsOf = (entry: Entry): string => ('message' in entry ? entry.message.ts : entry.ephemeral.ts);

/** Messages and what only one person sees, in the order of time. */
export function timeline(messages: Message[], ephemerals: Ephemeral[]): Entry[] {
  const entries: Entry[] = [
    ...messages.map((message) => ({ message })),
    ...ephemerals.map((ephemeral) => ({ ephemeral })),
  ];
  return entries.sort((a, b) => (tsOf(a) < tsOf(b) ? -1 : 1));
}

/** Keeps the newest message in sight, a long one from its beginning, unless the reader scrolled up. */
export function useNewest() {
  const list = useRef<HTMLOListElement>(null);
  const seen = useRef({ follows: true, height: 0 });
  useEffect(() => {
    const box = list.current;
    if (!box || !seen.current.follows || seen.current.height === box.scrollHeight) return;
    seen.current.height = box.scrollHeight;
    const last = box.lastElementChild as HTMLElement | null;
    box.scrollTop = Math.min(box.scrollHeight, last ? last.offsetTop - box.offsetTop : 0);
  });
  return {
    ref: list,
    onScroll: () => {
      const { scrollTop = 0, clientHeight = 0, scrollHeight = 0, offsetTop = 0, lastElementChild } = list.current ?? {};
      const newest = ((lastElementChild as HTMLElement | null)?.offsetTop ?? 0) - offsetTop;
      seen.current.follows = scrollTop + clientHeight > scrollHeight - 40 || scrollTop >= newest - 40;
    },
  };
}

export function ChannelView({ state, place, channel }: Props) {
  const name = channelName(state, channel);
  const own = state.ephemerals.filter(
    (each) => each.user === place.person && each.channel === channel.id && !each.thread_ts,
  );
  const entries = timeline((state.messages[channel.id] ?? []).filter(inChannel), own);
  const newest = useNewest();
  const hasBot = channel.members.includes(state.bot.userId);
  return (
    <>
      <div className="head">
        <h2>
          {channel.kind === 'im' ? '' : '#'}
          {name}
        </h2>
        {channel.kind === 'im' && <Tabs place={place} />}
        {!hasBot && <span className="quiet">The bot is not in this channel</span>}
      </div>
      <ol className="messages" aria-label={`Messages in ${name}`} {...newest}>
        {entries.length === 0 && (
          <li className="empty">
            <p>
              {channel.kind === 'im'
                ? 'Write to the bot here: it always answers.'
                : hasBot
                  ? 'Paste what Caracal printed, or take an example below. The bot answers in a thread under it.'
                  : 'The bot is not here. Use “Diagnose with Caracal” in the menu of a message, or /caracal-help.'}
            </p>
          </li>
        )}
        {entries.map((entry) =>
          'message' in entry ? (
            <MessageView key={entry.message.ts} {...{ state, place, channel }} message={entry.message} threads />
          ) : (
            <EphemeralView key={entry.ephemeral.ts} {...{ state, place, channel }} ephemeral={entry.ephemeral} />
          ),
        )}
      </ol>
      <Composer state={state} place={place} channel={channel} thread={null} examples={entries.length === 0} />
    </>
  );
}
