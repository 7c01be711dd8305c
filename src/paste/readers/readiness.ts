import { regex } from '../../patterns/regex.ts';
import { buildScanner } from '../../patterns/scanner.ts';
import { numberOf, type Reader, type Reading, stringOf } from '../reading.ts';
import type { ServiceState } from '../types.ts';

/**
 * `caracal status [--ready] [--json]`: whole, minified, cut off or as a table; the body of a service's /ready; the list
 * that `caracal up` prints when it gives up. Source: caracal 2026.06 sections 1 and 2.1.
 */
export const readReadiness: Reader = (reading) => {
  const services = [...fromObjects(reading), ...fromTable(reading), ...fromUp(reading)];
  const bodies = fromReadyBodies(reading);
  const states = [...services, ...bodies];
  if (states.length === 0) return;
  const first = states.reduce((least, state) => Math.min(least, state.line), Number.POSITIVE_INFINITY);
  reading.evidence.push({ kind: 'readiness', line: first, services: states });
  for (const state of states) {
    if (state.ok) continue;
    reading.fact('readiness.service', state.name, state.line);
    reading.fact('readiness.reason', reasonOf(state.detail), state.line);
  }
};

/** `503 postgres_unreachable` → `postgres_unreachable`; `timeout` stays; `503` is `503`. */
function reasonOf(detail: string): string {
  const space = detail.indexOf(' ');
  return space === 3 ? detail.slice(4) : detail;
}

function fromObjects(reading: Reading): ServiceState[] {
  const states: ServiceState[] = [];
  for (const { value, line } of reading.objects) {
    if (typeof value.ok !== 'boolean') continue;
    const name = stringOf(value, 'name') ?? nameOfPort(reading, numberOf(value, 'port'));
    if (!name) continue;
    const detail = stringOf(value, 'detail') ?? String(value.detail ?? '');
    if (numberOf(value, 'port') === null && detail === '') continue;
    const at = (value.ok ? null : reading.lineOf(value, 'detail')) ?? reading.lineOf(value, 'ok') ?? line;
    states.push({ name: name.toLowerCase(), port: numberOf(value, 'port'), ok: value.ok, detail, line: at });
  }
  return states;
}

/** A paste that starts in the middle of an entry has lost the name. */
function nameOfPort(reading: Reading, port: number | null): string | null {
  return reading.known.services.find((service) => service.port === port)?.name ?? null;
}

const tableRow = regex(
  '^\\W{0,8}([a-z]{2,20})\\s{1,20}(\\d{2,5})\\s{1,12}(?:ready|health)\\s{1,12}(\\S{1,3}\\s{1,4})?(ok|down)\\b\\s{0,12}(.{0,200})$',
);

function fromTable(reading: Reading): ServiceState[] {
  const states: ServiceState[] = [];
  reading.lines.forEach((line) => {
    if (
      line.text.length > 300 ||
      !(line.text.includes('ready') || line.text.includes('health') || line.text.includes('READY'))
    )
      return;
    const match = tableRow.exec(line.text);
    if (!match) return;
    const [, name, port, , state, detail] = match.groups;
    states.push({
      name: (name ?? '').toLowerCase(),
      port: Number(port),
      ok: state?.toLowerCase() === 'ok',
      detail: (detail ?? '').trim(),
      line: line.number,
    });
  });
  return states;
}

const upMark = 'did not become ready';
const upEntry = regex('^\\s*([a-z]{2,20})\\s+(timeout|unreachable|\\d{3}(?:\\s.{0,160})?)\\s*$');

function fromUp(reading: Reading): ServiceState[] {
  const states: ServiceState[] = [];
  for (const line of reading.lines) {
    const at = line.text.indexOf(upMark);
    if (at < 0) continue;
    const list = line.text.slice(at + upMark.length, at + 1000);
    for (const entry of list.slice(list.indexOf(':') + 1).split(';')) {
      const match = upEntry.exec(entry);
      if (!match) continue;
      const name = (match.groups[1] ?? '').toLowerCase();
      const port = reading.known.services.find((service) => service.name === name)?.port ?? null;
      states.push({ name, port, ok: false, detail: (match.groups[2] ?? '').trim(), line: line.number });
    }
  }
  return states;
}

const readyCommand = buildScanner([
  '(?:localhost|127\\.0\\.0\\.1|\\$[a-z_]{1,20}|[a-z]{2,20}):?(\\d{4})?/(?:ready|health)\\b',
]);

/** `{"ok":false,"ready":false,"reason":…}` and `{"ok":false,"error":…,"dependency":…}`, by the command above or the reason. */
function fromReadyBodies(reading: Reading): ServiceState[] {
  const states: ServiceState[] = [];
  for (const { value, line } of reading.objects) {
    if (stringOf(value, 'name')) continue;
    const failed = value.ok === false || value.ready === false;
    if (!failed && value.ok !== true && value.ready !== true) continue;
    const reason = stringOf(value, 'reason', 'error');
    const known = reason !== null && reading.known.readiness.some((entry) => entry.reason === reason);
    const dependency = typeof value.dependency === 'string';
    if (failed && !known && !dependency && value.draining !== true) continue;
    const asked = askedBefore(reading, line);
    if (!failed && !asked) continue;
    const detail = failed ? `503${reason ? ` ${reason}` : ''}` : '200';
    const at = reading.lineOf(value, 'reason') ?? reading.lineOf(value, 'error') ?? line;
    states.push({ name: asked?.name ?? 'service', port: asked?.port ?? null, ok: !failed, detail, line: at });
  }
  return states;
}

function askedBefore(reading: Reading, line: number): { name: string; port: number | null } | null {
  const before = reading.lines.filter((entry) => entry.number > line - 16 && entry.number <= line);
  const found = readyCommand.scan(before.map((entry) => entry.text)).at(-1);
  if (!found) return null;
  const { start, end } = found.span();
  const text = before[found.line]?.text.slice(start, end).toLowerCase() ?? '';
  const service = reading.known.services.find(
    (entry) =>
      text.includes(String(entry.port)) ||
      text.includes(entry.name) ||
      nicknames[entry.name]?.some((nick) => text.includes(nick)),
  );
  return service ? { name: service.name, port: service.port } : { name: 'service', port: null };
}

/** Variables that people put a service's address in. */
const nicknames: Record<string, string[]> = { gateway: ['$gw'], coordinator: ['$coord'] };
