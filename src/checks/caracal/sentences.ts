import type { Failed, Failure, ReadyService } from './types.ts';

const tokenSetting = 'CARACAL_ADMIN_TOKEN, or admin_token_file of the zone in the configuration file';
const apiSetting = 'CARACAL_API_URL, or api_url of the zone in the configuration file';

/**
 * What is behind a failure and what to do, one or two sentences for people. Where it would be the same whatever was asked, what
 * was asked is left out: several questions then give one sentence, and an answer says it once.
 */
const sentences: Record<Failure, (asked: Asked) => string> = {
  'not-found': ({ what }) => `The Admin API knows nothing of ${what} here.`,
  unauthorized: () => `The API does not know the admin token. Give it a current one: ${tokenSetting}.`,
  forbidden: ({ what }) =>
    `The admin token may not read ${what} of this zone. Give it a token of this zone that may read: ${tokenSetting}.`,
  'rate-limited': ({ who }) => `${who} limits how often it may be asked. Try again in a minute.`,
  timeout: ({ who }) => `${who} did not answer in time. Run \`caracal status --ready\`, then run the checks again.`,
  unreachable: ({ who, setting }) =>
    `${who} cannot be reached. Start the stack with \`caracal up\`, or change ${setting}.`,
  garbage: ({ who, setting }) => `${who} did not answer as Caracal does. Check ${setting}.`,
  'server-error': ({ who }) => `${who} answered with an error of its own. See its log, then run the checks again.`,
  'too-large': ({ what }) =>
    `The answer about ${what} is larger than 1 MB and was not read. Look at it in the Console.`,
  redirect: ({ who, setting }) =>
    `${who} sends requests elsewhere, and redirects are not followed. Set the final address: ${setting}.`,
};

/** Where a code of the API says more than the kind of failure. */
const codes: Record<string, string> = {
  request_not_found: 'Audit of this zone has nothing under this request ID.',
  admin_token_zone_mismatch: `The admin token is for another zone. Give it one of this zone: ${tokenSetting}.`,
};

export interface Asked {
  /** "audit", "the resources" … */
  what: string;
  /** Who was asked: "The Admin API". No address: the sentence may stand in a channel. */
  who: string;
  setting: string;
}

/** Who is asked, and the setting that says where. */
export function askedOf(service: ReadyService, what: string): Asked {
  const setting = service === 'api' ? apiSetting : `${service}_url of the zone in the configuration file`;
  return { what, who: { api: 'The Admin API', sts: 'STS', gateway: 'The Gateway' }[service], setting };
}

/** A failure with its sentence. */
export function failed(kind: Failure, asked: Asked, code: string | null = null): Failed {
  const known = code !== null && Object.hasOwn(codes, code) ? codes[code] : undefined;
  return { ok: false, kind, code, sentence: known ?? sentences[kind](asked) };
}
