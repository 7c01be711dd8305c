/** Letters, digits and `. - _ /`, not longer than a name is: no sentence, no address. */
function looksLikeName(value: string): boolean {
  if (value === '' || value.length > 60) return false;
  for (const char of value) {
    const letter = (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z');
    const digit = char >= '0' && char <= '9';
    if (!letter && !digit && !'.-_/'.includes(char)) return false;
  }
  return true;
}

/** Slack's IDs (C0…, U0…, T0…) and UUIDs are names to a machine, and never a label. */
function looksLikeId(value: string): boolean {
  const digits = [...value].filter((char) => char >= '0' && char <= '9').length;
  const upper = value.length >= 6 && value === value.toUpperCase() && value !== value.toLowerCase();
  return (upper && digits > 0) || digits >= 8;
}

/**
 * A guard for one label: passes names through as long as there are at most `max` different ones; everything else is
 * `other`. So no text and no ID can become a label, whatever a caller passes.
 */
export function boundedLabel(max: number): (value: string | null | undefined) => string {
  const seen = new Set<string>();
  return (value) => {
    if (value === null || value === undefined) return 'none';
    if (seen.has(value)) return value;
    if (seen.size >= max || !looksLikeName(value) || looksLikeId(value)) return 'other';
    seen.add(value);
    return value;
  };
}
