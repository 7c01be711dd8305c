/** The bot's own name in a message says to whom it is said; it is no part of what was pasted. */

interface Spoken {
  text?: string | undefined;
  blocks?: unknown;
}

/** Whether the bot is named in the text. */
export function names(text: string | undefined, userId: string): boolean {
  return (text ?? '').includes(`<@${userId}`);
}

/** Text and blocks without the bot's name. Everything else stands as it was. */
export function withoutName({ text, blocks }: Spoken, userId: string): Spoken {
  if (!names(text, userId)) return { text, blocks };
  const plain = (text ?? '').replaceAll(`<@${userId}>`, '').replace(/^ +/, '');
  return { text: plain, blocks: strip(blocks, userId) };
}

/** Rich text nests its elements; anything that is not rich text is handed back. */
function strip(node: unknown, userId: string): unknown {
  if (Array.isArray(node)) return node.filter((each) => !isName(each, userId)).map((each) => strip(each, userId));
  if (typeof node !== 'object' || node === null || !('elements' in node)) return node;
  return { ...node, elements: strip(node.elements, userId) };
}

function isName(node: unknown, userId: string): boolean {
  const { type, user_id: user } = (node ?? {}) as { type?: unknown; user_id?: unknown };
  return type === 'user' && user === userId;
}
