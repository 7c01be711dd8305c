import type { Missing } from './files.ts';
import { isSlackUrl } from './hosts.ts';

export type Download = { bytes: Uint8Array; cut: boolean } | Missing;

const TIMEOUT_MS = 20_000;
const REDIRECTS = 3;

/**
 * Streams a file of Slack's and stops at `limit` bytes, whatever size it claims. The token goes to Slack's hosts only, also
 * after a redirect. The sign-in page that comes without files:read is recognised: `no-scope`.
 */
export async function download(
  address: string,
  { token, apiUrl, limit }: { token: string; apiUrl: string; limit: number },
): Promise<Download> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let url = address;
  try {
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      if (!isSlackUrl(url, apiUrl)) return { problem: hop === 0 ? 'unreachable' : 'no-scope' };
      const response = await fetch(url, { redirect: 'manual', signal, headers: { authorization: `Bearer ${token}` } });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null) return await take(response, limit);
      await response.body?.cancel();
      url = new URL(location, url).href;
    }
    return { problem: 'no-scope' };
  } catch {
    return { problem: 'unreachable', passing: true };
  }
}

async function take(response: Response, limit: number): Promise<Download> {
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || type.startsWith('text/html')) {
    await response.body?.cancel();
    if (response.status === 404) return { problem: 'not-yet' };
    if (response.ok || response.status === 401 || response.status === 403) return { problem: 'no-scope' };
    return { problem: 'unreachable', passing: response.status >= 500 || response.status === 429 };
  }
  const got = await firstBytes(response, limit);
  return isSignIn(got.bytes) ? { problem: 'no-scope' } : got;
}

async function firstBytes(response: Response, limit: number): Promise<{ bytes: Uint8Array; cut: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk.length > limit - size ? chunk.subarray(0, limit - size) : chunk);
    size += chunk.length;
    // Leaving the loop cancels the rest of the stream.
    if (size > limit) break;
  }
  return { bytes: Buffer.concat(chunks), cut: size > limit };
}

function isSignIn(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1').trimStart().toLowerCase();
  return start.startsWith('<!doctype html') || start.startsWith('<html');
}
