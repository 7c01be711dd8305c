interface Timer {
  due: number;
  run: () => void;
  handle: NodeJS.Timeout;
}

export interface Clock {
  /** Workspace time in ms: real time plus what was skipped. */
  now(): number;
  /** Runs once after `ms` of workspace time; returns how to cancel it. */
  after(ms: number, run: () => void): () => void;
  /** Lets `ms` go by at once; what falls due runs before this returns, in order. */
  advance(ms: number): void;
  stop(): void;
}

/** A clock that a test can push forward instead of waiting. */
export function createClock(): Clock {
  let skipped = 0;
  const timers = new Set<Timer>();
  const now = () => Date.now() + skipped;

  function fire(timer: Timer) {
    timers.delete(timer);
    clearTimeout(timer.handle);
    timer.run();
  }

  function arm(timer: Timer) {
    clearTimeout(timer.handle);
    timer.handle = setTimeout(() => fire(timer), Math.max(0, timer.due - now()));
  }

  return {
    now,
    after(ms, run) {
      const timer: Timer = { due: now() + ms, run, handle: setTimeout(() => fire(timer), ms) };
      timers.add(timer);
      return () => {
        timers.delete(timer);
        clearTimeout(timer.handle);
      };
    },
    advance(ms) {
      skipped += ms;
      const inOrder = [...timers].sort((a, b) => a.due - b.due);
      for (const timer of inOrder) {
        if (timer.due <= now()) fire(timer);
        else arm(timer);
      }
    },
    stop() {
      for (const timer of timers) clearTimeout(timer.handle);
      timers.clear();
    },
  };
}
