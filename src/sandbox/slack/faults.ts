import type { Json } from './types.ts';

export const apiFaultKinds = [
  'ratelimited',
  'http-500',
  'hang',
  'slow',
  'reset-before',
  'reset-after',
  'html',
  'garbage',
  'error',
] as const;

/** What a Web API call meets instead of its answer. */
export interface ApiFault {
  /** Method, or `*` for any. */
  method: string;
  kind: (typeof apiFaultKinds)[number];
  /** How many calls; default 1. */
  times?: number;
  /** Slack's code, for `error`. */
  error?: string;
  /** Seconds, for `ratelimited`; default 1. */
  retryAfter?: number;
  /** For `slow`. */
  ms?: number;
  /** Only calls whose arguments hold these values. */
  where?: Json;
}

/** What a delivery to the bot meets. */
export interface DeliveryFault {
  /**
   * `drop`: never arrives, redelivered later. `lose`: never arrives and is never sent again. `drop-ack`: arrives,
   * the acknowledgement is lost. `delay`: arrives `ms` late. `twice`: arrives twice, the second not marked as a retry.
   */
  kind: 'drop' | 'lose' | 'drop-ack' | 'delay' | 'twice';
  /** Event type, command or interaction type; default any. */
  name?: string;
  times?: number;
  ms?: number;
}

export interface Faults {
  scriptApi(fault: ApiFault): void;
  scriptDelivery(fault: DeliveryFault): void;
  takeApi(method: string, args: Json): ApiFault | null;
  takeDelivery(name: string): DeliveryFault | null;
  clear(): void;
  /** Socket Mode: upgrades answered 503 until this many were refused. */
  refusedUpgrades: number;
  /** How a file download without the right is answered. */
  signIn: 'page' | 'redirect';
  /** Every download is answered so. */
  signInAlways: boolean;
}

/** Takes the first fault that fits and counts it down. */
function take<T extends { times?: number }>(faults: T[], fits: (fault: T) => boolean): T | null {
  const index = faults.findIndex(fits);
  const fault = faults[index];
  if (!fault) return null;
  fault.times = (fault.times ?? 1) - 1;
  if (fault.times <= 0) faults.splice(index, 1);
  return fault;
}

/** The faults asked for and not yet met. */
export function createFaults(): Faults {
  const api: ApiFault[] = [];
  const deliveries: DeliveryFault[] = [];
  return {
    scriptApi: (fault) => void api.push({ ...fault }),
    scriptDelivery: (fault) => void deliveries.push({ ...fault }),
    takeApi: (method, args) =>
      take(
        api,
        (fault) =>
          (fault.method === '*' || fault.method === method) &&
          Object.entries(fault.where ?? {}).every(([key, value]) => args[key] === value),
      ),
    takeDelivery: (name) => take(deliveries, (fault) => fault.name === undefined || fault.name === name),
    clear() {
      api.length = 0;
      deliveries.length = 0;
      this.refusedUpgrades = 0;
      this.signIn = 'page';
      this.signInAlways = false;
    },
    refusedUpgrades: 0,
    signIn: 'page',
    signInAlways: false,
  };
}
