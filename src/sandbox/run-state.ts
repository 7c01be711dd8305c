import type { StandState } from './run-stand.ts';
import type { Snapshot, Traffic } from './slack/types.ts';

/** Lines of the traffic that the page shows. */
const LINES = 200;

/** The channels that people find in the sidebar; the workspace has more, for tests. */
const SHOWN = ['C0HELP', 'C0GENERAL', 'C0NOBOT', 'G0TEAM'];

export type TrafficLine = Omit<Traffic, 'request' | 'response'>;

/** What the page draws: the workspace, and what stands around it. Bodies of the traffic are asked for one by one. */
export type PageState = Omit<Snapshot, 'traffic'> & { traffic: TrafficLine[]; stand: StandState };

export function pageState(now: Snapshot, stand: StandState): PageState {
  const channels = now.channels.filter((each) => each.kind === 'im' || SHOWN.includes(each.id));
  const messages = Object.fromEntries(channels.map(({ id }) => [id, now.messages[id] ?? []]));
  const traffic = now.traffic.slice(-LINES).map(({ request: _request, response: _response, ...line }) => line);
  return { ...now, channels, messages, traffic, stand };
}
