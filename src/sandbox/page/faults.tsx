import type { PageState } from '../run-state.ts';
import { Panel } from './panel.tsx';
import { go } from './place.ts';
import { act, stand } from './store.ts';

const DELIVERIES = [
  { kind: 'drop', label: 'Drop the next delivery', about: 'Slack sends it again at once' },
  { kind: 'drop-ack', label: 'Lose the next acknowledgement', about: 'the bot gets the same event twice' },
  { kind: 'twice', label: 'Deliver the next one twice', about: 'not marked as a retry' },
] as const;

const STACKS = [
  ['ok', 'Healthy'],
  ['sts-down', 'STS is down'],
  ['postgres-down', 'PostgreSQL is down'],
  ['redis-down', 'Redis is down'],
];

const BOT = { starting: 'The bot is starting.', running: 'The bot is running.', stopped: 'The bot is not running.' };

/** Breaks things on purpose: what people see must not change. */
export function Faults({ state }: { state: PageState }) {
  const { bot, auditDown, stack, log } = state.stand;
  return (
    <Panel title="Faults" note="what people see must not change" onClose={() => go({ panel: null })}>
      <div className="scroll">
        <section aria-labelledby="faults-bot">
          <h3 id="faults-bot">Bot</h3>
          <p role="status">{BOT[bot]}</p>
          <p className="row">
            <button type="button" onClick={() => void stand('restart')} disabled={bot === 'starting'}>
              Kill and restart
            </button>
            {bot === 'stopped' ? (
              <button type="button" onClick={() => void stand('start')}>
                Start
              </button>
            ) : (
              <button type="button" onClick={() => void stand('kill')}>
                Kill
              </button>
            )}
          </p>
        </section>
        <section aria-labelledby="faults-deliveries">
          <h3 id="faults-deliveries">Slack</h3>
          {DELIVERIES.map(({ kind, label, about }) => (
            <p key={kind} className="row">
              <button type="button" onClick={() => void act('deliveryFault', { kind })}>
                {label}
              </button>
              <small className="quiet">{about}</small>
            </p>
          ))}
          <p className="row">
            <button
              type="button"
              onClick={() => void act('fault', { method: 'chat.postMessage', kind: 'ratelimited', retryAfter: 2 })}
            >
              Rate-limit the next reply
            </button>
            <small className="quiet">429, again in 2 s</small>
          </p>
          <p className="row">
            <button
              type="button"
              onClick={() => void act('fault', { method: 'chat.postMessage', kind: 'reset-after' })}
            >
              Cut the next reply’s connection
            </button>
            <small className="quiet">after Slack has posted it</small>
          </p>
          <p className="row">
            <button type="button" onClick={() => void act('clearFaults', {})}>
              Take all faults back
            </button>
          </p>
        </section>
        <section aria-labelledby="faults-caracal">
          <h3 id="faults-caracal">Caracal</h3>
          <label className="choice">
            <input type="checkbox" checked={auditDown} onChange={() => void stand('audit', !auditDown)} />
            <span>Audit is down</span>
          </label>
          <p className="row">
            <label htmlFor="faults-stack">The stack</label>
            <select id="faults-stack" value={stack} onChange={(event) => void stand('stack', event.target.value)}>
              {STACKS.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </p>
        </section>
        <section aria-labelledby="faults-log">
          <h3 id="faults-log">Last lines of the bot’s log</h3>
          <pre>{log.join('\n') || 'Nothing yet.'}</pre>
        </section>
      </div>
    </Panel>
  );
}
