/** Turns at a channel and mutual exclusion, for one process: memory is enough, a new process starts afresh. */
export function createSlots() {
  const free = new Map<string, number>();
  const claims = new Map<string, { owner: string; until: number }>();

  return {
    slot(channel: string, everyMs: number): number {
      const now = Date.now();
      const at = Math.max(now, free.get(channel) ?? 0);
      free.set(channel, at + everyMs);
      return at - now;
    },
    hold(channel: string, until: number): void {
      free.set(channel, Math.max(until, free.get(channel) ?? 0));
    },
    claim(name: string, owner: string, ms: number): boolean {
      const now = Date.now();
      const held = claims.get(name);
      if (held && held.owner !== owner && held.until > now) return false;
      claims.set(name, { owner, until: now + ms });
      return true;
    },
    release(name: string, owner: string): void {
      if (claims.get(name)?.owner === owner) claims.delete(name);
    },
    /** Forgets what is over. */
    prune(): void {
      const now = Date.now();
      for (const [channel, at] of free) if (at < now) free.delete(channel);
      for (const [name, claim] of claims) if (claim.until < now) claims.delete(name);
    },
  };
}
