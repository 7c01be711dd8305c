/** Case folding of one UTF-16 code unit that keeps the length of a text, so that positions stay valid. */

const known = new Map<number, number>();

/**
 * @param code one UTF-16 code unit
 * @returns the code unit of its lower case where that is a single unit, else the unit itself
 */
export function fold(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  const cached = known.get(code);
  if (cached !== undefined) return cached;
  const lower = String.fromCharCode(code).toLowerCase();
  const folded = lower.length === 1 ? lower.charCodeAt(0) : code;
  known.set(code, folded);
  return folded;
}
