/** Where a key of a TOML text stands: the line of its nth assignment, counted from 1; null where it is not there. */
export function lineOf(toml: string, key: string, nth = 0): number | null {
  let seen = 0;
  const lines = toml.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const text = lines[i]!.trimStart();
    if (!text.startsWith(key) || !text.slice(key.length).trimStart().startsWith('=')) continue;
    if (seen === nth) return i + 1;
    seen++;
  }
  return null;
}

/** Where the nth table of a name begins. */
export function tableLine(toml: string, name: string, nth: number): number | null {
  const heads = toml
    .split('\n')
    .map((text, i) => ({ text: text.trim(), line: i + 1 }))
    .filter(({ text }) => text === `[[${name}]]` || text === `[${name}]`);
  return heads[nth]?.line ?? null;
}

/** The line of a key within the table that begins at a line. */
export function lineInTable(toml: string, start: number | null, key: string): number | null {
  if (start === null) return lineOf(toml, key);
  const lines = toml.split('\n');
  for (let i = start; i < lines.length && !lines[i]!.trimStart().startsWith('['); i++) {
    const text = lines[i]!.trimStart();
    if (text.startsWith(key) && text.slice(key.length).trimStart().startsWith('=')) return i + 1;
  }
  return start;
}
