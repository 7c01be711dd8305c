import type { CheckContext } from '../types.ts';
import { ofProject } from './look.ts';
import { caracalServices } from './services.ts';
import type { Container, Docker } from './types.ts';

/** Where a resource's requests go, as far as the paste or a zone says. Lower case. */
export interface Upstream {
  host: string;
  port: number | null;
}

/** The container that the June documentation has people start. */
export const demo = 'caracaldemoupstream';

/** The paste is about what lies behind the Gateway. */
export function isAboutUpstream(context: CheckContext): boolean {
  const { section, alternatives } = context.diagnosis;
  return section === 'upstream' || alternatives.some((other) => other.section === 'upstream');
}

/** `host:port` or `host`, without what stands around it. */
function readHost(text: string): Upstream | null {
  const plain = text.toLowerCase().split('/')[0]!;
  const [host = '', port] = plain.split(':');
  if (host === '') return null;
  return { host, port: Number(port) > 0 ? Number(port) : null };
}

export const isLoopback = (host: string) => host === 'localhost' || host.startsWith('127.') || host === '[::1]';

/** A name that only a container network can know: no address, no domain. */
export const isContainerName = (host: string) => !host.includes('.') && !isLoopback(host) && !host.startsWith('[');

/** Not where requests come in: the services of Caracal themselves. */
function isCaracal({ host, port }: Upstream): boolean {
  const services = caracalServices();
  if (isLoopback(host)) return port === null || services.some((service) => service.port === port);
  return services.some((service) => service.name === host || host === `caracal-${service.name}-1`);
}

/** `dial tcp 127.0.0.1:9000: …` and `lookup reports on 127.0.0.11:53: …`, as Go writes them. */
function fromGoError(text: string): string[] {
  const words = text.split(' ');
  return words.flatMap((word, i) => {
    const before = words[i - 1];
    if (before === 'lookup') return [word.endsWith(':') ? word.slice(0, -1) : word];
    if (before === 'tcp' && word.includes(':') && word !== 'lookup')
      return [word.endsWith(':') ? word.slice(0, -1) : word];
    return [];
  });
}

/** The demo's name with the port behind it, as it stands at the start of a text. */
function demoAddress(text: string): string {
  let end = demo.length;
  if (text[end] === ':') end += 1;
  while (text[end] !== undefined && text[end]! >= '0' && text[end]! <= '9') end += 1;
  return text.slice(0, end);
}

/** Where the zones that may be asked send the resources that the paste names. A zone that does not answer says nothing. */
async function fromZones(context: CheckContext): Promise<string[]> {
  const wanted = context.paste.mentions.resources.map((resource) => resource.toLowerCase());
  if (wanted.length === 0) return [];
  const answers = await Promise.all(context.zones.map(({ caracal }) => caracal.resources(context.signal)));
  const resources = answers.flatMap((answer) => (answer.ok ? answer.value : []));
  return resources
    .filter((resource) => wanted.includes(resource.identifier.toLowerCase()))
    .flatMap(({ upstream_url: url }) => (url && URL.canParse(url) ? [new URL(url)] : []))
    .map((url) => `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`);
}

/**
 * Every upstream of the paste, the surest first: as audit or the Gateway's log names it, as the zone has it, as an
 * address in the text.
 */
export async function upstreamsOf(context: CheckContext): Promise<Upstream[]> {
  const { evidence, mentions, text } = context.paste;
  const named = evidence.flatMap((one) => {
    if (one.kind === 'audit' && one.upstreamHost !== null) return [one.upstreamHost];
    if (one.kind === 'log' && (one.service ?? 'gateway') === 'gateway')
      return fromGoError(`${one.message} ${one.error ?? ''}`);
    return [];
  });
  const at = text.toLowerCase().indexOf(demo);
  const inText = at < 0 ? [] : [demoAddress(text.slice(at))];
  const hosts = mentions.hosts.filter((host) => isContainerName(host.split(':')[0]!) || host.startsWith('localhost:'));
  const zones = await fromZones(context);
  const found = [...named, ...zones, ...inText, ...hosts].map(readHost).filter((one) => one !== null);
  return found.filter((one, i) => !isCaracal(one) && found.findIndex((other) => other.host === one.host) === i);
}

/** The networks that the Gateway sees: those of its container, or the configured one where there is no container. */
export function gatewayNetworks(docker: Docker, containers: readonly Container[]): string[] {
  const gateway = ofProject(docker, containers).find((container) => container.service === 'gateway');
  return gateway !== undefined && gateway.networks.length > 0 ? gateway.networks : [docker.network];
}
