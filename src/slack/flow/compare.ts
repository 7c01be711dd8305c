import type { Paste, ServiceState } from '../../paste/types.ts';
import { words } from '../../reply/words.ts';
import { readReply } from '../../work/replies.ts';
import type { Thought } from '../think/thought.ts';
import type { Bot } from './bot.ts';
import type { Thread } from './threads.ts';

/** What changed between the first paste of a thread and this one, in words; null where there is nothing to compare. */
export async function compared(bot: Bot, thread: Thread | null, own: Thought): Promise<string | null> {
  const first = thread?.replies[0];
  const record = first && (await readReply(bot.store, first.id));
  if (!record || record.diagnosis.section === null) return null;
  const before = await bot.think({ prepared: record.prepared, files: [], edition: bot.config.edition });
  return difference(before, own);
}

/** Pure: services that came up and that are still waited for; otherwise whether it is the same row. */
function difference(before: Thought, after: Thought): string | null {
  const earlier = services(before.paste);
  const later = services(after.paste);
  if (earlier.length > 0 && later.length > 0) return readinessChange(earlier, later);
  if (after.diagnosis.section === null) return null;
  const sameRow = before.diagnosis.section === after.diagnosis.section && before.diagnosis.row === after.diagnosis.row;
  return sameRow ? words.stillTheSame : words.nowAnother(before.diagnosis.summary);
}

function readinessChange(earlier: ServiceState[], later: ServiceState[]): string {
  const failed = new Set(earlier.filter((service) => !service.ok).map((service) => service.name));
  const up = later.filter((service) => service.ok && failed.has(service.name)).map((service) => service.name);
  const down = later.filter((service) => !service.ok);
  if (down.length === 0) return words.allReady(up);
  return words.readinessChanged(
    up,
    down.map((service) => ({ name: service.name, detail: service.detail })),
  );
}

/** Every service with the last thing that was said of it. */
function services(paste: Paste): ServiceState[] {
  const last = new Map<string, ServiceState>();
  for (const item of paste.evidence) {
    if (item.kind !== 'readiness') continue;
    for (const service of item.services) last.set(service.name, service);
  }
  return [...last.values()];
}
