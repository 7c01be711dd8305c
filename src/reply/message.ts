import type { Knowledge } from '../knowledge/load.ts';
import type { ReplyRecord } from '../work/types.ts';
import { blocksOf } from './blocks/render.ts';
import { pageOf } from './page/page.ts';
import { textOf } from './text.ts';
import type { Message } from './types.ts';

/**
 * The reply as it stands in Slack, from its record and from nothing else. Within Slack's limits whatever the record holds;
 * `text` says the same as the blocks.
 */
export function renderReply(record: ReplyRecord, knowledge: Knowledge): Message {
  const page = pageOf(record, knowledge);
  return { text: textOf(page), blocks: blocksOf(page) };
}
