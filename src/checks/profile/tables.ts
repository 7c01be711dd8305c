import type { Edition } from '../../knowledge/schema.ts';
import type { Fault } from './loader.ts';
import { lineInTable, lineOf, tableLine } from './text.ts';

/** Keys and values of the tables. Source: caracal 2026.06 section 3.1; 1.0 section 3.5 reads only `resource` and `upstream_prefix`. */
const keys = ['env', 'resource', 'upstream_prefix', 'credential_type'];
const blocked = [
  'NODE_OPTIONS',
  'BUN_OPTIONS',
  'LD_PRELOAD',
  'LD_LIBRARY_PATH',
  'DYLD_INSERT_LIBRARIES',
  'DYLD_LIBRARY_PATH',
];

type Values = Record<string, unknown>;
type Say = (key: string, says: string, about?: Fault['about']) => void;

/** Every fault of the credentials and the other tables. */
export function checkTables(values: Values, toml: string, edition: Edition): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const name of ['credentials', 'optional_credentials']) {
    const list = values[name];
    if (list === undefined) continue;
    if (!Array.isArray(list)) {
      faults.push({
        line: lineOf(toml, name) ?? tableLine(toml, name, 0),
        says: `${name} must be [[${name}]]`,
        about: 'profile',
      });
      continue;
    }
    list.forEach((entry, i) => {
      const start = tableLine(toml, name, i);
      const say: Say = (key, says, about = 'profile') =>
        faults.push({ line: lineInTable(toml, start, key), says: `${name}[${i}]${says}`, about });
      if (typeof entry !== 'object' || entry === null) say(name, ' must be a table');
      else checkCredential(entry as Values, name, edition, seen, say);
    });
  }
  const isComplete = values.zone_id !== undefined && values.application_id !== undefined;
  if (isComplete && values.credentials === undefined && values.optional_credentials === undefined)
    faults.push({ line: null, says: 'the SDKs need at least one [[credentials]] with a resource', about: 'sdk' });
  const governance = values.mcp_governance as Values | undefined;
  if (edition === '2026.06' && governance !== undefined && governance.mode !== 'block' && governance.mode !== 'log')
    faults.push({
      line: tableLine(toml, 'mcp_governance', 0),
      says: "mcp_governance.mode must be 'block' or 'log'",
      about: 'profile',
    });
  return faults;
}

function checkCredential(entry: Values, table: string, edition: Edition, seen: Set<string>, say: Say): void {
  const { env, resource, upstream_prefix: prefix, credential_type: type, on_failure: onFailure } = entry;
  if (typeof resource !== 'string' || resource === '') say('resource', '.resource is required');
  if (prefix !== undefined && (typeof prefix !== 'string' || !URL.canParse(prefix)))
    say('upstream_prefix', '.upstream_prefix must be an absolute URL');
  if (edition === '1.0') return;
  const allowed = table === 'credentials' ? keys : [...keys, 'on_failure'];
  for (const key of Object.keys(entry)) if (!allowed.includes(key)) say(key, `: unknown field '${key}'`);
  if (typeof env !== 'string' || !isName(env)) say('env', '.env must be a name of letters, digits and _');
  else if (blocked.includes(env)) say('env', `: blocked credential env '${env}'`);
  else if (seen.has(env)) say('env', `: duplicate credential env '${env}'`);
  else seen.add(env);
  if (type !== undefined && type !== 'provider_token' && type !== 'caracal_mandate')
    say('credential_type', '.credential_type must be provider_token or caracal_mandate');
  if (onFailure !== undefined && onFailure !== 'warn' && onFailure !== 'error')
    say('on_failure', ".on_failure must be 'warn' or 'error'");
}

function isName(value: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(value);
}
