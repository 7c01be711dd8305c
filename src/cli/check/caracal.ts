import type { Caracal, Failed, ReadyService, Result } from '../../checks/caracal/client.ts';
import { createCaracal } from '../../checks/caracal/client.ts';
import type { Zone } from '../../config/types.ts';
import { fail, type Line, limitMs, note, ok } from './types.ts';

/** The name of a setting of this zone, in the file or in the environment. */
type Setting = (of: 'token' | 'id' | 'api' | 'sts' | 'gateway') => string;

function settingsOf(zone: Zone): Setting {
  const own = { token: 'CARACAL_ADMIN_TOKEN', id: 'CARACAL_ZONE_ID', api: 'CARACAL_API_URL' };
  const inFile = { token: 'admin_token_file', id: 'id', api: 'api_url', sts: 'sts_url', gateway: 'gateway_url' };
  return (of) => (zone.key === undefined ? own[of as 'token'] : `${zone.key}.${inFile[of]}`);
}

/** What was refused, and the exact setting to change. */
function refusal(failed: Failed, zone: Zone, setting: Setting): string {
  const code = failed.code === null ? '' : ` (${failed.code})`;
  switch (failed.kind) {
    case 'unauthorized':
      return `the API does not know the token${code}; change ${setting('token')}`;
    case 'forbidden':
      return `the token may not read zone ${zone.id}${code}; give ${setting('token')} a token of this zone that may read`;
    case 'not-found':
      return `the API has no zone ${zone.id}${code}; change ${setting('id')}`;
    case 'timeout':
    case 'unreachable':
      return `nothing answers at ${zone.apiUrl}; change ${setting('api')}`;
    default:
      return `${failed.sentence} See ${setting('api')}`;
  }
}

/** Asks once more where no answer came in time: a person waits here, and not a reply that is due. */
async function patiently<T>(ask: () => Promise<Result<T>>): Promise<Result<T>> {
  const answer = await ask();
  return !answer.ok && answer.kind === 'timeout' ? ask() : answer;
}

/** /ready of the API, of STS or of the Gateway, where it says something else than ready. */
async function ready(zone: Zone, caracal: Caracal, service: ReadyService, signal: AbortSignal): Promise<Line[]> {
  const name = `zone ${zone.name}`;
  const label = { api: 'the API', sts: 'STS', gateway: 'the Gateway' }[service];
  const answer = await patiently(() => caracal.ready(service, signal));
  if (!answer.ok) {
    // Where the API does not answer, the question about the zone has said so.
    if (service === 'api') return [];
    const url = service === 'sts' ? zone.stsUrl : zone.gatewayUrl;
    return [fail(name, `${label} does not answer at ${url}; change ${settingsOf(zone)(service)}`)];
  }
  const { status, reason } = answer.value;
  return answer.value.ready
    ? []
    : [note(name, `${label} is not ready: ${status}${reason === null ? '' : ` ${reason}`}`)];
}

/**
 * One zone: the API is there and ready, the token is let in, the zone exists, audit may be read, and STS and Gateway
 * answer where they are configured. Only GET.
 */
export async function checkZone(zone: Zone): Promise<Line[]> {
  const name = `zone ${zone.name}`;
  const setting = settingsOf(zone);
  const signal = AbortSignal.timeout(limitMs);
  const caracal = createCaracal({ ...zone, zone: zone.id });
  const [resources, audit, ...readiness] = await Promise.all([
    patiently(() => caracal.resources(signal)),
    patiently(() => caracal.audit(signal)),
    ...caracal.services.map((service) => ready(zone, caracal, service, signal)),
  ]);
  const failed = [resources, audit].find((answer) => !answer.ok) as Failed | undefined;
  const first =
    failed === undefined
      ? ok(name, `${zone.apiUrl} lets the token in, audit can be read`)
      : fail(name, refusal(failed, zone, setting));
  const lines = [first, ...readiness.flat()];
  if (zone.key !== undefined && zone.channels.length === 0) {
    lines.push(note(name, `no channel may see it: add channels to ${zone.key}.channels, or ["*"] for every channel`));
  }
  return lines;
}
