import { isIPv6 } from 'node:net';
import { plain } from './environment.ts';
import type { Env, Problem } from './types.ts';

const isHostChar = (char: string): boolean =>
  (char >= 'a' && char <= 'z') || (char >= '0' && char <= '9') || '-._'.includes(char);

/** HOST: a name or an address, without a port or a scheme. */
export function readHost(env: Env, problems: Problem[]): string {
  const everywhere = '0.0.0.0';
  const host = plain(env, 'HOST') ?? everywhere;
  if ([...host.toLowerCase()].every(isHostChar) || isIPv6(host)) return host;
  problems.push({
    key: 'HOST',
    message: 'is not the name or address of a network interface; use 0.0.0.0 or 127.0.0.1, and PORT for the port',
  });
  return everywhere;
}

/** PORT: 0 picks a free one. */
export function readPort(env: Env, problems: Problem[]): number {
  const value = plain(env, 'PORT');
  if (value === null) return 3055;
  const port = Number(value);
  const digits = [...value].every((char) => char >= '0' && char <= '9');
  if (digits && port <= 65_535) return port;
  problems.push({ key: 'PORT', message: 'must be a whole number from 0 to 65535; 0 picks a free port' });
  return 3055;
}
