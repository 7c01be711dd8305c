import { mrkdwn } from '../escape.ts';
import { LIMITS } from '../limits.ts';
import type { Message, Spans } from '../types.ts';

/** A message of a sentence or two, the same in text and block. */
export function sentence(spans: Spans): Message {
  const text = mrkdwn(spans, LIMITS.section) || '…';
  return { text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] };
}
