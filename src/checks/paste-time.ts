import type { Paste } from '../paste/types.ts';

/** When the paste says that it happened: the Date header of the answer, else the newest time in it. Null: it does not say. */
export function pasteTime(paste: Paste): number | null {
  for (const line of paste.lines) {
    const lower = line.text.slice(0, 12).toLowerCase();
    const at = lower.indexOf('date:');
    if (at < 0 || at > 2) continue;
    const time = Date.parse(line.text.slice(at + 5).trim());
    if (!Number.isNaN(time)) return time;
  }
  return paste.mentions.times.length > 0 ? Math.max(...paste.mentions.times) : null;
}
