import type { Knowledge } from '../knowledge/load.ts';
import type { ReplyRecord } from '../work/types.ts';
import { blocksOf } from './blocks/render.ts';
import { pageOf } from './page/page.ts';
import type { Page } from './page/types.ts';
import { textOf } from './text.ts';
import type { Message } from './types.ts';

/**
 * The whole answer for one person only: such a message cannot be changed later, so it has no buttons and no ticks.
 * @param note why only they see it; null where that needs no words
 */
export function renderAlone(record: ReplyRecord, knowledge: Knowledge, note: string | null): Message {
  const page = pageOf(record, knowledge);
  const parts = page.parts.filter(({ kind }) => kind !== 'buttons');
  const alone: Page = {
    ...page,
    still: true,
    parts: note === null ? parts : [...parts, { kind: 'small', spans: [note] }],
  };
  return { text: textOf(alone), blocks: blocksOf(alone) };
}
