import type { Edition } from '../../knowledge/schema.ts';
import { profileKeys } from '../../paste/readers/profile.ts';
import { nearest } from '../nearest.ts';
import type { Fault } from './loader.ts';
import { lineOf } from './text.ts';

/** Keys of the top level. Sources: caracal 2026.06 section 3.1, 1.0 section 3.5. */
const later = [...profileKeys, 'credentials', 'optional_credentials', 'mcp_governance'];
const june = later.filter((key) => key !== 'default_ttl_seconds');
const texts = ['zone_id', 'application_id', 'app_client_secret', 'app_client_secret_file'];
const urls = ['zone_url', 'sts_url', 'coordinator_url', 'gateway_url'];
const ports: Record<string, string> = {
  sts_url: '8080',
  zone_url: '8080',
  coordinator_url: '4000',
  gateway_url: '8081',
};

type Values = Record<string, unknown>;

/** Every fault of the keys at the top level, in the order of the lines. */
export function checkFields(values: Values, toml: string, edition: Edition): Fault[] {
  const faults: Fault[] = [];
  const say = (key: string, says: string, about: Fault['about'] = 'profile') =>
    faults.push({ line: lineOf(toml, key), says, about });
  unknownKeys(values, edition, say);
  // Of an excerpt without its head nothing is known.
  const hasHead = values.zone_id !== undefined || values.application_id !== undefined;
  for (const key of ['zone_id', 'application_id'])
    if (hasHead && values[key] === undefined) say(key, `${key} is required`);
  for (const key of texts) {
    const value = values[key];
    if (value !== undefined && (typeof value !== 'string' || value.trim() === ''))
      say(key, `${key} must be a non-empty string`);
  }
  for (const key of urls) checkUrl(key, values[key], edition, say);
  checkSecrets(values, say);
  checkNumbers(values, edition, say);
  return faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

type Say = (key: string, says: string, about?: Fault['about']) => void;

/** The loader of 2026.06 refuses them; the SDKs, and 1.0, pass over them, which hides a misspelt one. */
function unknownKeys(values: Values, edition: Edition, say: Say): void {
  const known = edition === '1.0' ? later : june;
  for (const key of Object.keys(values)) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    const meant = near ? `; ${near.value} is the nearest one` : '';
    if (edition === '2026.06' || near) say(key, `unknown runtime config field '${key}'${meant}`);
  }
}

function checkUrl(key: string, value: unknown, edition: Edition, say: Say): void {
  if (value === undefined) return;
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null;
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url === null || !isHttp) {
    say(key, url === null ? `${key} must be an absolute URL` : `${key} must use http or https`);
    return;
  }
  const { protocol, port, hostname, username } = url;
  if (username !== '') say(key, `${key} must not carry a user name`);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol === 'http:' && !isLocal && hostname.includes('.'))
    say(
      key,
      edition === '1.0'
        ? `${key} must use https for non-local hosts`
        : `${key} must use https outside local development`,
    );
  const owner = Object.entries(ports).find(
    ([other, usual]) => usual === port && ports[key] !== usual && other !== 'zone_url',
  );
  if (isLocal && owner) say(key, `${key} has port ${port}, which is the one of ${owner[0]}`);
}

function checkSecrets(values: Values, say: Say): void {
  const { app_client_secret: inline, app_client_secret_file: file } = values;
  if (inline !== undefined && file !== undefined)
    say('app_client_secret_file', 'set only one of app_client_secret or app_client_secret_file', 'secret');
  // A pasted secret was replaced by a placeholder before this is read.
  if (typeof file === 'string' && (file.startsWith('cs_') || file.startsWith('[client secret')))
    say('app_client_secret_file', 'the client secret stands where the path of its file belongs', 'secret');
  if (typeof file === 'string' && file.startsWith('~'))
    say('app_client_secret_file', '~ is not expanded: write the whole path', 'secret');
}

function checkNumbers(values: Values, edition: Edition, say: Say): void {
  const { ttl_seconds: ttl, default_ttl_seconds: standard, continue_on_failure: go } = values;
  if (edition === '1.0') {
    if (standard !== undefined && !(isWhole(standard) && standard > 0))
      say('default_ttl_seconds', 'default_ttl_seconds must be a positive integer');
    return;
  }
  if (ttl !== undefined && !isWhole(ttl)) say('ttl_seconds', 'ttl_seconds must be an integer');
  else if (isWhole(ttl) && (ttl < 1 || ttl > 900)) say('ttl_seconds', 'ttl_seconds must be between 1 and 900');
  if (go !== undefined && typeof go !== 'boolean') say('continue_on_failure', 'continue_on_failure must be a boolean');
}

const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value);
