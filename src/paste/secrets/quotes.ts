import { isAlphanumeric, longest } from './secret.ts';

/** Quotes as pastes have them: plain, in threes, escaped in a string, as an entity, percent-encoded. */

const written = ['&#34;', '&#39;', '&#x22;', '&#x27;', '&quot;', '&apos;', '%22', '%27', '%5C%22'];

/** The quote that stands at `at`, as written, or an empty text. */
export function quoteAt(text: string, at: number): string {
  const char = text[at];
  switch (char) {
    case '"':
    case "'":
    case '`':
      if (char === '`' && text[at + 1] === '\n') return '';
      return text[at + 1] === char && text[at + 2] === char ? char.repeat(3) : char;
    case '\\': {
      let end = at;
      while (text[end] === '\\' && end - at < 8) end++;
      if (text[end] === '"' || text[end] === "'" || text[end] === '`') return text.slice(at, end + 1);
      return text.startsWith('u0022', end) || text.startsWith('u0027', end) ? text.slice(at, end + 5) : '';
    }
    case '&':
    case '%':
      return written.find((quote) => text.startsWith(quote, at)) ?? '';
    default:
      return '';
  }
}

/** The quote that ends right before `at`, as written, or an empty text. */
export function quoteBefore(text: string, at: number): string {
  const char = text[at - 1];
  if (char === '"' || char === "'" || char === '`') {
    let start = at - 1;
    while (text[start - 1] === '\\' && at - start < 8) start--;
    return text.slice(start, at);
  }
  if (char === ';' || char === '2' || char === '7')
    return written.find((quote) => text.startsWith(quote, at - quote.length)) ?? '';
  return '';
}

/** Behind up to three quotes, such as the one that closes a name. */
export function skipQuotes(text: string, at: number): number {
  let i = at;
  for (let count = 0; count < 3; count++) {
    const quote = quoteAt(text, i);
    if (quote === '') break;
    i += quote.length;
  }
  return i;
}

/**
 * Where a quoted value ends: an escaped quote, a doubled one, and one with a letter right behind do not close it.
 * @param from behind the opening quote
 * @param quote as quoteAt gave it
 * @param most how far to look
 * @returns the position of the closing quote, or -1 where the line ends before it
 */
export function closeOf(text: string, from: number, quote: string, most = longest): number {
  const stop = Math.min(text.length, from + most);
  if (quote.length === 3 && quote[0] === quote[1]) {
    const found = text.slice(from, stop).indexOf(quote);
    return found < 0 ? -1 : from + found;
  }
  const mark = quote[quote.length - 1] as string;
  const depth = quote[0] === '\\' ? quote.length - 1 : 0;
  const plain = quote.length === 1 || (depth > 0 && mark !== '2' && mark !== '7');
  for (let i = from; i < stop; i++) {
    const char = text[i];
    if (char === '\n') return -1;
    if (!plain) {
      // Around what is encoded stands a plain quote, if any.
      if (char === '"' || text.startsWith(quote, i)) return i;
      continue;
    }
    if (char === '\\') {
      let end = i;
      while (text[end] === '\\') end++;
      const slashes = end - i;
      if (text[end] === mark && slashes <= depth && depth > 0) return i;
      // An even number of them escapes itself only.
      i = depth === 0 && slashes % 2 === 0 ? end - 1 : text[end] === '\n' ? end - 1 : end;
      continue;
    }
    if (char !== mark) continue;
    if (depth > 0) return i;
    if (text[i + 1] === mark) i++;
    else if (!isAlphanumeric(text.charCodeAt(i + 1))) return i;
  }
  return -1;
}
