import { token } from './ids.ts';
import type { State } from './state.ts';
import { type Piece, pieces } from './text.ts';
import type { Block, Json } from './types.ts';

function element(piece: Piece, style?: Json): Json {
  const styled = style ? { style } : {};
  if (piece.kind === 'text') return { type: 'text', text: piece.text, ...styled };
  if (piece.kind === 'user') return { type: 'user', user_id: piece.id, ...styled };
  if (piece.kind === 'channel') return { type: 'channel', channel_id: piece.id, ...styled };
  if (piece.kind === 'broadcast') return { type: 'broadcast', range: piece.range };
  return { type: 'link', url: piece.url, ...(piece.text ? { text: piece.text } : {}), ...styled };
}

/** Inline code is the only inline style that matters here; everything else stays the text that was typed. */
function inline(state: State, text: string): Json[] {
  const elements: Json[] = [];
  let from = 0;
  for (const match of text.matchAll(/`([^`\n]+)`/g)) {
    elements.push(...pieces(state, text.slice(from, match.index)).map((each) => element(each)));
    elements.push(...pieces(state, match[1] ?? '').map((each) => element(each, { code: true })));
    from = match.index + match[0].length;
  }
  elements.push(...pieces(state, text.slice(from)).map((each) => element(each)));
  return elements;
}

/** Lines that begin with `> ` are a quote; the others between them sections. */
function sections(state: State, text: string): Json[] {
  const runs: { quote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quote = line.startsWith('> ') || line === '>';
    const last = runs.at(-1);
    if (last && last.quote === quote) last.lines.push(line);
    else runs.push({ quote, lines: [line] });
  }
  return runs.map(({ quote, lines }) => {
    const inner = quote ? lines.map((line) => line.slice(2)) : lines;
    return { type: quote ? 'rich_text_quote' : 'rich_text_section', elements: inline(state, inner.join('\n')) };
  });
}

/** The `rich_text` block that Slack's client makes of typed text: code fences become preformatted elements. */
export function richTextOf(state: State, text: string): Block[] {
  const elements: Json[] = [];
  for (const [index, part] of text.split('```').entries()) {
    const fenced = index % 2 === 1;
    const inner = fenced
      ? part.replace(/^\n|\n$/g, '')
      : index === 0
        ? part.replace(/\n$/, '')
        : part.replace(/^\n/, '');
    if (inner === '') continue;
    if (fenced) {
      elements.push({
        type: 'rich_text_preformatted',
        elements: pieces(state, inner).map((each) => element(each)),
        border: 0,
      });
    } else elements.push(...sections(state, inner));
  }
  return elements.length ? [{ type: 'rich_text', block_id: token(), elements }] : [];
}
