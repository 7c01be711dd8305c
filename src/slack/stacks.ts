import type { Caracal } from '../checks/caracal/client.ts';
import type { Docker } from '../checks/docker/client.ts';
import type { AllowedZone } from '../checks/types.ts';
import type { Config, Zone } from '../config/types.ts';
import type { Metrics } from '../ops/metrics.ts';
import { countedCaracal } from './counted.ts';

/** The stacks that the bot can look at, and who may see which zone. */
export interface Stacks {
  /** Zones that this person may see in this channel, empty for most. */
  zones(channel: string, user: string): Promise<AllowedZone[]>;
  docker(): Promise<Docker | null>;
  /** Makes all clients now, so that the first paste does not wait while they are loaded. Asks nobody anything. */
  warm(): Promise<void>;
}

/** Rights as the configuration gives them: the channel must be named (or `*`), and the user where users are. */
export function maySee(zone: Pick<Zone, 'channels' | 'users'>, channel: string, user: string): boolean {
  const there = zone.channels.includes('*') || zone.channels.includes(channel);
  return there && (zone.users.length === 0 || zone.users.includes(user));
}

/** Why this person may see no zone in this channel; null where there is one. */
export function whyClosed(
  zones: readonly Pick<Zone, 'channels' | 'users'>[],
  channel: string,
  user: string,
): 'nowhere' | 'channel' | 'person' | null {
  if (zones.length === 0) return 'nowhere';
  if (zones.some((zone) => maySee(zone, channel, user))) return null;
  return zones.some((zone) => maySee({ ...zone, users: [] }, channel, user)) ? 'person' : 'channel';
}

/** Clients are made when they are first needed: loading them takes longer than answering most pastes. */
export function createStacks(config: Config, metrics: Pick<Metrics, 'audit'>): Stacks {
  const clients = new Map<string, Promise<Caracal>>();
  let engine: Promise<Docker | null> | null = null;

  async function connect(zone: Zone): Promise<Caracal> {
    const { createCaracal } = await import('../checks/caracal/client.ts');
    const caracal = createCaracal({
      apiUrl: zone.apiUrl,
      zone: zone.id,
      adminToken: zone.adminToken,
      stsUrl: zone.stsUrl,
      gatewayUrl: zone.gatewayUrl,
    });
    return countedCaracal(caracal, metrics);
  }

  function clientOf(zone: Zone): Promise<Caracal> {
    const key = `${zone.apiUrl}|${zone.id}`;
    const client = clients.get(key) ?? connect(zone);
    clients.set(key, client);
    return client;
  }

  async function connectDocker(): Promise<Docker | null> {
    if (!config.docker.enabled) return null;
    const { createDocker } = await import('../checks/docker/client.ts');
    const { host, env, project, network } = config.docker;
    return createDocker({ host, env, project, network });
  }

  function docker(): Promise<Docker | null> {
    engine ??= connectDocker().catch(() => null);
    return engine;
  }

  return {
    async zones(channel, user) {
      const allowed = config.zones.filter((zone) => maySee(zone, channel, user));
      return Promise.all(
        allowed.map(async (zone) => ({ id: zone.id, name: zone.name, caracal: await clientOf(zone) })),
      );
    },
    docker,
    async warm() {
      await Promise.all([docker(), ...config.zones.map(clientOf)]);
    },
  };
}
