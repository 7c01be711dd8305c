import type { State } from './state.ts';

/** A stretch of what a person typed: plain, or something that Slack's client makes a link of. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; url: string; text: string | null }
  | { kind: 'user'; id: string }
  | { kind: 'channel'; id: string; name: string }
  | { kind: 'broadcast'; range: string };

// The endings that Slack takes for a domain include names of files: `README.md` becomes a link there too.
const DOMAINS = 'com|org|net|io|dev|run|sh|ai|app|co|de|eu|uk|us|md|py|rs|internal';
const LINK = new RegExp(
  [
    String.raw`(?<url>https?:\/\/[^\s<>"'\`|\\{}]+)`,
    String.raw`(?<![\w.+-])(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)`,
    '<@(?<userid>[UW][A-Z0-9]+)>',
    String.raw`(?<![\w@.])@(?<name>[a-z][\w-]*)`,
    String.raw`(?<![\w&])#(?<channel>[a-z][\w-]*)`,
    String.raw`(?<![\w@./:-])(?<bare>(?:[\w-]+\.)+(?:${DOMAINS})(?![\w-]|\.\w)(?:\/[^\s<>"'\`|]*)?)`,
  ].join('|'),
  'g',
);

/** Slack encodes these three and nothing else. */
const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function piece(state: State, groups: Record<string, string | undefined>, whole: string): Piece | null {
  const { url, mail, userid, name, channel, bare } = groups;
  if (url) return { kind: 'link', url: url.replace(/[.,;:!?)\]]+$/, ''), text: null };
  if (mail) return { kind: 'link', url: `mailto:${mail}`, text: mail };
  if (bare) return { kind: 'link', url: `http://${bare}`, text: bare };
  if (name && ['here', 'channel', 'everyone'].includes(name)) return { kind: 'broadcast', range: name };
  if (userid || name) {
    const user = state.users.find((each) => (userid ? each.id === userid : each.name === name));
    return user ? { kind: 'user', id: user.id } : null;
  }
  const found = state.channels.find((each) => each.name === channel && each.kind !== 'im');
  return found && whole ? { kind: 'channel', id: found.id, name: found.name } : null;
}

/** Cuts typed text into plain stretches, links and mentions, as Slack's client does; code is linked too. */
export function pieces(state: State, text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const made = piece(state, match.groups ?? {}, match[0]);
    if (!made) continue;
    const length = made.kind === 'link' && !made.text ? made.url.length : match[0].length;
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) });
    found.push(made);
    from = match.index + length;
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) });
  return found;
}

function encode(each: Piece): string {
  if (each.kind === 'text') return escapeText(each.text);
  if (each.kind === 'user') return `<@${each.id}>`;
  if (each.kind === 'channel') return `<#${each.id}|${each.name}>`;
  if (each.kind === 'broadcast') return `<!${each.range}>`;
  const url = escapeText(each.url);
  return each.text ? `<${url}|${escapeText(each.text)}>` : `<${url}>`;
}

/** `text` of a message that a person typed: escaped, links and mentions in angle brackets. */
export const encodeText = (state: State, text: string): string => pieces(state, text).map(encode).join('');
