import { resolve } from 'node:path';
import { notSet, plain, readSecretFile, secret } from './environment.ts';
import type { PartialFile } from './file.ts';
import type { Env, Files, Need, Problem, Zone } from './types.ts';
import { readUrl } from './url.ts';

const standard = 'http://localhost:3000';

type FileZone = Zone & { key: string };

/** The zones of the file, each with its token read. What is missing in a zone is a problem already. */
function fromFile(file: PartialFile, folder: string, files: Files, problems: Problem[]): FileZone[] {
  return (file.zones ?? []).flatMap((zone, i): FileZone[] => {
    const key = `zones[${i}]`;
    const path = zone.admin_token_file;
    const read = path === undefined ? null : readSecretFile(resolve(folder, path), files);
    if (read && 'wrong' in read) problems.push({ key: `${key}.admin_token_file`, message: read.wrong });
    if (zone.id === undefined) return [];
    const one = {
      key,
      id: zone.id,
      name: zone.name ?? zone.id,
      apiUrl: zone.api_url ?? standard,
      adminToken: read && 'secret' in read ? read.secret : '',
      stsUrl: zone.sts_url ?? null,
      gatewayUrl: zone.gateway_url ?? null,
      // Nothing named, nothing allowed: data of a zone is shown only where the file says so.
      channels: zone.channels ?? [],
      users: zone.users ?? [],
    };
    return [one];
  });
}

/**
 * The one zone that the environment can give, for a try without a file: every channel may see it. CARACAL_ZONE_ID is also a
 * setting of Caracal's own SDK, so `diagnose` takes a half-set zone for somebody else's.
 */
function fromEnvironment(env: Env, need: Need, files: Files, problems: Problem[]): Zone | null {
  const id = plain(env, 'CARACAL_ZONE_ID');
  const before = problems.length;
  const adminToken = secret(env, 'CARACAL_ADMIN_TOKEN', files, problems);
  if (problems.length > before) return null;
  if (id === null && adminToken === null) return null;
  if (id === null || adminToken === null) {
    if (need === 'serve' || need === 'check') {
      const missing =
        id === null
          ? notSet(env, 'CARACAL_ZONE_ID', 'it goes with CARACAL_ADMIN_TOKEN: set both, or neither')
          : notSet(env, 'CARACAL_ADMIN_TOKEN', 'it goes with CARACAL_ZONE_ID: set both, or neither');
      problems.push(missing);
    }
    return null;
  }
  const api = readUrl(plain(env, 'CARACAL_API_URL') ?? standard, standard);
  if ('wrong' in api) {
    problems.push({ key: 'CARACAL_API_URL', message: api.wrong });
    return null;
  }
  return { id, name: id, apiUrl: api.url, adminToken, stsUrl: null, gatewayUrl: null, channels: ['*'], users: [] };
}

/** All zones, of the environment and of the file; an ID that stands twice is a problem. */
export function readZones(
  env: Env,
  file: PartialFile,
  folder: string,
  need: Need,
  files: Files,
  problems: Problem[],
): Zone[] {
  if (need === 'sandbox') return [];
  const own = fromEnvironment(env, need, files, problems);
  const listed = fromFile(file, folder, files, problems);
  for (const zone of listed) {
    const key = `${zone.key}.id`;
    const first = listed.find((other) => other.id === zone.id);
    if (first && first !== zone) problems.push({ key, message: `is the same as ${first.key}.id; keep one of them` });
    if (own?.id === zone.id) problems.push({ key, message: 'is also CARACAL_ZONE_ID; keep the zone in one place' });
  }
  return own === null ? listed : [own, ...listed];
}
