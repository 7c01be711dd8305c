/** Undoes what Slack, terminals and editors do to text. Line numbers stay as they were. */

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

const replacements: Record<string, string> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201b': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2007': ' ',
  '\u200b': '',
  '\u200c': '',
  '\u200d': '',
  '\u2060': '',
  '\ufeff': '',
  '\u0000': '',
};

/**
 * Decodes Slack's entities and automatic links, removes ANSI codes, carriage returns and invisible characters, and
 * turns typographic quotes into plain ones. Text that Slack never touched comes out as it was.
 * @param text as received, any length
 */
export function decode(text: string): string {
  let out = text;
  if (out.includes('\r')) out = out.replaceAll('\r\n', '\n').replaceAll('\r', ' ');
  if (out.includes('\u001b') || out.includes('\u009b')) out = stripAnsi(out);
  if (out.includes('<')) out = unlink(out);
  if (out.includes('&')) out = unescapeEntities(out);
  return plainCharacters(out);
}

/** CSI and OSC sequences, ECMA-48. */
function stripAnsi(text: string): string {
  let out = '';
  let i = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code !== 0x1b && code !== 0x9b) {
      out += text[i++];
      continue;
    }
    i += code === 0x9b ? 1 : 2;
    const kind = code === 0x9b ? '[' : text[i - 1];
    if (kind === '[') {
      while (i < text.length && (text.charCodeAt(i) < 0x40 || text.charCodeAt(i) > 0x7e) && text[i] !== '\n') i++;
      i++;
    } else if (kind === ']') {
      while (i < text.length && text.charCodeAt(i) !== 0x07 && text.charCodeAt(i) !== 0x1b && text[i] !== '\n') i++;
      if (text[i] !== '\n') i++;
    }
  }
  return out;
}

/** `<http://a.b|a.b>`, `<mailto:x@y|x@y>`, `<@U1>`, `<#C1|name>`, `<!here>`: what a person reads there. */
function unlink(text: string): string {
  const out: string[] = [];
  let from = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const read = readLink(text, at);
    if (!read) continue;
    out.push(text.slice(from, at), read.shown);
    from = read.end;
    at = read.end - 1;
  }
  out.push(text.slice(from));
  return out.join('');
}

const longestLink = 3000;
const schemes = ['http://', 'https://', 'mailto:', 'tel:'];
const mentions = ['@U', '@W', '@B', '#C', '#G', '!here', '!channel', '!everyone', '!subteam', '!date'];

function readLink(text: string, at: number): { shown: string; end: number } | null {
  const first = text[at + 1];
  const link = first === 'h' || first === 'm' || first === 't';
  if (!link && first !== '@' && first !== '#' && first !== '!') return null;
  if (link && !schemes.some((scheme) => text.startsWith(scheme, at + 1))) return null;
  let end = at + 2;
  while (end < text.length && end - at < longestLink && text[end] !== '>' && text[end] !== '\n' && text[end] !== '<')
    end++;
  if (text[end] !== '>') return null;
  const [target = '', label] = text.slice(at + 1, end).split('|', 2);
  if (!link && !mentions.some((prefix) => target.startsWith(prefix))) return null;
  if (first === 'h') return { shown: label?.includes('://') ? label : target, end: end + 1 };
  if (link) return { shown: label ?? target.slice(target.indexOf(':') + 1), end: end + 1 };
  const name = label ?? (first === '@' ? 'user' : first === '#' ? 'channel' : target.slice(1).split('^')[0]);
  return { shown: `${first === '#' ? '#' : '@'}${name}`, end: end + 1 };
}

function unescapeEntities(text: string): string {
  const out: string[] = [];
  let from = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    const end = text.indexOf(';', at);
    if (end < 0) break;
    if (end - at > 6) continue;
    const meant = entities[text.slice(at + 1, end)];
    if (meant === undefined) continue;
    out.push(text.slice(from, at), meant);
    from = end + 1;
  }
  out.push(text.slice(from));
  return out.join('');
}

function plainCharacters(text: string): string {
  let out: string[] | null = null;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 0 && code < 0xa0) continue;
    const plain = replacements[text[i] as string];
    if (plain === undefined) continue;
    out ??= [];
    out.push(text.slice(from, i), plain);
    from = i + 1;
  }
  if (!out) return text;
  out.push(text.slice(from));
  return out.join('');
}
