import { lineNumbered } from '../paste/lines.ts';
import type { Line, Part } from '../paste/types.ts';
import { type Hit, placeOf } from './hit.ts';
import type { Candidate } from './rank.ts';
import type { Quote } from './types.ts';

const longestQuote = 300;
const most = 4;

/** The lines that decided, the strongest first, each once. */
export function quotesOf(candidate: Candidate, lines: readonly Line[]): Quote[] {
  const quotes: Quote[] = [];
  for (const hit of candidate.hits) {
    if (quotes.length >= most || quotes.some((quote) => quote.line === hit.line)) continue;
    const line = lineNumbered(lines, hit.line);
    const part = line?.parts && partOf(line.parts, placeOf(hit, line.text).start);
    const quote = part ? part.text.slice(0, longestQuote) : cut(line?.text ?? '', hit);
    quotes.push({ line: part?.number ?? hit.line, quote, why: hit.entry.signal.why });
  }
  return quotes;
}

/** The piece of a broken line in which a position stands. */
function partOf(parts: readonly Part[], position: number): Part | undefined {
  return parts.findLast((part) => part.at <= position) ?? parts[0];
}

/** The line, or the part of it around what was found. */
function cut(text: string, hit: Hit): string {
  if (text.length <= longestQuote) return text.trim();
  const { start, end } = placeOf(hit, text);
  const middle = Math.floor((start + end) / 2);
  const from = Math.max(0, Math.min(middle - longestQuote / 2, text.length - longestQuote));
  return text.slice(from, from + longestQuote).trim();
}
