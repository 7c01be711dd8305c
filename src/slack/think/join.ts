import type { Prepared } from '../../paste/types.ts';

/** Several parts as one paste, in order; lines of later parts count on. */
export function joinPrepared(parts: readonly Prepared[]): Prepared {
  const some = parts.filter((part) => part.text !== '');
  if (some.length === 1) return some[0] as Prepared;
  let lines = 0;
  const tokens: Prepared['tokens'] = [];
  for (const part of some) {
    tokens.push(...part.tokens.map((token) => ({ ...token, line: token.line + lines })));
    lines += part.text.split('\n').length;
  }
  return {
    text: some.map((part) => part.text).join('\n'),
    redacted: some.reduce((sum, part) => sum + part.redacted, 0),
    tokens,
  };
}

/** What is kept of a paste with its reply: the beginning and the end of a long one. */
export function keptPart(prepared: Prepared, limit: number): Prepared {
  if (prepared.text.length <= limit) return prepared;
  const half = Math.floor(limit / 2);
  return { ...prepared, text: `${prepared.text.slice(0, half)}\n…\n${prepared.text.slice(-half)}` };
}
