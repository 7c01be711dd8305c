import { Worker } from 'node:worker_threads';
import type { Knowledge } from '../../knowledge/load.ts';
import { ownTurn } from '../../work/own-turn.ts';
import { LARGE_TEXT } from '../limits.ts';
import { type Question, type Thought, think } from './thought.ts';

export interface Think {
  (question: Question): Promise<Thought>;
  /** Builds what is built once, here and in the thread, so that the first paste does not wait for it. */
  warm(): Promise<void>;
  stop(): Promise<void>;
}

const TIMEOUT_MS = 30_000;

/** Reads pastes: small ones at once, large ones in a thread of their own, which is started again when it ended. */
export function createThink(knowledge: Knowledge, extra: string[]): Think {
  let worker: Worker | null = null;
  let next = 1;
  const waiting = new Map<number, { resolve(thought: Thought): void; reject(error: Error): void }>();

  function start(): Worker {
    const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
    const started = new Worker(new URL(file, import.meta.url), { workerData: { extra } });
    started.unref();
    started.on('message', (answer: { id: number; thought?: Thought; error?: string }) => {
      const asker = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.thought) asker?.resolve(answer.thought);
      else asker?.reject(new Error(`a large paste could not be read: ${answer.error ?? 'no answer'}`));
    });
    started.on('error', () => lose(started));
    started.on('exit', () => lose(started));
    return started;
  }

  function lose(lost: Worker): void {
    if (worker !== lost) return;
    worker = null;
    for (const asker of waiting.values()) asker.reject(new Error('the thread that reads large pastes ended'));
    waiting.clear();
  }

  function inThread(question: Question): Promise<Thought> {
    worker ??= start();
    const mine = worker;
    const id = next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => void mine.terminate(), TIMEOUT_MS);
      const settle =
        <T>(pass: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          pass(value);
        };
      waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      mine.postMessage({ id, question });
    });
  }

  const ask = async (question: Question): Promise<Thought> => {
    const size = question.files.reduce((sum, file) => sum + file.length, question.prepared.text.length);
    if (size > LARGE_TEXT) return inThread(question);
    await ownTurn();
    return think(question, knowledge);
  };
  return Object.assign(ask, {
    async warm() {
      const nothing: Question = { prepared: { text: '', redacted: 0, tokens: [] }, files: [], edition: 'auto' };
      think(nothing, knowledge);
      await inThread(nothing).catch(() => undefined);
    },
    stop: async () => {
      await worker?.terminate();
    },
  });
}
