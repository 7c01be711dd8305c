import { text } from './arguments.ts';
import type { Call } from './types.ts';

const WINDOW_MS = 60_000;
const POST_BURST = 4;

/** Calls a minute by method, from Slack's tiers; what is not named is tier 3. */
const PER_MINUTE: Record<string, number> = { 'auth.test': 600, 'chat.getPermalink': 600, 'views.open': 100 };
const TIER_3 = 50;

const recent = new WeakMap<object, Map<string, number[]>>();

/**
 * Seconds to wait before this call may be made; 0 lets it through. Posts: about one a second and channel with short
 * bursts; the rest by tier. Only where the workspace was asked to hold rate limits.
 */
export function tooFast({ core, method, args }: Call): number {
  if (!core.settings.rateLimits) return 0;
  const posts = method === 'chat.postMessage';
  const key = posts ? `${method}|${text(args, 'channel')}` : method;
  const [most, span] = posts ? [POST_BURST, POST_BURST * 1000] : [PER_MINUTE[method] ?? TIER_3, WINDOW_MS];
  const calls = recent.get(core) ?? new Map<string, number[]>();
  recent.set(core, calls);
  const now = core.clock.now();
  const within = (calls.get(key) ?? []).filter((at) => at > now - span);
  if (within.length >= most) return Math.max(1, Math.ceil(((within[0] ?? now) + span - now) / 1000));
  calls.set(key, [...within, now]);
  return 0;
}
