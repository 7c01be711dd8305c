import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from './core.ts';
import { newId, token } from './ids.ts';
import { findChannel } from './state.ts';
import { note } from './traffic.ts';
import type { FileBytes, FileObject } from './types.ts';

const CHUNK = 64 * 1024;
const PREVIEW_LINES = 5;
const CONTENT_LIMIT = 1024 * 1024;

export interface NewFile {
  id?: string;
  name: string;
  title?: string;
  user: string;
  bytes: FileBytes;
  mimetype?: string;
  /** `snippet` for pasted text, `hosted` for an upload. */
  mode?: 'snippet' | 'hosted';
  /** What the file object says its size is, where that is to differ from the truth. */
  claimedSize?: number;
}

const TEXT_TYPES = /^(text\/|application\/(json|x-sh|toml|yaml|xml))/;

const MIMETYPES: Record<string, string> = {
  log: 'text/plain',
  txt: 'text/plain',
  json: 'application/json',
  toml: 'text/plain',
  yaml: 'text/yaml',
  yml: 'text/yaml',
  md: 'text/markdown',
  sh: 'application/x-sh',
  png: 'image/png',
  gz: 'application/gzip',
  zip: 'application/zip',
};

const extension = (name: string): string => (name.includes('.') ? (name.split('.').pop() ?? '').toLowerCase() : '');

const sizeOf = (bytes: FileBytes): number => ('data' in bytes ? bytes.data.length : bytes.bytes);

/** The bytes in pieces, so that a file of any size is never in memory as a whole. */
function* pieces(bytes: FileBytes): Generator<Buffer> {
  if ('data' in bytes) {
    for (let from = 0; from < bytes.data.length; from += CHUNK) yield bytes.data.subarray(from, from + CHUNK);
    return;
  }
  const unit = Buffer.from(bytes.repeat);
  const full = Buffer.concat(Array.from({ length: Math.max(1, Math.ceil(CHUNK / unit.length)) }, () => unit));
  for (let left = bytes.bytes; left > 0; left -= full.length) yield left >= full.length ? full : full.subarray(0, left);
}

/** Whether Slack takes a file for text, which gives it a preview and a content. */
function textParts(bytes: FileBytes): { content: string; parts: Partial<FileObject> } {
  let content = '';
  for (const piece of pieces(bytes)) {
    content += piece.toString('utf8');
    if (content.length > CONTENT_LIMIT) break;
  }
  const lines = content.split('\n');
  const more = Math.max(0, lines.length - PREVIEW_LINES);
  const parts = {
    preview: lines.slice(0, PREVIEW_LINES).join('\n').slice(0, 600),
    lines: lines.length,
    lines_more: more,
    preview_is_truncated: more > 0,
    is_truncated: sizeOf(bytes) > CONTENT_LIMIT,
  };
  return { content: content.slice(0, CONTENT_LIMIT), parts };
}

/** Stores a file and returns its object as Slack describes it. */
export function makeFile(core: Core, file: NewFile): FileObject {
  const { state, origin } = core;
  const id = file.id ?? newId('F');
  const mimetype = file.mimetype ?? MIMETYPES[extension(file.name)] ?? 'application/octet-stream';
  const isText = TEXT_TYPES.test(mimetype);
  const filetype = isText && mimetype === 'text/plain' ? 'text' : extension(file.name) || 'binary';
  const path = `${origin}/files-pri/${state.team.id}-${id}`;
  const created = Math.floor(Date.now() / 1000);
  const known = isText ? textParts(file.bytes) : null;
  const object: FileObject = {
    id,
    created,
    timestamp: created,
    name: file.name,
    title: file.title ?? file.name,
    mimetype,
    filetype,
    pretty_type: isText ? 'Plain Text' : 'Binary',
    user: file.user,
    user_team: state.team.id,
    editable: file.mode === 'snippet',
    size: file.claimedSize ?? sizeOf(file.bytes),
    mode: file.mode ?? 'hosted',
    is_external: false,
    external_type: '',
    is_public: true,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${path}/${encodeURIComponent(file.name)}`,
    url_private_download: `${path}/download/${encodeURIComponent(file.name)}`,
    permalink: `https://${state.team.domain}.slack.com/files/${file.user}/${id}/${encodeURIComponent(file.name)}`,
    file_access: 'visible',
    has_rich_preview: false,
    ...known?.parts,
  };
  state.files.set(id, { object, bytes: file.bytes, shares: [], content: known?.content ?? null });
  return object;
}

const SIGN_IN = `<!DOCTYPE html><html lang="en-US" class="" data-primer data-cdn="https://a.slack-edge.com/"><head>
<title>Sign in to Sandbox | Slack</title></head><body>You need to sign in to see this page.</body></html>`;

/** What Slack sends for a file that one may not have: a page to sign in, never an error status. */
function signIn(core: Core, response: ServerResponse, mayRedirect: boolean): void {
  if (mayRedirect && core.faults.signIn === 'redirect') {
    response.writeHead(302, { location: `${core.origin}/signin?redir=${token()}` }).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(SIGN_IN);
}

/** Resolves when more may be written, or nobody is there to read it. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.once('drain', done);
    response.once('close', done);
  });
}

async function stream(bytes: FileBytes, response: ServerResponse): Promise<number> {
  let sent = 0;
  for (const piece of pieces(bytes)) {
    if (response.destroyed) break;
    sent += piece.length;
    if (response.write(piece)) continue;
    await drained(response);
  }
  response.end();
  return sent;
}

/** Whether the bot may see a file: its own, or shared where it is a member. */
export function mayRead(core: Core, id: string): boolean {
  const file = core.state.files.get(id);
  if (!file) return false;
  const { userId } = core.state.bot;
  return file.object.user === userId || file.shares.some((at) => findChannel(core.state, at)?.members.includes(userId));
}

/** Serves `url_private` and `url_private_download` to whoever holds the bot token and `files:read`. */
export async function serveFile(
  core: Core,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const at = Date.now();
  const line = { at, direction: 'from-bot', kind: 'file', name: url.pathname } as const;
  if (url.pathname === '/signin') return signIn(core, response, false);
  const id = url.pathname.split('/')[2]?.split('-')[1] ?? '';
  const file = core.state.files.get(id);
  const holder = request.headers.authorization === `Bearer ${core.settings.botToken}` && !core.state.revoked;
  if (!holder || core.faults.signInAlways || !core.settings.scopes.includes('files:read')) {
    signIn(core, response, true);
    note(core, { ...line, ok: false, status: 200, error: 'sign-in page' });
    return;
  }
  if (!file || !mayRead(core, id)) {
    response.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>File not found</body></html>');
    note(core, { ...line, ok: false, status: 404, error: 'file_not_found' });
    return;
  }
  const claimed = Number(file.object.size);
  const length = claimed === sizeOf(file.bytes) ? { 'content-length': String(claimed) } : {};
  response.writeHead(200, { 'content-type': String(file.object.mimetype), ...length });
  const sent = await stream(file.bytes, response);
  note(core, { ...line, ok: true, status: 200, response: { bytes: sent } });
}
