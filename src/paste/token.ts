import type { TokenFacts } from './types.ts';

/**
 * Reads the payload of a JWT as far as a diagnosis needs it (claims: caracal 2026.06 section 5, 1.0 section 4); the signature is not looked at and the token is not kept.
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
  if (decoded === null || typeof decoded !== 'object' || Array.isArray(decoded)) return null;
  const claims = decoded as Record<string, unknown>;
  const scopes = [...list(claims.scopes), ...list(claims.scope)].flatMap((scope) => scope.split(' '));
  return {
    line,
    issuer: text(claims.iss),
    audience: list(claims.aud),
    zone: text(claims.zone_id),
    application: text(claims.application_id) ?? text(claims.client_id),
    resources: [...list(claims.resource), ...list(claims.target)],
    scopes: scopes.filter((scope) => scope !== ''),
    use: text(claims.use) ?? text(claims.token_use),
    issuedAt: milliseconds(claims.iat),
    expiresAt: milliseconds(claims.exp),
  };
}

/** The claim as texts; anything that is no text is left out, for a token may say what it likes. */
function list(claim: unknown): string[] {
  return [claim].flat().filter((value) => typeof value === 'string');
}

function text(claim: unknown): string | null {
  return typeof claim === 'string' ? claim : null;
}

function milliseconds(seconds: unknown): number | null {
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : null;
}
