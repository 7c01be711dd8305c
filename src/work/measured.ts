import { SlackError, type SlackPosts } from './slack.ts';

const METHODS: Record<keyof SlackPosts, string> = {
  postMessage: 'chat.postMessage',
  update: 'chat.update',
  remove: 'chat.delete',
  replies: 'conversations.replies',
  history: 'conversations.history',
};

/** The same calls, each told to `saw` with its outcome: `ok` or the error's code. */
export function measured(
  slack: SlackPosts,
  saw: (method: string, outcome: string, ms: number) => void = () => undefined,
): SlackPosts {
  const timed = <Ask, Answer>(name: keyof SlackPosts, call: (ask: Ask) => Promise<Answer>) => {
    return async (ask: Ask): Promise<Answer> => {
      const began = performance.now();
      try {
        const answer = await call(ask);
        saw(METHODS[name], 'ok', performance.now() - began);
        return answer;
      } catch (error) {
        saw(METHODS[name], error instanceof SlackError ? error.code : 'unknown', performance.now() - began);
        throw error;
      }
    };
  };
  return {
    postMessage: timed('postMessage', (ask) => slack.postMessage(ask)),
    update: timed('update', (ask) => slack.update(ask)),
    remove: timed('remove', (ask) => slack.remove(ask)),
    replies: timed('replies', (ask) => slack.replies(ask)),
    history: timed('history', (ask) => slack.history(ask)),
  };
}
