import { lineNumbered } from '../paste/lines.ts';
import type { Line } from '../paste/types.ts';
import type { Hit } from './matcher.ts';
import type { Candidate } from './rank.ts';
import type { Quote } from './types.ts';

const longestQuote = 300;
const most = 4;

/** The lines that decided, the strongest first, each once. */
export function quotesOf(candidate: Candidate, lines: readonly Line[]): Quote[] {
  const quotes: Quote[] = [];
  for (const hit of candidate.hits) {
    if (quotes.length >= most || quotes.some((quote) => quote.line === hit.line)) continue;
    const text = lineNumbered(lines, hit.line)?.text ?? '';
    quotes.push({ line: hit.line, quote: cut(text, hit.span), why: hit.entry.signal.why });
  }
  return quotes;
}

/** The line, or the part of it around what was found. */
function cut(text: string, span: Hit['span']): string {
  if (text.length <= longestQuote) return text.trim();
  const { start, end } = span?.() ?? { start: 0, end: 0 };
  const middle = Math.floor((start + end) / 2);
  const from = Math.max(0, Math.min(middle - longestQuote / 2, text.length - longestQuote));
  return text.slice(from, from + longestQuote).trim();
}
