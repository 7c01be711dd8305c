import { isAboutStack, look, ofProject } from './docker/look.ts';
import { caracalServices } from './docker/services.ts';
import type { Container, Network } from './docker/types.ts';
import { cannotTell, confirmed, inWords, ruledOut } from './say.ts';
import type { Check } from './types.ts';

const rows = [{ section: 'readiness', row: 'stack-stale' }];
const id = 'docker-stale';

/** `ghcr.io/x/caracal-sts:v1` to name `caracal-sts` and tag `v1`; a digest counts as a tag. */
function nameAndTag(image: string): { name: string; tag: string } {
  const last = image.split('/').at(-1)!;
  const at = last.includes('@') ? last.indexOf('@') : last.indexOf(':');
  return at < 0 ? { name: last, tag: 'latest' } : { name: last.slice(0, at), tag: last.slice(at + 1) };
}

/** Different versions of Caracal's own images side by side: "v1 (sts), v2 (api and gateway)". */
function mixedVersions(ours: readonly Container[]): string | null {
  const byTag = new Map<string, string[]>();
  for (const container of ours) {
    const { name, tag } = nameAndTag(container.image);
    if (!name.startsWith('caracal-') || container.replacedImage) continue;
    byTag.set(tag, [...(byTag.get(tag) ?? []), container.service ?? container.name]);
  }
  if (byTag.size < 2) return null;
  const groups = [...byTag].map(([tag, names]) => `${tag} (${inWords(names)})`);
  return `containers of different versions run side by side: ${groups.join(', ')}`;
}

function replaced(ours: readonly Container[]): string | null {
  const old = ours.filter((container) => container.replacedImage).map((container) => container.name);
  if (old.length === 0) return null;
  return `${inWords(old)} still ${old.length === 1 ? 'runs' : 'run'} an image that has been replaced since`;
}

/** A running stack of Caracal under another project name beside this one. */
function secondProject(all: readonly Container[], own: string): { running: string | null; stopped: string | null } {
  const known = caracalServices().map((service) => service.name);
  const others = all.filter((container) => container.project !== null && container.project !== own);
  const caracal = others.filter(
    (container) =>
      nameAndTag(container.image).name.startsWith('caracal-') ||
      (container.project!.startsWith('caracal') && known.includes(container.service ?? '')),
  );
  const names = (of: Container[]) => inWords([...new Set(of.map((container) => container.project!))]);
  const running = caracal.filter((container) => container.state === 'running');
  return {
    running: running.length === 0 ? null : `another stack runs beside this one: the project ${names(running)}`,
    stopped: caracal.length === 0 ? null : `stopped containers of the project ${names(caracal)} are left over`,
  };
}

/** A network that Compose did not make, or made under another name, is refused at the next `caracal up`. */
function wrongLabel(networks: readonly Network[], name: string): string | null {
  const wrong = networks.find((network) => network.composeName !== name);
  if (wrong === undefined) return null;
  return wrong.composeName === null
    ? `the network ${name} was not made by Compose, so \`caracal up\` refuses it`
    : `the network ${name} carries the name of another one, so \`caracal up\` refuses it`;
}

/** More than a day between the oldest and the newest container: a hint, since Compose keeps what did not change. */
function age(ours: readonly Container[]): string | null {
  const day = 24 * 60 * 60 * 1000;
  const running = ours.filter((container) => container.state === 'running').sort((a, b) => a.createdAt - b.createdAt);
  const gap = running.length < 2 ? 0 : running.at(-1)!.createdAt - running[0]!.createdAt;
  return gap < day ? null : `${running[0]!.name} is ${Math.floor(gap / day)} days older than ${running.at(-1)!.name}`;
}

/** Do the containers belong together: one version, one project, a network that Compose knows? */
export const dockerStale: Check = {
  id,
  rows,
  needs: ['docker'],
  question: 'Are there mixed versions, replaced images, a second stack or a foreign network?',
  run: (context) =>
    look(context, { id, rows }, async (docker) => {
      const [all, networks] = await Promise.all([
        docker.containers(context.signal),
        docker.networks(docker.network, context.signal),
      ]);
      const ours = ofProject(docker, all);
      const mixed = mixedVersions(ours) ?? replaced(ours);
      if (mixed !== null) return confirmed(mixed);
      const second = secondProject(all, docker.project);
      if (second.running !== null && ours.length > 0) return confirmed(second.running);
      const label = wrongLabel(networks, docker.network);
      const inUse = ours.some(
        (container) => container.state === 'running' && container.networks.includes(docker.network),
      );
      if (label !== null && !inUse && isAboutStack(context)) return confirmed(label);
      const hint = second.stopped ?? age(ours) ?? (inUse ? null : label);
      if (hint !== null) return cannotTell(hint);
      if (ours.length === 0) return cannotTell(`there is no container of the project ${docker.project}`);
      return ruledOut('all containers are of one version and one project');
    }),
};
