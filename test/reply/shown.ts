import type { KnownBlock } from '@slack/types';
import type { Message } from '../../src/reply/types.ts';

/** Controls are named in blocks only: what they do is not a fact of the answer. */
const CONTROLS = new Set(['button', 'checkboxes']);

/**
 * What a reader sees in the blocks, as pieces that the plain text must hold too: words, and people, times and addresses
 * as their IDs.
 */
export function shown(message: Message): { words: string[]; marks: string[] } {
  const words: string[] = [];
  const marks: string[] = [];
  const entities = (text: string): string =>
    text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\s+/g, ' ').trim();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) walk(each);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const node = value as Record<string, unknown>;
    if (CONTROLS.has(String(node.type))) return;
    if (node.type === 'user') marks.push(String(node.user_id));
    else if (node.type === 'date') marks.push(String(node.timestamp));
    else if (node.type === 'link') marks.push(entities(String(node.url)));
    else if (node.type === 'mrkdwn') words.push(...String(node.text).split('\n').map(bare));
    else if (node.type === 'text') words.push(entities(String(node.text)));
    else walk(Object.values(node));
  };
  walk(message.blocks as KnownBlock[]);
  const isFact = (piece: string): boolean =>
    /\w/.test(piece) && !/^(?:Linux and macOS|Windows PowerShell):$/.test(piece);
  return { words: words.map(tidy).filter(isFact), marks };
}

/** Without the bullet of small print. */
const bare = (line: string): string => line.replace(/^• /, '').replace(/\s+/g, ' ').trim();

/** A quoted line stands after a colon in the text, after its number and reason in the blocks. */
const tidy = (piece: string): string => piece.replace(/^(Line \d+ of the paste)\b.*$/, '$1').replace(/^: /, '');
