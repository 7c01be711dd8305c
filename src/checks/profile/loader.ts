import { parse, TomlError } from 'smol-toml';
import type { Edition } from '../../knowledge/schema.ts';
import { checkFields } from './fields.ts';
import { checkTables } from './tables.ts';

/** Something that a loader refuses. `about` decides which row it belongs to. */
export interface Fault {
  /** Of the TOML text, counted from 1; null where nothing stands that could be pointed to. */
  line: number | null;
  says: string;
  about: 'profile' | 'secret' | 'sdk';
}

export interface Loaded {
  /** Empty where the text is no TOML. */
  values: Record<string, unknown>;
  faults: Fault[];
}

/**
 * Reads a profile as the product's loaders do: strictly, field by field. Sources: caracal 2026.06 sections 3.1 to 3.6,
 * 1.0 section 3.5.
 * @param toml as pasted, secrets replaced by placeholders
 */
export function loadProfile(toml: string, edition: Edition): Loaded {
  let values: Record<string, unknown>;
  try {
    values = parse(toml);
  } catch (error) {
    const line = error instanceof TomlError ? error.line : null;
    const [first = ''] = error instanceof Error ? error.message.split('\n', 1) : [];
    const why = first.startsWith('Invalid TOML document: ') ? first.slice(23) : first;
    return { values: {}, faults: [{ line, says: `this is no TOML: ${why}${hint(toml, line)}`, about: 'profile' }] };
  }
  return { values, faults: [...checkFields(values, toml, edition), ...checkTables(values, toml, edition)] };
}

/** What is behind the two mistakes that people make most. */
function hint(toml: string, line: number | null): string {
  const text = line === null ? '' : (toml.split('\n')[line - 1] ?? '');
  if (text.includes('\\')) return '; write backslashes of a Windows path twice, or the path in single quotes';
  return text.includes('=') && !text.includes('"') && !text.includes("'") ? '; put the value in quotes' : '';
}

/**
 * What the Go SDK of 2026.06 cannot read: its parser knows only `key = "text"`. The first such line.
 * Source: caracal 2026.06 section 3.6.
 */
export function goFault(toml: string): Fault | null {
  const lines = toml.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const text = lines[i]!.trim();
    if (text === '' || text.startsWith('#') || text.startsWith('[')) continue;
    const equals = text.indexOf('=');
    const value = equals < 0 ? '' : text.slice(equals + 1).trim();
    if (value.startsWith('"') && value.length > 1 && value.endsWith('"')) continue;
    return {
      line: i + 1,
      says: 'the Go SDK of 2026.06 reads only text in double quotes; delete this line',
      about: 'sdk',
    };
  }
  return null;
}
