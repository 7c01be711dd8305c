import type { Edition } from '../../knowledge/schema.ts';
import type { Prepared } from '../../paste/types.ts';
import { Later } from '../../work/types.ts';
import type { FileProblem } from '../files.ts';
import { FILE_AGAIN_MS } from '../limits.ts';
import type { Thought } from '../think/thought.ts';
import type { Bot } from './bot.ts';

export interface Gathered extends Thought {
  /** Why files are missing. */
  problems: FileProblem[];
  cut: boolean;
}

/**
 * Text and files of a message, read and diagnosed.
 * @throws Later when Slack does not have a file ready yet, or did not answer
 */
export async function gather(
  bot: Bot,
  from: { prepared: Prepared; files: readonly string[]; edition?: Edition | 'auto' },
  acceptedAt: number,
): Promise<Gathered> {
  const files = await bot.files.read(from.files);
  if (files.passing && Date.now() - acceptedAt < bot.limits.fileWaitMs) {
    throw new Later(Date.now() + FILE_AGAIN_MS, 'a file cannot be had yet');
  }
  const edition = from.edition ?? bot.config.edition;
  const thought = await bot.think({ prepared: from.prepared, files: files.bytes, edition });
  return { ...thought, problems: files.problems, cut: files.cut };
}
