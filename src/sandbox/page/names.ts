import type { PageState } from '../run-state.ts';
import type { Channel, User } from '../slack/types.ts';

export const userOf = (state: PageState, id: string | undefined): User | undefined =>
  state.users.find((user) => user.id === id);

export function userName(state: PageState, id: string | undefined): string {
  return userOf(state, id)?.realName ?? id ?? 'somebody';
}

export const channelOf = (state: PageState, id: string): Channel | undefined =>
  state.channels.find((each) => each.id === id);

/** The name as it stands in the sidebar and over the messages. */
export function channelName(state: PageState, channel: Channel): string {
  return channel.kind === 'im' ? state.bot.name : channel.name;
}

/** Channels of a person, then their direct message. */
export function channelsFor(state: PageState, person: string): Channel[] {
  return state.channels.filter((each) => !each.archived && each.members.includes(person));
}

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

export const clockOf = (ts: string): string => time.format(new Date(Number(ts) * 1000));
export const dateOf = (ts: string): string => new Date(Number(ts) * 1000).toISOString();

const DAY = 86_400_000;
const formats: Record<string, (date: Date) => string> = {
  date_num: (date) => date.toISOString().slice(0, 10),
  date: (date) => date.toLocaleDateString(undefined, { dateStyle: 'long' }),
  date_short: (date) => date.toLocaleDateString(undefined, { dateStyle: 'medium' }),
  date_long: (date) => date.toLocaleDateString(undefined, { dateStyle: 'full' }),
  time: (date) => time.format(date),
  time_secs: (date) => date.toLocaleTimeString(),
};

/** Slack's date format, such as `{date_short_pretty} at {time}`, in the reader's own time zone. */
export function formatDate(seconds: number, format: string): string {
  const date = new Date(seconds * 1000);
  return format.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    if (!name.endsWith('_pretty')) return formats[name]?.(date) ?? whole;
    const today = new Date().setHours(0, 0, 0, 0);
    const day = new Date(date).setHours(0, 0, 0, 0);
    if (day === today) return 'today';
    return Math.round((today - day) / DAY) === 1 ? 'yesterday' : (formats[name.slice(0, -7)]?.(date) ?? whole);
  });
}
