import { parseDockerHost } from '../checks/docker/host.ts';
import { plain } from './environment.ts';
import type { PartialFile } from './file.ts';
import type { Config, Env, Need, Problem } from './types.ts';

const names = ['DOCKER_TLS_VERIFY', 'DOCKER_TLS', 'DOCKER_CERT_PATH', 'DOCKER_CONFIG', 'HOME', 'USERPROFILE'];

/** The Docker settings. DOCKER_HOST is judged only where the file enables Docker: it may stand there for others. */
export function readDocker(env: Env, file: PartialFile, need: Need, problems: Problem[]): Config['docker'] {
  const host = plain(env, 'DOCKER_HOST');
  const own = Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const value = plain(env, name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const enabled = file.docker?.enabled ?? false;
  // An address behind ssh is a right one that we cannot use: `check` says so, and the rest works without it.
  const matters = need !== 'sandbox' && !host?.startsWith('ssh://');
  if (enabled && matters) {
    const engine = parseDockerHost(host, own);
    if ('refused' in engine)
      problems.push({ key: 'DOCKER_HOST', message: engine.refused.replace(/^DOCKER_HOST /, '') });
  }
  return {
    enabled,
    project: file.docker?.project ?? 'caracal',
    network: file.docker?.network ?? 'caracalData',
    host,
    env: own,
  };
}
