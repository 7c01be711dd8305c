import { EventEmitter } from 'node:events';
import { type Clock, createClock } from './clock.ts';
import type { Delivery, Outcome } from './delivery/types.ts';
import { createFaults, type Faults } from './faults.ts';
import { createTimestamps } from './ids.ts';
import type { Settings } from './options.ts';
import { createState, type State } from './state.ts';

/** What every part of the workspace works on. */
export interface Core {
  settings: Settings;
  state: State;
  clock: Clock;
  faults: Faults;
  /** `change` after every change of what can be seen; `traffic` with each new line of the log. */
  changes: EventEmitter;
  nextTs(): string;
  /** Says that something changed. */
  changed(): void;
  /** Root of this server, `http://127.0.0.1:4711`, known once it listens. */
  origin: string;
  /** Hands something to the bot, in whatever mode. Set when the workspace is put together. */
  deliver(delivery: Delivery): Promise<Outcome>;
  /** A single-use Socket Mode address. Set when the workspace is put together. */
  openSocket(): string;
}

/** The parts without a server: state, clock, faults and the wire that tells of changes. */
export function createCore(settings: Settings): Core {
  const changes = new EventEmitter();
  changes.setMaxListeners(0);
  const state = createState(settings);
  return {
    settings,
    state,
    clock: createClock(),
    faults: createFaults(),
    changes,
    nextTs: createTimestamps(),
    changed() {
      state.version += 1;
      changes.emit('change');
    },
    origin: '',
    deliver: () => Promise.reject(new Error('the workspace is not started yet')),
    openSocket: () => '',
  };
}
