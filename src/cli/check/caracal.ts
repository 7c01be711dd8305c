import { z } from 'zod';
import type { Zone } from '../../config/types.ts';
import { fail, type Line, limitMs, note, ok, whyNot } from './types.ts';

const Failure = z.looseObject({ error: z.string().optional(), reason: z.string().optional() });

interface Answered {
  status: number;
  error: string | null;
}

async function get(url: string, token: string | null): Promise<Answered> {
  const response = await fetch(url, {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(limitMs),
  });
  const text = await response.text();
  try {
    const body = Failure.safeParse(JSON.parse(text));
    return { status: response.status, error: body.data?.error ?? body.data?.reason ?? null };
  } catch {
    return { status: response.status, error: null };
  }
}

/** What the API says of the token, as the setting to change; null when it lets the token in. */
function refusal(answer: Answered, zone: Zone, setting: (key: string) => string): string | null {
  const said = `${answer.status}${answer.error === null ? '' : ` ${answer.error}`}`;
  if (answer.status === 401) return `the API does not know the token (${said}); change ${setting('token')}`;
  if (answer.status === 403) {
    return `the token may not read zone ${zone.id} (${said}); give ${setting('token')} a token of this zone that may read`;
  }
  if (answer.status === 404) return `the API has no zone ${zone.id} (${said}); change ${setting('id')}`;
  return answer.status === 200 ? null : `the API answered ${said}; see ${setting('api')}`;
}

async function side(name: string, label: string, url: string | null, setting: string): Promise<Line[]> {
  if (url === null) return [];
  try {
    const { status, error } = await get(`${url}/ready`, null);
    if (status === 200) return [];
    return [note(name, `${label} is not ready: ${status}${error === null ? '' : ` ${error}`}`)];
  } catch (error) {
    return [fail(name, `${label} at ${url} cannot be asked: ${whyNot(error)}; change ${setting}`)];
  }
}

/**
 * One zone: the API is there and ready, the token is let in, the zone exists, audit may be read, and STS and Gateway
 * answer where they are configured. Only GET.
 */
export async function checkZone(zone: Zone): Promise<Line[]> {
  const key = zone.key ?? null;
  const name = `zone ${zone.name}`;
  const own = { token: 'CARACAL_ADMIN_TOKEN', id: 'CARACAL_ZONE_ID', api: 'CARACAL_API_URL' } as Record<string, string>;
  const inFile = { token: 'admin_token_file', id: 'id', api: 'api_url' } as Record<string, string>;
  const setting = (of: string) => (key === null ? own[of]! : `${key}.${inFile[of]}`);
  const root = `${zone.apiUrl}/v1/zones/${encodeURIComponent(zone.id)}`;
  const sides = Promise.all([
    side(name, 'STS', zone.stsUrl, `${key}.sts_url`),
    side(name, 'the Gateway', zone.gatewayUrl, `${key}.gateway_url`),
  ]);
  const lines: Line[] = [];
  try {
    const ready = await get(`${zone.apiUrl}/ready`, null);
    const resources = await get(`${root}/resources`, zone.adminToken);
    const audit = await get(`${root}/audit?limit=1`, zone.adminToken);
    // The audit list never answers 404 of its own, so only what the other refuses counts here.
    const wrong = refusal(resources, zone, setting) ?? (audit.status === 404 ? null : refusal(audit, zone, setting));
    if (wrong !== null) lines.push(fail(name, wrong));
    else if (ready.status !== 200) {
      const reason = ready.error === null ? '' : ` ${ready.error}`;
      lines.push(note(name, `the token is let in, but the API is not ready: ${ready.status}${reason}`));
    } else lines.push(ok(name, `${zone.apiUrl} is ready, the token is let in, audit can be read`));
  } catch (error) {
    lines.push(fail(name, `the API at ${zone.apiUrl} cannot be asked: ${whyNot(error)}; change ${setting('api')}`));
  }
  lines.push(...(await sides).flat());
  if (key !== null && zone.channels.length === 0) {
    lines.push(note(name, `no channel may see it: add channels to ${key}.channels, or ["*"] for every channel`));
  }
  return lines;
}
