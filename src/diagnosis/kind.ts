import type { Paste } from '../paste/types.ts';
import type { Candidate } from './rank.ts';
import type { Kind } from './types.ts';

/** What was pasted, in the words of the interface. */
export function kindOf(paste: Paste, top: Candidate | null): Kind {
  if (paste.evidence.some((item) => item.kind === 'readiness')) return 'readiness';
  if (isOnlyRequestId(paste) && (!top || top.best.tier === 'words')) return 'request-id';
  if (paste.evidence.some((item) => item.kind === 'error' || item.kind === 'audit')) return 'error';
  if (paste.evidence.some((item) => item.kind === 'profile') && (!top || top.best.tier === 'structure'))
    return 'profile';
  if (paste.evidence.some((item) => item.kind === 'log' || item.kind === 'stack-trace')) return 'error';
  if (top && top.best.tier !== 'words') return 'error';
  if (top || paste.text.includes('?')) return 'question';
  return 'unknown';
}

/** What somebody says who wants to know what became of a request. */
const lookups = [
  'look up',
  'lookup',
  'denied',
  'refused',
  'what happened',
  'why was',
  'in audit',
  'explain',
  'trace',
  'look that up',
  'said no',
  'which policy',
];

/** A request ID, perhaps with the few words that ask for it. */
export function isOnlyRequestId(paste: Paste): boolean {
  const [id] = paste.requestIds;
  if (!id || paste.requestIds.length > 3 || paste.text.length > 2000) return false;
  let rest = paste.text;
  for (const { value } of paste.requestIds) rest = rest.replaceAll(value, ' ');
  const words = rest.split(/\s+/).filter((word) => word.length > 1);
  if (rest.includes('{') || rest.trimStart().startsWith('$ ')) return false;
  const wanted = words.length <= 30 && lookups.some((word) => rest.toLowerCase().includes(word));
  return (words.length <= 8 || wanted) && !paste.evidence.some((item) => item.kind !== 'command');
}
