import { lineNumbered } from '../lines.ts';
import type { LooseObject } from '../loose.ts';
import { numberOf, type Reader, type Reading, stringOf } from '../reading.ts';

/** Log lines of the services: pino (API, Coordinator) and zerolog (STS, Gateway, audit). Source: 2026.06 section 5, 1.0 section 9. */
export const readLogs: Reader = (reading) => {
  for (const { value, line } of reading.objects) {
    const message = stringOf(value, 'msg', 'message');
    const service = stringOf(value, 'service');
    if (isOurs(value, service, reading)) reading.caracal = true;
    const level = value.level === undefined || value.level === null ? null : String(value.level);
    if (!message || (!service && level === null)) continue;
    const at = reading.lineOf(value, 'msg') ?? reading.lineOf(value, 'message') ?? line;
    const source = service ?? lineNumbered(reading.lines, line)?.source ?? null;
    const name = source?.replace('-bootstrap', '') ?? null;
    const error = stringOf(value, 'error', 'cause', 'err');
    reading.evidence.push({
      kind: 'log',
      line: at,
      level,
      service: name,
      message,
      error,
      requestId: stringOf(value, 'request_id', 'requestId'),
      status: numberOf(value, 'status'),
    });
    reading.fact('log.message', message, at);
    reading.fact('log.error', error, reading.lineOf(value, 'error') ?? at);
    reading.fact('log.service', name, at);
    reading.fact('error.code', stringOf(value, 'error_code'), at);
    const resource = stringOf(value, 'resource');
    if (resource) reading.mentions.resources.push(resource);
  }
};

/** A service of the stack with the fields that Caracal's loggers put into every line. */
function isOurs(value: LooseObject, service: string | null, reading: Reading): boolean {
  const known = reading.known.services.some(({ name }) => name === service?.replace('-bootstrap', ''));
  return known && ['version', 'env', 'pid', 'hostname'].every((key) => key in value);
}
