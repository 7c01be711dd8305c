import type { PageState } from '../run-state.ts';
import { channelName, channelsFor } from './names.ts';
import { go, type Place } from './place.ts';

const BOT_WORDS = { starting: 'starting', running: 'running', stopped: 'not running' };

/** Who somebody is, where they can go, and the two panels behind the scenes. */
export function Sidebar({ state, place }: { state: PageState; place: Place }) {
  const people = state.users.filter((user) => !user.bot);
  const channels = channelsFor(state, place.person);
  return (
    <header className="sidebar">
      <h1>
        Sandbox <small>caracal-help</small>
      </h1>
      <label className="person">
        <span>You are</span>
        <select
          value={place.person}
          onChange={(event) => {
            const direct = channels.find((each) => each.id === place.channel)?.kind === 'im';
            go({ person: event.target.value, ...(direct ? { channel: `D0${event.target.value.slice(2)}` } : {}) });
          }}
        >
          {people.map((user) => (
            <option key={user.id} value={user.id}>
              {user.realName}
            </option>
          ))}
        </select>
      </label>
      <nav aria-label="Channels">
        <ul>
          {channels.map((channel) => (
            <li key={channel.id}>
              <button
                type="button"
                className="place"
                aria-current={channel.id === place.channel ? 'page' : undefined}
                onClick={() => go({ channel: channel.id, thread: null, home: false })}
              >
                <span aria-hidden="true">{channel.kind === 'im' ? '●' : channel.kind === 'private' ? '▪' : '#'}</span>
                {channelName(state, channel)}
                {channel.kind === 'im' && <small>app</small>}
                {channel.kind === 'private' && <small>private</small>}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className="behind">
        <Panel name="faults" label="Faults" place={place}>
          bot {BOT_WORDS[state.stand.bot]}
        </Panel>
        <Panel name="traffic" label="Traffic" place={place}>
          {state.traffic.at(-1)?.seq ?? 0} lines
        </Panel>
      </div>
    </header>
  );
}

interface PanelProps {
  name: 'faults' | 'traffic';
  label: string;
  place: Place;
  children: React.ReactNode;
}

function Panel({ name, label, place, children }: PanelProps) {
  const open = place.panel === name;
  return (
    <button type="button" className="place" aria-expanded={open} onClick={() => go({ panel: open ? null : name })}>
      {label} <small>{children}</small>
    </button>
  );
}
