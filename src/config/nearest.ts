/** Edits between two words: insert, delete, replace, swap of neighbours counted as two. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/**
 * The known word that somebody probably meant, or null when none is near: at most a third of its letters differ (but
 * for one, always), or one is the beginning of the other.
 */
export function nearest(word: string, known: readonly string[]): string | null {
  const plain = (text: string) => text.toLowerCase().replaceAll('-', '_');
  const wanted = plain(word);
  let best: { name: string; score: number } | null = null;
  for (const name of known) {
    const candidate = plain(name);
    const grows = wanted.length >= 4 && (candidate.startsWith(wanted) || wanted.startsWith(candidate));
    const score = grows ? 1 : distance(wanted, candidate);
    if (score > Math.max(1, Math.floor(candidate.length / 3))) continue;
    if (best === null || score < best.score) best = { name, score };
  }
  return best?.name ?? null;
}
