import type { KnownBlock, PlainTextElement } from '@slack/types';
import { oneLine } from '../escape.ts';
import { cut, LIMITS } from '../limits.ts';
import type { Modal } from '../types.ts';
import { viewWords as w } from '../words/views.ts';

export const plainText = (text: string, most: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(oneLine(text), most) || '–',
  emoji: false,
});

export interface Frame {
  callback: string;
  title: string;
  /** Label of the button that sends it; absent: only to be read. */
  submit?: string;
  metadata?: string;
}

/** A modal around some blocks. */
export function modal({ callback, title, submit, metadata }: Frame, blocks: KnownBlock[]): Modal {
  return {
    type: 'modal',
    callback_id: callback,
    title: plainText(title, LIMITS.viewTitle),
    ...(submit ? { submit: plainText(submit, LIMITS.viewTitle) } : {}),
    close: plainText(submit ? w.cancel : w.close, LIMITS.viewTitle),
    ...(metadata && metadata.length <= LIMITS.metadata ? { private_metadata: metadata } : {}),
    blocks: blocks.slice(0, LIMITS.viewBlocks),
  };
}
