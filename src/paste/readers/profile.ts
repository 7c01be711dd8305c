import type { Reader } from '../reading.ts';

/** Keys of a `caracal.toml`. Source: caracal 2026.06 section 3.1; `default_ttl_seconds` 1.0 section 3. */
export const profileKeys = [
  'zone_id',
  'application_id',
  'zone_url',
  'sts_url',
  'coordinator_url',
  'gateway_url',
  'app_client_secret',
  'app_client_secret_file',
  'ttl_seconds',
  'default_ttl_seconds',
  'continue_on_failure',
];

const tables = ['[[credentials]]', '[[optional_credentials]]', '[mcp_governance]'];

/** A pasted `caracal.toml`: at least two of its lines. */
export const readProfile: Reader = (reading) => {
  let first = -1;
  let last = -1;
  let marks = 0;
  reading.lines.forEach((line, index) => {
    const text = line.text.trim();
    const key = assigned(text);
    const known = (key !== null && profileKeys.includes(key)) || tables.includes(text);
    const inside = first >= 0 && index - last <= 3 && (key !== null || text === '' || text.startsWith('#'));
    if (!known && !(inside && key !== null)) return;
    if (known) marks++;
    if (first < 0) first = index;
    last = index;
    const value = text
      .slice(text.indexOf('=') + 1)
      .trim()
      .replaceAll('"', '')
      .replaceAll("'", '');
    if (key === 'zone_id') reading.mentions.zones.push(value);
    if (key === 'application_id') reading.mentions.applications.push(value);
    if (key === 'resource') reading.mentions.resources.push(value);
  });
  if (marks < 2) return;
  const lines = reading.lines.slice(first, last + 1);
  const line = lines[0]?.number ?? 1;
  reading.evidence.push({ kind: 'profile', line, toml: lines.map((entry) => entry.text).join('\n') });
  reading.fact('profile.pasted', 'yes', line);
};

/** The key of `key = value` with a TOML value, or null. */
function assigned(text: string): string | null {
  const equals = text.indexOf('=');
  if (equals <= 0 || equals > 40) return null;
  const key = text.slice(0, equals).trim();
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i);
    if (!((code >= 97 && code <= 122) || code === 95 || code === 45)) return null;
  }
  const value = text.slice(equals + 1).trim();
  if (text[equals - 1] !== ' ' && !value.startsWith('"')) return null;
  return value === '' || '"\'[{-+'.includes(value[0] as string) || isWordValue(value) ? key : null;
}

function isWordValue(value: string): boolean {
  return (
    value === 'true' ||
    value === 'false' ||
    (value.charCodeAt(0) >= 48 && value.charCodeAt(0) <= 57) ||
    !value.includes(' ')
  );
}
