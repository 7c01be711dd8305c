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

/** "help", or nothing at all. */
export function saysHelp(text: string): boolean {
  if (text.length > 120) return false;
  const said = bare(text);
  return said === '' || HELPS.has(said);
}
