import { isUuid, looksRandom } from './looks.ts';
import { isPlaceholder, isProse, isState } from './placeholders.ts';
import { closeOf, quoteAt, quoteBefore, skipQuotes } from './quotes.ts';
import { beforeBody, hasDrawn, isBreak } from './rest.ts';
import {
  endOf,
  endOfLine,
  isSpace,
  isTokenChar,
  isWord,
  type Secret,
  spaceAndBreak,
  startOf,
  startOfLine,
} from './secret.ts';
import { bracketEnd, telling } from './values.ts';
import { contentAt, wrapped } from './wrapped.ts';

/** Headers of HTTP that carry a secret. */

/** Words that follow `Bearer` in talk and in what a server says. */
const talk = new Set(
  'token tokens signature auth authentication authorization error realm scheme format header headers credential credentials is only required missing invalid'.split(
    ' ',
  ),
);

/** The word after `Bearer` or `Basic`, unless it is a variable, a placeholder or ordinary talk. */
export function wordAfter(text: string, at: number, name: string, minimum: number): Secret | null {
  const encoded = text.startsWith('%20', at) ? at + 3 : text[at] === '+' ? at + 1 : at;
  const start = encoded > at ? encoded : spaceAndBreak(text, at);
  if (start === at) return null;
  const end = endOf(text, start, isTokenChar);
  const value = text.slice(start, end);
  if (!isCredential(text, at, value, end, minimum)) return null;
  return { start, end: wrapped(text, start, end), name };
}

function isCredential(text: string, at: number, value: string, end: number, minimum: number): boolean {
  if (isUuid(value)) return minimum < 12;
  if (value.length >= minimum && looksRandom(value)) return true;
  // A word of letters is a token where a quote closes right behind it, and the scheme starts the quoted text.
  if (value.length < 6 || minimum >= 12 || talk.has(value.toLowerCase()) || quoteAt(text, end) === '') return false;
  return quoteBefore(text, at - 6) !== '';
}

/** Schemes of the registry of IANA, and those that products have of their own. */
const schemes = new Set(
  'bearer basic token apikey api-key digest negotiate ntlm key hawk dpop oauth jwt ssws hmac signature aws4-hmac-sha256 mutual gnap scram-sha-256 vapid sharedaccesssignature glsa secret'.split(
    ' ',
  ),
);

/** Schemes of which the credentials are a list of parameters. */
const lists = new Set(['digest', 'hawk', 'oauth', 'signature', 'aws4-hmac-sha256', 'hmac', 'sharedaccesssignature']);

/** What follows `Authorization:` but for the name of the scheme. */
export function authorization(text: string, at: number, literal: string): Secret | null {
  const header = headerValue(text, at, literal);
  if (!header) return null;
  const { start, end, whole, encoded } = header;
  const word = endOf(text, start, isWord, 40);
  const space = encoded && text.startsWith('%20', word) ? word + 3 : encoded && text[word] === '+' ? word + 1 : word;
  const behind = space > word ? space : spaceAndBreak(text, word);
  const scheme = text.slice(start, word).toLowerCase();
  if (schemes.has(scheme)) {
    if (behind === word) return null;
    const brackets = bracketEnd(text, behind);
    const all = lists.has(scheme) || (header.quoted && behind < end);
    const last = brackets > 0 ? brackets : all ? end : tokenEnd(text, behind);
    return hidden(text, behind, last, 'token', lists.has(scheme));
  }
  const last = whole ? end : Math.min(end, tokenEnd(text, start));
  const value = text.slice(start, last);
  if ((value.includes(' ') || header.listed) && !hasDrawn(value)) return null;
  if (!whole && !looksRandom(value) && !isUuid(value)) return null;
  return value.length < 6 ? null : hidden(text, start, last, 'token', false);
}

function hidden(text: string, start: number, end: number, name: string, list: boolean): Secret | null {
  const value = text.slice(start, Math.min(end, start + telling));
  if (value.length < 3 || isPlaceholder(value) || isState(value) || isProse(value)) return null;
  if (list && !value.includes('=')) return null;
  return { start, end: wrapped(text, start, end), name };
}

function tokenEnd(text: string, at: number): number {
  const end = endOf(
    text,
    at,
    (code) => code > 32 && code !== 34 && code !== 39 && code !== 96 && code !== 92 && code !== 38,
  );
  return text[end - 1] === ',' || text[end - 1] === ')' || text[end - 1] === '}' || text[end - 1] === ']'
    ? end - 1
    : end;
}

interface Header {
  start: number;
  end: number;
  /** The end is that of the header, by a quote or by the line; else of the line that it stands in. */
  whole: boolean;
  quoted: boolean;
  encoded: boolean;
  /** It is the next in a list of names and values. */
  listed: boolean;
}

/** From behind the name of a header to where its value ends. */
function headerValue(text: string, at: number, literal: string): Header | null {
  const outer = quoteBefore(text, startOf(text, at - literal.length, isWord, 24));
  let i = skipQuotes(text, at);
  if (text[i] === ']') i++;
  i = endOf(text, i, isSpace);
  const encoded = text[i] === '%' && ['%3A', '%3a', '%3D', '%3d'].includes(text.slice(i, i + 3));
  const listed = text[i] === ',' && i > at;
  if (text[i] !== ':' && text[i] !== '=' && !encoded && !(listed && quoteAt(text, endOf(text, i + 1, isSpace)) !== ''))
    return null;
  const assigned = text[i] === '=';
  i += encoded ? 3 : 1;
  if (text[i] === '>') i++;
  if (encoded && (text.startsWith('%20', i) || text[i] === '+')) i += text[i] === '+' ? 1 : 3;
  let start = spaceAndBreak(text, i);
  if (text[start] === '[') start++;
  const quote = quoteAt(text, start);
  if (quote !== '') {
    start += quote.length;
    const close = closeOf(text, start, quote);
    return { start, end: close < 0 ? endOfLine(text, start) : close, whole: true, quoted: true, encoded, listed };
  }
  const close = outer === '' ? -1 : closeOf(text, start, outer);
  if (close >= 0) return { start, end: close, whole: true, quoted: true, encoded, listed };
  if (encoded)
    return {
      start,
      end: endOf(text, start, (code) => code > 32 && code !== 38 && code !== 34),
      whole: true,
      quoted: false,
      encoded,
      listed,
    };
  const line = startOfLine(text, at - literal.length);
  const before = text.slice(contentAt(text, line), at - literal.length).trim();
  const alone = before === '' || before === '<' || before === '-H' || before.toLowerCase() === 'proxy-';
  return {
    start,
    end: withoutFrame(text, start, beforeBody(text, start, isBreak)),
    whole: alone && !assigned,
    quoted: false,
    encoded,
    listed,
  };
}

function withoutFrame(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && ' │┃|\t\\`'.includes(text[last - 1] as string)) last--;
  return last;
}

/** `Cookie: name=value; …` to the end of the line or of its quotes. */
export function cookies(text: string, at: number, literal: string): Secret | null {
  const header = headerValue(text, at, literal);
  if (!header) return null;
  const { start, whole } = header;
  const shown = text.slice(start, Math.min(header.end, start + telling));
  const sign = shown.indexOf('=');
  if (sign <= 0 || isPlaceholder(shown) || isPlaceholder(shown.slice(sign + 1))) return null;
  const end = whole ? header.end : beforeBody(text, start, (code) => code === 10 || code === 34 || code === 39);
  return { start, end: start + text.slice(start, end).trimEnd().length, name: 'cookie' };
}
