import { useState } from 'react';
import type { PageState, TrafficLine } from '../run-state.ts';
import { Panel } from './panel.tsx';
import { go } from './place.ts';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Everything that went between bot and workspace, the newest first. */
export function TrafficPanel({ state }: { state: PageState }) {
  const lines = [...state.traffic].reverse();
  return (
    <Panel title="Traffic" note="between Slack and the bot, newest first" onClose={() => go({ panel: null })}>
      <ol className="traffic scroll">
        {lines.length === 0 && <li className="quiet">Nothing yet.</li>}
        {lines.map((line) => (
          <li key={line.seq}>
            <Line line={line} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Line({ line }: { line: TrafficLine }) {
  const [body, setBody] = useState<{ request: unknown; response: unknown } | null>(null);
  async function load(): Promise<void> {
    const response = await fetch(`/traffic/${line.seq}`);
    setBody(await response.json());
  }
  const outcome = line.ok ? 'ok' : (line.error ?? `status ${line.status}`);
  return (
    <details
      data-ok={line.ok}
      onToggle={(event) => {
        if (event.currentTarget.open && !body) void load();
      }}
    >
      <summary>
        <time>{clock.format(line.at)}</time> <span>{line.direction === 'to-bot' ? 'to the bot' : 'from the bot'}</span>{' '}
        <strong>{line.name}</strong>{' '}
        <span className={line.ok ? 'quiet' : 'error'}>
          {outcome}
          {line.retry > 0 && `, retry ${line.retry}`}, {line.ms} ms
        </span>
      </summary>
      {body && (
        <>
          <h3>Sent</h3>
          <pre>{JSON.stringify(body.request, null, 2)}</pre>
          <h3>Answered</h3>
          <pre>{JSON.stringify(body.response, null, 2)}</pre>
        </>
      )}
    </details>
  );
}
