import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { reactionMethods } from './reactions.ts';
import type { Method } from './types.ts';
import { viewMethods } from './views.ts';
import { workspaceMethods } from './workspace.ts';

/** Every Web API method of the workspace by name. */
export const METHODS: Record<string, Method> = {
  ...workspaceMethods,
  ...chatMethods,
  ...conversationMethods,
  ...reactionMethods,
  ...viewMethods,
  ...fileMethods,
};
