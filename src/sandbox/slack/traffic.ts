import type { Core } from './core.ts';
import type { Traffic } from './types.ts';

const KEPT = 5000;

type Line = Pick<Traffic, 'at' | 'direction' | 'kind' | 'name' | 'ok'> & Partial<Traffic>;

/** Writes one line of the log and tells whoever listens. Tokens never reach it: they travel in headers. */
export function note(core: Core, line: Line): Traffic {
  const { traffic } = core.state;
  const entry: Traffic = {
    seq: (traffic.at(-1)?.seq ?? 0) + 1,
    ms: Date.now() - line.at,
    status: 0,
    error: null,
    retry: 0,
    eventId: null,
    request: null,
    response: null,
    ...line,
  };
  traffic.push(entry);
  if (traffic.length > KEPT) traffic.splice(0, traffic.length - KEPT);
  core.changes.emit('traffic', entry);
  core.changed();
  return entry;
}
