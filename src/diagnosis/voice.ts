import { lineNumbered } from '../paste/lines.ts';
import type { Paste } from '../paste/types.ts';
import type { Span } from '../patterns/scanner.ts';
import { isCode, isSource } from './code.ts';
import { type Hit, placeOf } from './hit.ts';
import { isOutput } from './output.ts';

/** Who says what a hit found: a program that failed, a person who talks about it, or source code that mentions it. */
export type Voice = 'program' | 'person' | 'code';

/**
 * The same words are printed when something fails, quoted when people talk, and written down in tests and documents; only
 * the first is a reason to speak up unasked.
 * @param hit what was found, in one of the paste's lines
 */
export function voiceOf(hit: Hit, paste: Paste): Voice {
  const text = textAt(paste, hit.line);
  const place = messageOf(hit, text);
  if (isCode(text, place) && !isThrown(text, textAt(paste, hit.line - 1))) return 'code';
  if (isOutput(text)) return 'program';
  if (isSource(paste)) return 'code';
  return !text.trimStart().startsWith('{') && isTalk(text, place) ? 'person' : 'program';
}

function textAt(paste: Paste, line: number): string {
  return lineNumbered(paste.lines, line)?.text ?? '';
}

/** The message around the hit: the hit itself, or the whole JSON body that it stands in. */
function messageOf(hit: Hit, text: string): Span {
  const { start, end } = placeOf(hit, text);
  const open = text.indexOf('{');
  if (open < 0 || open > start) return { start, end };
  return { start: open, end: Math.max(end, text.lastIndexOf('}') + 1) };
}

/** Node shows the line that threw below its file and number. */
function isThrown(text: string, above: string): boolean {
  const line = above.slice(above.lastIndexOf(':') + 1);
  return text.trimStart().startsWith('throw ') && line !== '' && Number.isInteger(Number(line));
}

/** Words that people use when they tell something, and programs hardly ever do. */
const talkWords = new Set(
  [
    "i i'd i'm i've i'll we we'd we're we've you me my our your he she they their them us",
    'everybody nobody somebody someone anyone should could would was were means meant says said',
    'fixed solved resolved forgot lost which who maybe please thanks because got gets took keeps',
    'ticket issue docs changelog tests plan',
  ].flatMap((words) => words.split(' ')),
);

/** Quoted inside other words, or among words that people use. */
function isTalk(text: string, { start, end }: Span): boolean {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const outside = wordsOf(`${before} ${after}`);
  if (outside.length >= 3 && isQuoted(before, after)) return true;
  if (['•', '→', '=>'].some((mark) => before.includes(mark))) return true;
  const talk = outside.filter((word) => talkWords.has(word)).length;
  return talk >= 2 || (talk === 1 && before.trim() !== '' && !endsLikeLabel(before));
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z']+/)
    .filter((word) => word !== '' && word !== "'");
}

/** The quotes are those of a person, not of `desc = "…"` or `"error":"…"`. */
function isQuoted(before: string, after: string): boolean {
  const tick = before.lastIndexOf('`');
  if (before.split('`').length % 2 === 0 && after.includes('`')) return !endsLikeLabel(before.slice(0, tick));
  const quotes = '`"\'*_';
  const open = before.at(-1) ?? ' ';
  return quotes.includes(open) && quotes.includes(after[0] ?? ' ') && !endsLikeLabel(before.slice(0, -1));
}

/** `Error: `, `desc = `, `failed (`: what stands before a message that a program prints. */
function endsLikeLabel(before: string): boolean {
  return ':=([{,>'.includes(before.trimEnd().at(-1) ?? ' ');
}

/** Somebody asks, or tells what fails for them. */
const asking = [
  'help',
  'stuck',
  'any idea',
  'no idea',
  'why ',
  'how do i',
  'what now',
  'hint',
  'i get ',
  'and get ',
  'we get ',
  'getting ',
  'keeps ',
  'it says',
  'google says',
  'what is wrong',
  "what's wrong",
  'what am i',
  'what do i',
  'what do we',
  'what should i',
  'anyone seen',
  'anybody seen',
  'seen this',
  'caracal says {',
  'sts says {',
  'gateway says {',
  'coordinator says {',
  'api says {',
  'said 4',
  'said 5',
  'but i ',
  'fails',
  'failing',
  "doesn't work",
  'does not work',
  'not working',
  'still get',
  'still fail',
  'still see',
  'still not',
  'still the same',
];

/** Somebody tells how it ended, or that nothing is to be done. */
const settled = [
  'solved',
  'is resolved',
  'was resolved',
  'fixed it',
  'fixed by',
  'is fixed',
  'no action needed',
  'no help needed',
  'postmortem',
  'for the record',
  'fyi',
  'never mind',
  'nevermind',
  'nvm',
  'works now',
  'working now',
  'got it working',
  'sorted it',
  'thumbs up',
];

/** Words of somebody about their own matters: with a question mark beside them, they ask. */
const own = ['i', "i'm", "i've", 'my', 'our', 'we'];

/** Does somebody who speaks of a failure want to be answered? A request ID is copied from what failed. */
export function asksForHelp(paste: Paste): boolean {
  const lower = paste.text.toLowerCase();
  if (settled.some((words) => lower.includes(words))) return false;
  if (paste.requestIds.some(({ named }) => named)) return true;
  return (
    asking.some((words) => lower.includes(words)) ||
    (lower.includes('?') && wordsOf(lower).some((word) => own.includes(word)))
  );
}
