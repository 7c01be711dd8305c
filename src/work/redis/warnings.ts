import { connect, within } from './connect.ts';

/**
 * What an operator should know of this Redis, one sentence each, for `check`. Rejects when Redis cannot be reached.
 * Measured: with `appendfsync everysec` a killed Redis lost acknowledged pastes, with `always` none.
 */
export async function redisWarnings(url: string): Promise<string[]> {
  const redis = await connect(url);
  try {
    const setting = async (name: string): Promise<string | null> => {
      const answer = (await within(url, redis.config('GET', name))) as string[];
      return answer[1] ?? null;
    };
    const appendonly = await setting('appendonly');
    const appendfsync = await setting('appendfsync');
    const policy = await setting('maxmemory-policy');
    const warnings: string[] = [];
    if (appendonly !== 'yes' || appendfsync !== 'always') {
      warnings.push(
        `Redis may lose accepted pastes when it is killed: set "appendonly yes" and "appendfsync always" (now ${appendonly} and ${appendfsync})`,
      );
    }
    if (policy !== null && policy !== 'noeviction') {
      warnings.push(`Redis may drop work when its memory is full: set "maxmemory-policy noeviction" (now ${policy})`);
    }
    return warnings;
  } catch (error) {
    return [
      `Redis did not tell its settings (${(error as Error).message}): make sure that "appendfsync always" is set`,
    ];
  } finally {
    redis.disconnect();
  }
}
