import type Dockerode from 'dockerode';
import type { Container, ContainerDetail, Network } from './types.ts';

/** Takes what it is given out of a text: the values of a container's environment. */
export type Hide = (text: string) => string;

/** Every value of an environment long enough to be told from an ordinary word, the longest first. */
export function hideValues(env: readonly string[]): Hide {
  const values = env
    .map((entry) => entry.slice(entry.indexOf('=') + 1))
    .filter((value) => value.length >= 6)
    .sort((a, b) => b.length - a.length);
  return (text) => values.reduce((rest, value) => rest.replaceAll(value, '[redacted]'), text);
}

/** `caracal-sts-1` to project `caracal` and service `sts`, where Compose left no labels. */
function byName(name: string): { project: string | null; service: string | null } {
  const parts = name.split('-');
  const number = parts.at(-1) ?? '';
  const isNumber = number !== '' && [...number].every((char) => char >= '0' && char <= '9');
  if (parts.length < 3 || !isNumber) return { project: null, service: null };
  return { project: parts.slice(0, -2).join('-'), service: parts.at(-2)! };
}

export function readContainer(info: Dockerode.ContainerInfo): Container {
  const name = (info.Names?.[0] ?? info.Id.slice(0, 12)).replace('/', '');
  const labels = info.Labels ?? {};
  const named = byName(name);
  const hex = info.Image.replace('sha256:', '');
  const published = new Map<number, number>();
  for (const port of info.Ports ?? []) if (port.PublicPort) published.set(port.PublicPort, port.PrivatePort);
  return {
    id: info.Id,
    name,
    image: info.Image,
    // The list shows the ID where the tag has gone to a newer image.
    replacedImage: info.ImageID.includes(hex) && hex.length >= 12,
    state: info.State,
    createdAt: info.Created * 1000,
    project: labels['com.docker.compose.project'] ?? named.project,
    service: labels['com.docker.compose.service'] ?? named.service,
    published: [...published].map(([port, inside]) => ({ port, inside })),
    networks: Object.keys(info.NetworkSettings?.Networks ?? {}),
  };
}

export function readDetail(info: Dockerode.ContainerInspectInfo, redact: Hide): ContainerDetail {
  const names: Record<string, string[]> = {};
  for (const [network, endpoint] of Object.entries(info.NetworkSettings.Networks ?? {})) {
    const aliases: string[] = Array.isArray(endpoint?.Aliases) ? endpoint.Aliases : [];
    names[network] = [...new Set([info.Name.replace('/', ''), ...aliases])];
  }
  const ports = Object.keys(info.Config.ExposedPorts ?? {}).map((port) => Number(port.split('/')[0]));
  const error = info.State.Error?.trim() ?? '';
  return {
    state: info.State.Status,
    health: info.State.Health?.Status ?? null,
    restarts: info.RestartCount ?? 0,
    exitCode: info.State.ExitCode,
    outOfMemory: info.State.OOMKilled,
    error: error === '' ? null : redact(error).replaceAll('\n', ' '),
    exposed: ports.filter((port) => Number.isInteger(port)),
    names,
  };
}

export function readNetwork(info: Dockerode.NetworkInspectInfo): Network {
  return {
    id: info.Id,
    name: info.Name,
    composeName: info.Labels?.['com.docker.compose.network'] ?? null,
    composeProject: info.Labels?.['com.docker.compose.project'] ?? null,
  };
}
