import { useState } from 'react';
import type { PageState } from '../run-state.ts';
import type { Channel, Ephemeral, Message } from '../slack/types.ts';
import { Clip } from './clip.tsx';
import { EditMessage } from './edit.tsx';
import { Files } from './files.tsx';
import { Blocks } from './kit/blocks.tsx';
import { MessageSurface } from './kit/surface.tsx';
import { MessageMenu } from './menu.tsx';
import { clockOf, dateOf, userName, userOf } from './names.ts';
import { go, type Place } from './place.ts';

interface Common {
  state: PageState;
  place: Place;
  channel: Channel;
}

interface FrameProps {
  state: PageState;
  author: string;
  ts: string;
  edited?: boolean;
  note?: string;
  menu?: React.ReactNode;
  children: React.ReactNode;
}

function Frame({ state, author, ts, edited, note, menu, children }: FrameProps) {
  const name = userName(state, author);
  const isBot = userOf(state, author)?.bot ?? false;
  return (
    <li className={`message${note ? ' only-you' : ''}`} data-ts={ts} data-bot={isBot || undefined}>
      <span className="face" aria-hidden="true" data-who={author}>
        {name.slice(0, 1)}
      </span>
      <div className="body">
        {note && <p className="quiet">{note}</p>}
        <p className="by">
          <strong>{name}</strong>
          {isBot && <small className="app-mark">APP</small>}
          <time dateTime={dateOf(ts)}>{clockOf(ts)}</time>
          {edited && <small className="quiet">edited</small>}
        </p>
        {children}
      </div>
      {menu}
    </li>
  );
}

export function MessageView({ message, threads, ...common }: Common & { message: Message; threads?: boolean }) {
  const { state, place, channel } = common;
  const [editing, setEditing] = useState(false);
  const { ts } = message;
  if (message.subtype === 'tombstone' || message.subtype === 'channel_join') {
    return (
      <li className="message note quiet">
        {message.subtype === 'tombstone' ? 'This message was deleted.' : `${userName(state, message.user)} joined.`}
      </li>
    );
  }
  const menu = <MessageMenu {...{ state, place, channel, message }} onEdit={() => setEditing(true)} />;
  const edited = Boolean(message.edited);
  return (
    <Frame state={state} author={message.user ?? ''} ts={ts} edited={edited} menu={menu}>
      {editing ? (
        <EditMessage {...{ place, channel, message }} onDone={() => setEditing(false)} />
      ) : (
        <MessageSurface {...{ state, place }} channel={channel.id} ts={ts}>
          <Clip text={message.bot_id ? '' : message.text}>
            <Blocks blocks={message.blocks ?? []} text={message.text} />
          </Clip>
        </MessageSurface>
      )}
      <Files files={message.files ?? []} />
      {(message.reactions ?? []).length > 0 && (
        <p className="reactions">
          {message.reactions?.map(({ name, count }) => (
            <small key={name}>
              :{name}: {count}
            </small>
          ))}
        </p>
      )}
      {threads && (message.reply_count ?? 0) > 0 && (
        <button type="button" className="replies" onClick={() => go({ thread: ts, panel: null })}>
          {message.reply_count === 1 ? '1 reply' : `${message.reply_count} replies`}
        </button>
      )}
      {threads && state.statuses[`${channel.id}|${ts}`] && (
        <p className="quiet" role="status">
          {state.bot.name} {state.statuses[`${channel.id}|${ts}`]}
        </p>
      )}
    </Frame>
  );
}

/** What only one person sees: the bot's, or Slack's own notices. */
export function EphemeralView({ ephemeral, state, place, channel }: Common & { ephemeral: Ephemeral }) {
  const { ts, from, text, blocks } = ephemeral;
  const author = from === 'bot' ? state.bot.userId : 'Slackbot';
  return (
    <Frame state={state} author={author} ts={ts} note="Only visible to you">
      <MessageSurface {...{ state, place }} channel={channel.id} ts={ts}>
        <Blocks blocks={blocks ?? []} text={text} />
      </MessageSurface>
    </Frame>
  );
}
