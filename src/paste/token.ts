import { z } from 'zod';
import type { TokenFacts } from './types.ts';

/** Claims of a Caracal mandate as far as a diagnosis needs them. Source: caracal 2026.06 section 5, 1.0 section 4. */
const Claims = z.looseObject({
  iss: z.string().optional().catch(undefined),
  aud: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
  sub: z.string().optional().catch(undefined),
  zone_id: z.string().optional().catch(undefined),
  client_id: z.string().optional().catch(undefined),
  application_id: z.string().optional().catch(undefined),
  resource: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
  scope: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
  scopes: z.array(z.string()).optional().catch(undefined),
  target: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
  use: z.string().optional().catch(undefined),
  token_use: z.string().optional().catch(undefined),
  iat: z.number().optional().catch(undefined),
  exp: z.number().optional().catch(undefined),
});

/**
 * Reads the payload of a JWT; the signature is not looked at and the token is not kept.
 * @param token `header.payload.signature`, perhaps cut off after the payload
 * @param line where it stood, counted from 1
 * @returns null where the payload is no JSON object
 */
export function tokenFacts(token: string, line: number): TokenFacts | null {
  const payload = token.split('.')[1];
  if (!payload) return null;
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  const claims = Claims.safeParse(decoded);
  if (!claims.success) return null;
  const { data } = claims;
  const scopes = data.scopes ?? list(data.scope).flatMap((scope) => scope.split(' '));
  return {
    line,
    issuer: data.iss ?? null,
    audience: list(data.aud),
    zone: data.zone_id ?? null,
    application: data.application_id ?? data.client_id ?? null,
    resources: [...list(data.resource), ...list(data.target)],
    scopes: scopes.filter((scope) => scope !== ''),
    use: data.use ?? data.token_use ?? null,
    issuedAt: milliseconds(data.iat),
    expiresAt: milliseconds(data.exp),
  };
}

function list(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

function milliseconds(seconds: number | undefined): number | null {
  return seconds === undefined || !Number.isFinite(seconds) ? null : seconds * 1000;
}
