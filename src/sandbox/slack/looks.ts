import type { Core } from './core.ts';
import { threadOf } from './messages.ts';
import { snapshotOf } from './state.ts';
import type { Ephemeral, Message, Snapshot, Traffic, View } from './types.ts';

/** What people see. Everything is a copy. */
export function lookOperations(core: Core) {
  const { state } = core;
  return {
    /** All messages of a channel, oldest first, replies included. */
    async messages(arg: { channel: string }): Promise<Message[]> {
      return structuredClone(state.messages[arg.channel] ?? []);
    },
    /** A message and its replies. */
    async thread(arg: { channel: string; ts: string }): Promise<Message[]> {
      return structuredClone(threadOf(state.messages[arg.channel] ?? [], arg.ts));
    },
    async ephemerals(arg: { user: string; channel?: string }): Promise<Ephemeral[]> {
      const own = state.ephemerals.filter((each) => each.user === arg.user);
      return structuredClone(own.filter((each) => !arg.channel || each.channel === arg.channel));
    },
    /** A person's open modals, the visible one last. */
    async openViews(arg: { user: string }): Promise<View[]> {
      return structuredClone(state.views[arg.user] ?? []);
    },
    async home(arg: { user: string }): Promise<View | null> {
      return structuredClone(state.homes[arg.user] ?? null);
    },
    async traffic(arg: { since?: number; kind?: Traffic['kind']; name?: string } = {}): Promise<Traffic[]> {
      const { since = 0, kind, name } = arg;
      return structuredClone(
        state.traffic.filter(
          (line) => line.seq > since && (!kind || line.kind === kind) && (!name || line.name === name),
        ),
      );
    },
    /** Everything that can be seen; of the traffic only what is newer than `trafficSince`. */
    async snapshot(arg: { trafficSince?: number } = {}): Promise<Snapshot> {
      return structuredClone(snapshotOf(state, arg.trafficSince));
    },
  };
}
