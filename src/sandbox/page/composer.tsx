import { useRef, useState } from 'react';
import type { PageState } from '../run-state.ts';
import type { Channel } from '../slack/types.ts';
import { Examples } from './examples.tsx';
import { channelName } from './names.ts';
import type { Place } from './place.ts';
import { readFiles } from './read-files.ts';
import { act, tell } from './store.ts';

interface Props {
  state: PageState;
  place: Place;
  channel: Channel;
  thread: string | null;
  /** Whether the examples stand open. */
  examples: boolean;
}

const ROWS = 12;

/** Where people type, paste, run commands and choose files. Enter sends, Shift+Enter begins a new line. */
export function Composer({ state, place, channel, thread, examples }: Props) {
  const [text, setText] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const area = useRef<HTMLTextAreaElement>(null);
  const at = { channel: channel.id, user: place.person };
  const command = state.commands[0] ?? '/caracal-help';
  const offersCommand =
    !thread && text.startsWith('/') && !text.includes(' ') && command.startsWith(text) && text !== command;

  function put(next: string): void {
    setText(next);
    area.current?.focus();
  }

  async function deliver(): Promise<boolean> {
    if (files.length > 0) {
      const sent = await readFiles(files);
      return act('upload', { ...at, text, files: sent, ...(thread ? { thread } : {}) });
    }
    if (!text.startsWith('/')) return act('say', { ...at, text, ...(thread ? { thread } : {}) });
    const [, name = '', rest = ''] = /^(\S+)\s?([\s\S]*)$/.exec(text) ?? [];
    if (thread) {
      tell(`${name} is not supported in threads: run it in the channel.`);
      return false;
    }
    return act('command', { ...at, command: name, text: rest });
  }

  async function send(): Promise<void> {
    if (text.trim() === '' && files.length === 0) return;
    const [sentText, sentFiles] = [text, files];
    setText('');
    setFiles([]);
    area.current?.focus();
    if (await deliver()) return;
    // What could not be sent is not lost.
    setText(sentText);
    setFiles(sentFiles);
  }

  const label = thread
    ? 'Reply in this thread'
    : `Message to ${channel.kind === 'im' ? '' : '#'}${channelName(state, channel)}`;
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        setFiles([...files, ...event.dataTransfer.files]);
      }}
    >
      <Examples open={examples} onChoose={put} />
      {offersCommand && (
        <p className="offer">
          <button type="button" onClick={() => put(`${command} `)}>
            {command}
          </button>{' '}
          <span className="quiet">help, a request ID, or pasted output</span>
        </p>
      )}
      <textarea
        ref={area}
        aria-label={label}
        placeholder={label}
        rows={Math.min(ROWS, Math.max(2, text.split('\n').length))}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPaste={(event) => {
          if (event.clipboardData.files.length > 0) setFiles([...files, ...event.clipboardData.files]);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      {files.length > 0 && (
        <p className="chosen">
          {files.map((file) => file.name).join(', ')}{' '}
          <button type="button" className="link" onClick={() => setFiles([])}>
            Remove
          </button>
        </p>
      )}
      <div className="tools">
        <label className="button">
          Attach file
          <input
            type="file"
            multiple
            onChange={(event) => {
              setFiles([...files, ...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </label>
        {!thread && (
          <button type="button" onClick={() => put(`${command} `)}>
            {command}
          </button>
        )}
        {channel.kind !== 'im' && (
          <button
            type="button"
            aria-label={`Mention ${state.bot.name}`}
            onClick={() => put(`@${state.bot.name} ${text}`)}
          >
            @
          </button>
        )}
        <button type="submit" className="primary" disabled={text.trim() === '' && files.length === 0}>
          Send
        </button>
      </div>
    </form>
  );
}
