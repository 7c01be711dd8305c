/** Short things that people say to the bot. Mentions come out of the decoding as `@name`. */

const STOPS = new Set(['stop', 'stop please', 'please stop', 'be quiet', 'quiet', 'mute', 'shut up', 'stop it']);
const HELPS = new Set(['help', 'help me', 'what can you do', 'how does this work', 'hello', 'hi', 'hey']);

function bare(text: string): string {
  return text
    .replace(/^\s*(?:@[\w-]+\s*[:,]?\s*)+/, '')
    .replace(/[.!?\s]+$/, '')
    .trim()
    .toLowerCase();
}

/** "stop", and nothing else. */
export const saysStop = (text: string): boolean => text.length < 80 && STOPS.has(bare(text));

const COURTESY = new Set(
  (
    'thanks thank you thx ty cheers so very much a lot ok okay k great cool perfect nice awesome good got it its that this ' +
    'works worked now yes yep no nope sure will do done fine bye all right alright solved fixed helped appreciate lol haha'
  ).split(' '),
);

/** "thanks", "ok, it works now", an emoji: polite, and nothing to read. */
export function saysThanks(text: string): boolean {
  if (text.length > 80 || text.includes('\n')) return false;
  const said = bare(text)
    .replace(/:[\w+-]+:/g, ' ')
    .replace(/[^\p{L}\p{N}\s'’]+/gu, ' ')
    .trim();
  if (said === '') return bare(text) !== '';
  return said.split(/\s+/).every((word) => COURTESY.has(word.replace(/['’]/g, '')));
}

/** "help", or nothing at all. */
export function saysHelp(text: string): boolean {
  if (text.length > 120) return false;
  const said = bare(text);
  return said === '' || HELPS.has(said);
}
