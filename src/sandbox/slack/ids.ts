import { randomBytes, randomUUID } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An ID as Slack makes them: a letter for the kind, then ten capitals and digits. */
export function newId(prefix: string): string {
  let id = `${prefix}0`;
  for (const byte of randomBytes(9)) id += LETTERS[byte % LETTERS.length];
  return id;
}

/** A short opaque string, as in block IDs, hashes and URLs. */
export function token(bytes = 6): string {
  return randomBytes(bytes).toString('base64url').replace(/[-_]/g, 'x');
}

export const newEnvelopeId = (): string => randomUUID();

/** Makes timestamps that never repeat, also within one millisecond: they are the names of messages. */
export function createTimestamps(): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now() * 1000);
    const text = String(last);
    return `${text.slice(0, -6)}.${text.slice(-6)}`;
  };
}
