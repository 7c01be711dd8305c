import { buildAutomaton } from '../patterns/automaton.ts';

/** Names, headers, paths and files that are Caracal's and nobody else's. Source: caracal 2026.06 sections 2 to 8. */
const marks = [
  'caracal',
  'garudex',
  'resource://',
  '/oauth/2/token',
  '/v1/zones/',
  ':4000/zones/',
  'localhost:8081',
  '127.0.0.1:8081',
  'localhost port 8081',
  'credential_expired_not_renewable',
  'pre-flight window',
  'gateway_resource_request',
  'exchange_denied',
  'no_active_policy_set',
  'x-caracal',
  '$gw/',
  '$sts/',
];

const automaton = buildAutomaton(marks);

/** Is something of Caracal's in the lines beyond doubt? */
export function mentionsCaracal(lines: readonly string[]): boolean {
  return lines.some((line) => {
    let found = false;
    automaton.scan(line, (index, end) => {
      const mark = marks[index] as string;
      found ||= mark.length <= 16 || line.startsWith(mark.slice(16), end);
    });
    return found;
  });
}
