let last: Promise<void> = Promise.resolve();

/**
 * Resolves in a turn of the event loop that nobody else has who asks for one. Jobs go on together when one commit or one
 * answer of Redis lets them; what takes milliseconds of the processor waits here first, so that requests are answered between.
 */
export function ownTurn(): Promise<void> {
  last = last.then(() => new Promise((resolve) => void setImmediate(resolve)));
  return last;
}
