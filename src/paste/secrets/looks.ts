/** What a value looks like: drawn by a machine, or a word of a person. */

/** Letters with digits, or both cases, in one run: a word of a sentence is neither. */
export function looksRandom(value: string, mixed = 16): boolean {
  const { digits, lower, upper } = counts(value);
  if (isUuid(value)) return false;
  return (digits > 0 && lower + upper > 0) || digits >= 16 || (upper > 1 && lower > 1 && value.length >= mixed);
}

/** Digits and both cases, or a long run of hexadecimal digits. */
export function looksMixed(value: string): boolean {
  if (isUuid(value)) return false;
  const { digits, lower, upper, hex } = counts(value);
  return (digits > 0 && lower > 0 && upper > 0) || (hex === value.length && hex >= 32);
}

/** How often the kind of character changes: in what a machine drew at nearly every second one. */
export function changes(value: string): { changes: number; digitGroups: number } {
  let changed = 0;
  let digitGroups = 0;
  let last = -1;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    const kind = code <= 57 && code >= 48 ? 0 : code >= 97 ? 1 : code >= 65 && code <= 90 ? 2 : 3;
    if (kind === last) continue;
    if (last >= 0 && kind !== 3) changed++;
    if (kind === 0) digitGroups++;
    last = kind;
  }
  return { changes: changed, digitGroups };
}

/** The end of a value that a terminal broke off: short, and no word of a sentence. */
export function looksTail(value: string): boolean {
  return !isUuid(value) && changes(value).changes >= Math.max(1, value.length / 4);
}

/** How many characters of each kind stand in it. */
export function counts(value: string): { digits: number; lower: number; upper: number; hex: number } {
  const found = { digits: 0, lower: 0, upper: 0, hex: 0 };
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 48 && code <= 57) found.digits++;
    else if (code >= 97 && code <= 122) found.lower++;
    else if (code >= 65 && code <= 90) found.upper++;
    if ((code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70)) found.hex++;
  }
  return found;
}

/** Zone, application and request IDs are UUIDs, and no secrets unless their name says so. */
export function isUuid(value: string): boolean {
  return value.length === 36 && value[8] === '-' && value[13] === '-' && value[18] === '-' && value[23] === '-';
}
