import type { TopicSignal } from '../knowledge/schema.ts';
import type { Paste } from '../paste/types.ts';
import type { Entry, Hit } from './hit.ts';
import { isOutput } from './output.ts';

/** A description is short; in a longer text words stand together by chance. */
const longest = 1_200;

/**
 * Rows that somebody describes in words of their own, in whatever order: of every set of a topic one word must be there.
 * @param topics entries whose signal is a topic
 */
export function topicHits(paste: Paste, topics: readonly (Entry & { signal: TopicSignal })[]): Hit[] {
  if (!isDescription(paste)) return [];
  const lower = ` ${paste.lines.map((line) => line.text).join('\n')} `.toLowerCase();
  return topics.flatMap((entry) => {
    const places = entry.signal.all.map((set) => firstOf(set, lower));
    if (places.some((place) => place < 0)) return [];
    const weak = entry.signal.near === 'caracal' && !paste.caracal;
    const line = lineAt(lower, Math.min(...places), paste);
    const confidence = weak ? entry.signal.confidence * 0.5 : entry.signal.confidence;
    return [{ entry, tier: 'words' as const, confidence, line, span: null }];
  });
}

/** A row by the name that the page gives it: `Docker command fails`, `resource header?`. */
export function nameHits(paste: Paste, names: ReadonlyMap<string, readonly Entry[]>): Hit[] {
  if (paste.text.length > 120) return [];
  const said = paste.text.startsWith('@') ? paste.text.slice(paste.text.indexOf(' ') + 1) : paste.text;
  return (names.get(nameOf(said)) ?? []).map((entry) => {
    return { entry, tier: 'words', confidence: entry.signal.confidence, line: 1, span: null };
  });
}

/** Letters and digits of a name, as they are compared. */
export function nameOf(text: string): string {
  return [...text.toLowerCase()].filter((char) => isLetter(char) || (char >= '0' && char <= '9')).join('');
}

/** Words of people, in the languages in which they ask; what a program prints has hardly any. */
const human = new Set(
  [
    "i i'm i've my we we're we've our you your it's that's how why where what which who anyone somebody someone",
    "please is are do does did don't doesn't didn't can can't cannot won't isn't aren't but so just still only",
    'que el los las por como mi nuestro puede hay ich wir mein unser der die das ist nicht kein wie warum wo',
    'je nous mon notre le les est pas une pourquoi comment',
  ].flatMap((words) => words.split(' ')),
);

/** Nobody but a person says these. */
const own = new Set("i i'm i've my we we're we've our mein unser mi nuestro mon notre".split(' '));

/** Sentences, and nothing that a program printed. */
function isDescription(paste: Paste): boolean {
  if (paste.text.length > longest || paste.evidence.length > 0 || paste.text.includes('{')) return false;
  if (paste.lines.some(({ text }) => isOutput(text))) return false;
  const words = paste.text.toLowerCase().split(/[^a-zà-ÿ']+/);
  if (words.length >= 6 && isPlain(paste.text)) return true;
  return (
    paste.text.includes('?') ||
    words.filter((word) => human.has(word)).length >= 2 ||
    words.some((word) => own.has(word))
  );
}

/** Where one of these words, or a word that begins with it, first stands; -1 where none does. */
function firstOf(words: readonly string[], lower: string): number {
  let first = -1;
  for (const word of words) {
    let at = lower.indexOf(word);
    while (at > 0 && isLetter(lower[at - 1] as string)) at = lower.indexOf(word, at + 1);
    if (at >= 0 && (first < 0 || at < first)) first = at;
  }
  return first;
}

function isLetter(char: string): boolean {
  return char.toLowerCase() !== char.toUpperCase();
}

function lineAt(text: string, position: number, paste: Paste): number {
  const index = text.slice(0, position).split('\n').length - 1;
  return paste.lines[index]?.number ?? 1;
}

/** One line of words and nothing but words, with a number or two. */
function isPlain(text: string): boolean {
  const line = text.trim();
  const signs = [...line].filter((char) => !isLetter(char) && !" ',.-0123456789".includes(char));
  return !line.includes('\n') && signs.length === 0;
}
