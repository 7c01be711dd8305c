import { parentPort, workerData } from 'node:worker_threads';
import { loadKnowledge } from '../../knowledge/load.ts';
import { type Question, slim, think } from './thought.ts';

/** The thread that reads large pastes: one question at a time, answered with the thought or the name of the error. */

const knowledge = loadKnowledge((workerData as { extra: string[] }).extra);

parentPort?.on('message', (message: { id: number; question: Question }) => {
  try {
    parentPort?.postMessage({ id: message.id, thought: slim(think(message.question, knowledge)) });
  } catch (error) {
    parentPort?.postMessage({ id: message.id, error: error instanceof Error ? error.name : 'error' });
  }
});
