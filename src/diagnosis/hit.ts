import type { Edition, Signal } from '../knowledge/schema.ts';
import type { Paste } from '../paste/types.ts';
import type { Found, Span } from '../patterns/scanner.ts';

/** A row; in the edition that does not have it, its twin where there is one. */
export interface RowOwner {
  section: string;
  row: string;
  boundary: number;
  twin?: RowOwner;
  /** The edition that alone has it. */
  only?: Edition;
}

/** What a signal points to. */
export type Owner = RowOwner | { outside: string; of: 'caracal' | 'other' | 'healthy' };

/** One signal as it is matched, in the editions in which it holds. */
export interface Entry {
  owner: Owner;
  signal: Signal;
  editions: Edition[];
}

/** A signal found in a paste. */
export interface Hit {
  entry: Entry;
  tier: 'words' | 'general' | 'exact' | 'structure';
  confidence: number;
  line: number;
  /** Where in the line's cleaned text; null for the whole line. */
  span: Found['span'] | null;
}

/** A hit that needed something of Caracal's and had it, or needed nothing. */
export function isNear(hit: Hit, paste: Paste): boolean {
  const { signal } = hit.entry;
  const wants =
    signal.near === 'caracal' || (signal.tier === 'structure' && hit.tier !== 'structure' && signal.plain === 'near');
  return !wants || paste.caracal;
}

/** A fact that stands nowhere in its line is the line, so far. */
const longestPlace = 300;

/** Where in its line a hit stands; a fact, where its value does. */
export function placeOf({ span, entry: { signal } }: Hit, text: string): Span {
  if (span) return span();
  const lower = text.toLowerCase();
  for (const value of signal.tier === 'structure' ? [signal.is].flat() : []) {
    const start = lower.indexOf(value.toLowerCase());
    if (start >= 0) return { start, end: start + value.length };
  }
  return { start: 0, end: Math.min(text.length, longestPlace) };
}
