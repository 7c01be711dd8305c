/** How many letters must be added, dropped or changed to make `a` of `b`; more than `most` counts as `most + 1`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(changed, before[j]! + 1, row[j - 1]! + 1));
    }
    before = row;
  }
  return Math.min(before[b.length]!, most + 1);
}

export interface Near {
  value: string;
  /** What is different: only the case, or the spelling. */
  by: 'case' | 'spelling' | 'part';
}

/**
 * The candidate that was probably meant: the same but for case, one that goes on where the word stops, or at most a third of its
 * letters (and never more than four) spelled otherwise. Null where none is near.
 */
export function nearest(word: string, candidates: readonly string[]): Near | null {
  const lower = word.toLowerCase();
  const same = candidates.find((candidate) => candidate.toLowerCase() === lower);
  if (same !== undefined) return { value: same, by: 'case' };
  const bare = withoutScheme(lower);
  const most = Math.min(4, Math.max(1, Math.floor(bare.length / 3)));
  const close = candidates
    .map((value) => ({ value, far: distance(bare, withoutScheme(value.toLowerCase()), most) }))
    .filter(({ far }) => far <= most)
    .sort((a, b) => a.far - b.far)[0];
  if (close) return { value: close.value, by: 'spelling' };
  const longer = candidates.find((value) => bare.length >= 4 && withoutScheme(value.toLowerCase()).includes(bare));
  return longer === undefined ? null : { value: longer, by: 'part' };
}

function withoutScheme(value: string): string {
  const at = value.indexOf('://');
  return at < 0 ? value : value.slice(at + 3);
}

/** "; did you mean x?", or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  if (near === null) return '';
  return near.by === 'case' ? `; it is written ${near.value}, and case counts` : `; the nearest one is ${near.value}`;
}
