import type { Failed, Failure, ReadyService } from './types.ts';

const tokenSetting = 'CARACAL_ADMIN_TOKEN, or admin_token_file of the zone in the configuration file';
const apiSetting = 'CARACAL_API_URL, or api_url of the zone in the configuration file';

/** What is behind a failure and what to do, one or two sentences for people. */
const sentences: Record<Failure, (asked: Asked) => string> = {
  'not-found': ({ what }) => `The API has no ${what}.`,
  unauthorized: ({ what }) =>
    `The API does not know the admin token, so ${what} could not be read. Give it a current one: ${tokenSetting}.`,
  forbidden: ({ what }) =>
    `The admin token may not read ${what} of this zone. Give it a token of this zone that may read: ${tokenSetting}.`,
  'rate-limited': ({ what, who }) =>
    `${who} limits how often it may be asked, so ${what} was not read. Try again in a minute.`,
  timeout: ({ what, who }) =>
    `${who} did not answer in time, so ${what} was not read. Run \`caracal status --ready\`, then run the checks again.`,
  unreachable: ({ what, who, setting }) =>
    `${who} cannot be reached, so ${what} was not read. Start the stack with \`caracal up\`, or change ${setting}.`,
  garbage: ({ what, who, setting }) =>
    `${who} did not answer as Caracal does, so ${what} was not read. Check ${setting}.`,
  'server-error': ({ what, who }) =>
    `${who} answered with an error of its own, so ${what} was not read. See its log, then run the checks again.`,
  'too-large': ({ what }) =>
    `The answer about ${what} is larger than 1 MB and was not read. Look at it in the Console.`,
  redirect: ({ what, who, setting }) =>
    `${who} sends requests elsewhere, and redirects are not followed, so ${what} was not read. Set the final address: ${setting}.`,
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

export function failed(kind: Failure, asked: Asked, code: string | null = null): Failed {
  const sentence =
    kind === 'not-found' && code === 'request_not_found'
      ? 'Audit of this zone has nothing under this request ID.'
      : sentences[kind](asked);
  return { ok: false, kind, code, sentence };
}
