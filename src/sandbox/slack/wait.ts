import type { Snapshot } from './types.ts';

/** What `waitFor` waits for: a look at the workspace that gives something truthy once it is there. */
export type Look<T> = (workspace: Snapshot) => T | null | undefined | false;

/** The last lines of the traffic, for the message of a wait that ended in vain. */
function summary(snapshot: Snapshot): string {
  const lines = snapshot.traffic.slice(-15).map((line) => {
    const arrow = line.direction === 'to-bot' ? '→ bot' : '← bot';
    return `  ${arrow} ${line.kind} ${line.name} ${line.ok ? 'ok' : line.error} ${line.ms} ms`;
  });
  return lines.length ? `The last of the traffic:\n${lines.join('\n')}` : 'There was no traffic with the bot.';
}

/**
 * Looks at once and again after every change until `look` gives something, and resolves to that.
 * `subscribe` calls back after each change; `current` gives the newest snapshot. Rejects after `timeoutMs`.
 */
export function waitUntil<T>(
  look: Look<T>,
  timeoutMs: number,
  current: () => Snapshot,
  subscribe: (onChange: () => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      end();
      reject(new Error(`Waited ${timeoutMs} ms in vain for: ${look}\n${summary(current())}`));
    }, timeoutMs);
    const stop = subscribe(check);
    function end() {
      clearTimeout(timer);
      stop();
    }
    function check() {
      try {
        const found = look(current());
        if (!found) return;
        end();
        resolve(found);
      } catch (error) {
        end();
        reject(error);
      }
    }
    check();
  });
}
