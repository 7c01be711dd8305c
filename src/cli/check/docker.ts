import type { Config } from '../../config/types.ts';
import { fail, type Line, limitMs, note, ok } from './types.ts';

/** The engine, when the configuration enables it: reachable, its version, and whether project and network are there. */
export async function checkDocker(config: Config['docker']): Promise<Line[]> {
  const name = 'docker';
  if (!config.enabled) return [ok(name, 'not enabled: [docker] enabled = true looks at the engine')];
  const { createDocker } = await import('../../checks/docker/client.ts');
  const docker = createDocker(config);
  const signal = AbortSignal.timeout(limitMs);
  try {
    const { version } = await docker.version(signal);
    const lines = [ok(name, `engine ${version} at ${docker.where}`)];
    const [containers, networks] = await Promise.all([
      docker.containers(signal),
      docker.networks(config.network, signal),
    ]);
    if (!containers.some((container) => container.project === config.project)) {
      lines.push(
        note(name, `no container of the project ${config.project}; if the stack is up, change docker.project`),
      );
    }
    if (networks.length === 0) {
      lines.push(note(name, `no network ${config.network}; if the stack is up, change docker.network`));
    }
    return lines;
  } catch (error) {
    return [fail(name, `${(error as Error).message}; see DOCKER_HOST, or set docker.enabled = false`)];
  }
}
