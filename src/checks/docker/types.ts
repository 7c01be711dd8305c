/**
 * What the bot knows of an engine. Made by client.ts from the engine's answers, field by field: environment values are
 * never among them, and of the labels only the names that Compose gives to project, service and network.
 */

interface EngineVersion {
  version: string;
  apiVersion: string;
}

interface Published {
  /** Port on the host. */
  port: number;
  inside: number;
}

export interface Container {
  id: string;
  name: string;
  /** As it was started: `ghcr.io/garudex-labs/caracal-sts:v2026.06.21`; an ID where the name now means another image. */
  image: string;
  /** The name it was started with now means another image. */
  replacedImage: boolean;
  /** created, running, paused, restarting, removing, exited, dead */
  state: string;
  /** ms since 1970 */
  createdAt: number;
  /** Compose project and service; by name where the labels are missing. Null: not of a project. */
  project: string | null;
  service: string | null;
  published: Published[];
  networks: string[];
}

export interface ContainerDetail {
  state: string;
  /** healthy, unhealthy, starting; null without a health check. */
  health: string | null;
  restarts: number;
  exitCode: number;
  outOfMemory: boolean;
  /** What the engine says of a failed start; redacted, one line. */
  error: string | null;
  /** Ports that the container says it listens on. */
  exposed: number[];
  /** Names under which it is known, by network. */
  names: Record<string, string[]>;
}

export interface Network {
  id: string;
  name: string;
  /** What Compose calls it; null: not made by Compose. */
  composeName: string | null;
  composeProject: string | null;
}

/** A read-only look at one engine. Every promise rejects with a DockerError. */
export interface Docker {
  /** The Compose project and the network of the configuration. */
  project: string;
  network: string;
  /** The engine's address, for people. */
  where: string;
  version(signal: AbortSignal): Promise<EngineVersion>;
  /** All containers of the engine, stopped ones too. */
  containers(signal: AbortSignal): Promise<Container[]>;
  inspect(id: string, signal: AbortSignal): Promise<ContainerDetail>;
  /** The last line of a container's log that tells of an error; redacted, one line; null where there is none. */
  lastError(id: string, signal: AbortSignal): Promise<string | null>;
  /** Networks of exactly this name. */
  networks(name: string, signal: AbortSignal): Promise<Network[]>;
}

/** `unreachable`: nothing there; `forbidden`: there, and closed to this user; `slow`; `refused`: configuration; `answer`: an error of the engine. */
export type DockerFault = 'unreachable' | 'forbidden' | 'slow' | 'refused' | 'answer';

export class DockerError extends Error {
  readonly fault: DockerFault;
  constructor(fault: DockerFault, message: string) {
    super(message);
    this.name = 'DockerError';
    this.fault = fault;
  }
}
