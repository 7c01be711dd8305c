import { useEffect } from 'react';
import { ChannelView } from './channel.tsx';
import { Faults } from './faults.tsx';
import { HomeTab } from './home.tsx';
import { Modals } from './modal.tsx';
import { channelOf, channelsFor } from './names.ts';
import { go, usePlace } from './place.ts';
import { Sidebar } from './sidebar.tsx';
import { connect, tell, useShown } from './store.ts';
import { ThreadPanel } from './thread.tsx';
import { TrafficPanel } from './traffic.tsx';

export function App() {
  const { state, lost, problem } = useShown();
  const place = usePlace();
  useEffect(connect, []);
  // A person who may not be in the channel that another one had open goes to the first of their own.
  const own = state ? channelsFor(state, place.person) : [];
  const missing = state !== null && own.length > 0 && !own.some((each) => each.id === place.channel);
  useEffect(() => {
    if (missing) go({ channel: own[0]?.id ?? 'C0HELP', thread: null, home: false });
  }, [missing, own[0]?.id]);

  if (!state) return <p className="notice">{lost ? 'The sandbox does not answer.' : 'Loading…'}</p>;
  const channel = channelOf(state, place.channel);
  const side = place.panel ?? (place.thread ? 'thread' : null);
  return (
    <div className="app" data-side={side ?? 'none'}>
      <Sidebar state={state} place={place} />
      {channel && !missing && (
        <main className="main">
          {lost && (
            <p className="notice" role="alert">
              The sandbox does not answer. Is it still running in the terminal?
            </p>
          )}
          {problem && (
            <p className="notice" role="alert">
              {problem}{' '}
              <button type="button" className="link" onClick={() => tell(null)}>
                Dismiss
              </button>
            </p>
          )}
          {place.home && channel.kind === 'im' ? (
            <HomeTab state={state} place={place} channel={channel} />
          ) : (
            <ChannelView key={`${channel.id}|${place.person}`} state={state} place={place} channel={channel} />
          )}
        </main>
      )}
      {channel && side === 'thread' && place.thread && (
        <ThreadPanel key={place.thread} state={state} place={place} channel={channel} ts={place.thread} />
      )}
      {side === 'faults' && <Faults state={state} />}
      {side === 'traffic' && <TrafficPanel state={state} />}
      <Modals state={state} place={place} />
    </div>
  );
}
