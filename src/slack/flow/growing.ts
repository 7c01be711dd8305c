import type { Prepared } from '../../paste/types.ts';
import type { Store } from '../../work/types.ts';
import type { Place } from '../jobs.ts';
import { GROWS_MS } from '../limits.ts';

/** What one person pasted last in one place, for a minute: a paste may come in several messages. */
export interface Growing {
  /** The message that the reply stands under, or would. */
  ts: string;
  prepared: Prepared;
  answered: boolean;
  at: number;
}

const keyOf = ({ team, channel, user, threadTs }: Place): string =>
  `growing|${team}|${channel}|${user}|${threadTs ?? ''}`;

/** The part before this one, if it was less than a minute ago. */
export async function partBefore(store: Store, place: Place): Promise<Growing | null> {
  const last = await store.get<Growing>(keyOf(place));
  const at = Number(place.ts) * 1000;
  return last !== null && last.ts !== place.ts && at >= last.at && at - last.at < GROWS_MS ? last : null;
}

export async function notePart(store: Store, place: Place, part: Omit<Growing, 'at'>): Promise<void> {
  const at = Number(place.ts) * 1000;
  await store.update<Growing>(keyOf(place), () => ({ ...part, at }));
}

/** How output begins a structure or a row; a bracket in talk is none of these. */
const outputMarks = ['{"', "{'", '{ "', '["', '[{', ' | '];

/** Talk is not kept: only what may be a piece of output. */
export function mayBePart({ text }: Prepared): boolean {
  return text.includes('\n') || outputMarks.some((mark) => text.includes(mark));
}

/**
 * Whether the second text goes on where the first stopped: it begins as nothing begins that stands on its own, or as a
 * member of what the first left open. Two texts that each stand on their own are two pastes.
 */
export function goesOn(first: string, second: string): boolean {
  if (/^\s*[\]}),]/.test(second) || /^(?: {2,}|\t)\S/.test(second)) return true;
  return isCutOff(first) && /^\s*(?:"[^"\n]*"|-?\d[\d.]*|true|false|null)\s*[:,\]}]/.test(second);
}

/** Whether the text ends in the middle of a structure. */
export function isCutOff(text: string): boolean {
  return openBrackets(text) > 0;
}

/** Brackets that are still open at the end, quoted text left out. */
function openBrackets(text: string): number {
  let open = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '\\') i++;
    else if (char === '"') quoted = !quoted;
    else if (char === '\n') quoted = false;
    else if (quoted) continue;
    else if (char === '{' || char === '[') open++;
    else if ((char === '}' || char === ']') && open > 0) open--;
  }
  return open;
}
