import type { PageState } from '../run-state.ts';
import type { Channel } from '../slack/types.ts';
import { timeline, useNewest } from './channel.tsx';
import { Composer } from './composer.tsx';
import { EphemeralView, MessageView } from './message.tsx';
import { channelName } from './names.ts';
import { Panel } from './panel.tsx';
import { go, type Place } from './place.ts';

interface Props {
  state: PageState;
  place: Place;
  channel: Channel;
  ts: string;
}

/** A message with everything under it, beside the channel. */
export function ThreadPanel({ state, place, channel, ts }: Props) {
  const all = state.messages[channel.id] ?? [];
  const messages = all.filter((message) => message.ts === ts || message.thread_ts === ts);
  const own = state.ephemerals.filter(
    (each) => each.user === place.person && each.channel === channel.id && each.thread_ts === ts,
  );
  const entries = timeline(messages, own);
  const newest = useNewest();
  const status = state.statuses[`${channel.id}|${ts}`];
  return (
    <Panel
      title="Thread"
      note={`${channel.kind === 'im' ? '' : '#'}${channelName(state, channel)}`}
      onClose={() => go({ thread: null })}
    >
      <ol className="messages" aria-label="Messages in this thread" {...newest}>
        {entries.map((entry) =>
          'message' in entry ? (
            <MessageView key={entry.message.ts} {...{ state, place, channel }} message={entry.message} />
          ) : (
            <EphemeralView key={entry.ephemeral.ts} {...{ state, place, channel }} ephemeral={entry.ephemeral} />
          ),
        )}
      </ol>
      {status && (
        <p className="status" role="status">
          {state.bot.name} {status}
        </p>
      )}
      <Composer state={state} place={place} channel={channel} thread={ts} examples={false} />
    </Panel>
  );
}
