/** Which job may run next. A mirror in memory of the unfinished rows; the database is what lasts. */

export interface Entry {
  id: number;
  lane: string;
  /** When it takes its place in the lane: accepted, or due for a timer. */
  enter: number;
  /** Not before this time: a timer's due, or the end of a backoff. */
  notBefore: number;
}

interface Lane {
  waiting: Entry[];
  busy: boolean;
}

export interface Lanes {
  add(entry: Entry): void;
  /** Takes the next job that may run now; its lane is busy until `finish` or `putBack`. */
  next(now: number): Entry | null;
  finish(entry: Entry): void;
  /** Back to the head of its lane, which waits with it. */
  putBack(entry: Entry, notBefore: number): void;
  /** When something becomes runnable by time alone; null when nothing does. */
  wakeAt(): number | null;
}

const before = (a: Entry, b: Entry): boolean => a.enter < b.enter || (a.enter === b.enter && a.id < b.id);

/** Puts an entry in its place; the usual place is the end. */
function insert(entries: Entry[], entry: Entry): void {
  let at = entries.length;
  while (at > 0 && before(entry, entries[at - 1]!)) at -= 1;
  entries.splice(at, 0, entry);
}

export function createLanes(): Lanes {
  const lanes = new Map<string, Lane>();
  /** Timers that are not due: in no lane yet, so that they hold none up. Sorted by `enter`. */
  const timers: Entry[] = [];
  /** Lanes that may have a job to run, oldest first, each once. */
  const ready = new Set<string>();
  /** Lanes whose head waits for a time. */
  const resting = new Map<string, number>();

  const enterLane = (entry: Entry): void => {
    const lane = lanes.get(entry.lane) ?? { waiting: [], busy: false };
    lanes.set(entry.lane, lane);
    insert(lane.waiting, entry);
    if (!lane.busy && !resting.has(entry.lane)) ready.add(entry.lane);
  };

  const wake = (now: number): void => {
    while (timers[0] && timers[0].enter <= now) enterLane(timers.shift()!);
    for (const [name, until] of resting) {
      if (until > now) continue;
      resting.delete(name);
      ready.add(name);
    }
  };

  const release = (name: string): void => {
    const lane = lanes.get(name)!;
    lane.busy = false;
    if (lane.waiting.length === 0) lanes.delete(name);
    else ready.add(name);
  };

  return {
    add(entry) {
      if (entry.enter > Date.now()) insert(timers, entry);
      else enterLane(entry);
    },
    next(now) {
      wake(now);
      for (const name of ready) {
        ready.delete(name);
        const lane = lanes.get(name);
        const head = lane?.waiting[0];
        if (!lane || !head || lane.busy) continue;
        if (head.notBefore > now) {
          resting.set(name, head.notBefore);
          continue;
        }
        lane.waiting.shift();
        lane.busy = true;
        return head;
      }
      return null;
    },
    finish(entry) {
      release(entry.lane);
    },
    putBack(entry, notBefore) {
      lanes.get(entry.lane)!.waiting.unshift({ ...entry, notBefore });
      release(entry.lane);
    },
    wakeAt() {
      let at = timers[0]?.enter ?? null;
      for (const until of resting.values()) if (at === null || until < at) at = until;
      return at;
    },
  };
}
