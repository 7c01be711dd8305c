/** A UUID as it stands in a line. */
export interface Uuid {
  value: string;
  at: number;
}

/** UUIDs of a line, also those that the Console cut off after 23 characters. */
export function uuidsIn(text: string): Uuid[] {
  const found: Uuid[] = [];
  for (let dash = text.indexOf('-'); dash >= 0; dash = text.indexOf('-', dash + 1)) {
    const at = dash - 8;
    if (at < 0 || text[dash + 5] !== '-' || text[dash + 10] !== '-' || !allHex(text, at, 8)) continue;
    if (!allHex(text, dash + 1, 4) || !allHex(text, dash + 6, 4) || !allHex(text, dash + 11, 4)) continue;
    if (isHex(text[at - 1])) continue;
    const full = text[dash + 15] === '-' && allHex(text, dash + 16, 12);
    if (full) found.push({ value: text.slice(at, dash + 28), at });
    else if (text[dash + 15] === '…') found.push({ value: text.slice(at, dash + 16), at });
    dash += 10;
  }
  return found;
}

/** Are these characters hexadecimal digits? */
export function allHex(text: string, at: number, count: number): boolean {
  for (let i = at; i < at + count; i++) if (!isHex(text[i])) return false;
  return true;
}

function isHex(char: string | undefined): boolean {
  return (
    char !== undefined && ((char >= '0' && char <= '9') || (char >= 'a' && char <= 'f') || (char >= 'A' && char <= 'F'))
  );
}
