import { describe, expect, it } from 'vitest';
import { dockerChecks } from '../../../src/checks/docker/list.ts';
import { type Container, type ContainerDetail, type Docker, DockerError } from '../../../src/checks/docker/types.ts';
import { dockerDemoUpstream } from '../../../src/checks/docker-demo-upstream.ts';
import { dockerEngine } from '../../../src/checks/docker-engine.ts';
import { dockerPorts } from '../../../src/checks/docker-ports.ts';
import { dockerServices } from '../../../src/checks/docker-services.ts';
import { dockerStale } from '../../../src/checks/docker-stale.ts';
import { dockerUpstreamNames } from '../../../src/checks/docker-upstream-names.ts';
import { ask } from './context.ts';

type Fake = Partial<Container> & { service: string; detail?: Partial<ContainerDetail>; error?: string };

/** An engine from a list of containers. */
function engine(containers: Fake[], more: Partial<Docker> = {}): Docker {
  const all = containers.map((one) => ({
    id: one.name ?? one.service,
    name: `caracal-${one.service}-1`,
    image: `caracal-${one.service}:v1`,
    replacedImage: false,
    state: 'running',
    createdAt: 0,
    project: 'caracal',
    published: [],
    networks: ['caracalData'],
    ...one,
  }));
  return {
    project: 'caracal',
    network: 'caracalData',
    where: '/s',
    version: async () => ({ version: '27.0.1', apiVersion: '1.46' }),
    containers: async () => all,
    async inspect(id) {
      const found = all.find((one) => one.id === id)!;
      const base = {
        health: 'healthy',
        restarts: 0,
        exitCode: 0,
        outOfMemory: false,
        error: null,
        exposed: [],
        names: {},
      };
      return { ...base, state: found.state, ...found.detail };
    },
    lastError: async (id) => all.find((one) => one.id === id)?.error ?? null,
    networks: async () => [{ id: 'n', name: 'caracalData', composeName: 'caracalData', composeProject: 'caracal' }],
    ...more,
  };
}

const readiness = { kind: 'readiness', section: 'readiness' } as const;
const stack = ['api', 'sts', 'gateway', 'audit', 'coordinator', 'postgres', 'redis'].map((service) => ({ service }));
const broken = (fault: 'unreachable' | 'slow', message: string): Partial<Docker> => {
  const fail = () => Promise.reject(new DockerError(fault, message));
  return { version: fail, containers: fail, inspect: fail, networks: fail, lastError: fail };
};

describe('every Docker check', () => {
  it.each(dockerChecks.map((check) => [check.id, check] as const))('%s says why it cannot tell', async (_id, check) => {
    const slow = engine([], broken('slow', 'the Docker engine at /s did not answer in time'));
    const text = 'lookup caracalDemoUpstream: no such host';
    const answers = [
      await ask(check, { docker: null }),
      await ask(check, { docker: engine(stack), sameMachine: false }),
      await ask(check, { docker: engine([]), zone: {}, zones: ['another'] }),
      await ask(check, { docker: slow, ...readiness }),
      await ask(check, { docker: slow, section: 'upstream', text }),
    ];
    for (const answer of answers) {
      expect(Object.keys(answer).sort()).toEqual(check.rows.map(({ row }) => row).sort());
      for (const detail of Object.values(answer)) expect(detail).toMatch(/^unknown: \S/);
    }
  });

  it('stands in the list in order, under its own name', () => {
    const ids = dockerChecks.map((check) => check.id);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the stack of a paste', () => {
  const service: Fake[] = stack.map((one) => (one.service === 'sts' ? { ...one, state: 'exited' } : one));

  it('is this one when the paste names a zone that may be asked, also in Slack', async () => {
    const given = { docker: engine(service), ...readiness, sameMachine: false, zone: {} };
    expect((await ask(dockerServices, { ...given, zones: ['z'] }))['service-not-ready']).toMatch(/^confirmed/);
    expect((await ask(dockerServices, { ...given, zones: ['other'] }))['service-not-ready']).toMatch(
      /^unknown: the stack/,
    );
    expect((await ask(dockerServices, given))['service-not-ready']).toMatch(/^unknown: the stack/);
  });
});

describe('docker-engine', () => {
  it('confirms only on the same machine, and where nothing shows that the stack is up', async () => {
    const docker = engine([], broken('unreachable', 'there is no Docker socket at /s'));
    expect(await ask(dockerEngine, { docker, ...readiness })).toEqual({
      'docker-command-fails': 'confirmed: there is no Docker socket at /s',
    });
    const open = [
      { ...readiness, sameMachine: false },
      { section: 'upstream' },
      { ...readiness, services: [{ name: 'sts', ok: true, detail: '200' }] },
    ];
    for (const given of open) {
      expect((await ask(dockerEngine, { docker, ...given }))['docker-command-fails']).toMatch(/^unknown/);
    }
  });
});

describe('docker-services', () => {
  it.each([
    [
      { state: 'exited', detail: { exitCode: 137, outOfMemory: true } },
      'has stopped with exit code 137, out of memory',
    ],
    [{ state: 'restarting', detail: { restarts: 7, exitCode: 1 } }, 'starts again and again (7 times, exit code 1)'],
    [{ state: 'created', detail: { error: 'no such file' } }, 'was never started: no such file'],
    [{ state: 'paused' }, 'is paused'],
    [{ detail: { health: 'starting' } }, 'is still starting'],
    [{ detail: { health: 'unhealthy', restarts: 2 } }, 'is unhealthy after 2 restarts'],
  ])('tells %o', async (state, words) => {
    const containers = stack.map((one) => (one.service === 'redis' ? { ...one, ...state } : one));
    const answer = await ask(dockerServices, { docker: engine(containers as Fake[]), ...readiness });
    expect(answer['service-not-ready']).toBe(`confirmed: caracal-redis-1 ${words}`);
  });

  it('leaves a port that is taken to its own row', async () => {
    const error = 'Bind for 127.0.0.1:6379 failed: port is already allocated';
    const containers: Fake[] = stack.map((one) =>
      one.service === 'redis' ? { ...one, state: 'created', detail: { error } } : one,
    );
    const answer = await ask(dockerServices, { docker: engine(containers), ...readiness });
    expect(answer['service-not-ready']).toBe(`unknown: caracal-redis-1 was never started: ${error}`);
  });

  it('blames the service that waits for no other', async () => {
    const bad = { detail: { health: 'unhealthy' } };
    const containers: Fake[] = stack.map((one) =>
      ['sts', 'gateway', 'postgres'].includes(one.service) ? { ...one, ...bad, error: `${one.service} failed` } : one,
    );
    expect((await ask(dockerServices, { docker: engine(containers), ...readiness }))['service-not-ready']).toBe(
      'confirmed: caracal-postgres-1 is unhealthy; its last error: postgres failed. sts and gateway wait for it',
    );
  });

  it('does not explain a refusal with a service that the request never passes', async () => {
    const containers: Fake[] = stack.map((one) => (one.service === 'coordinator' ? { ...one, state: 'exited' } : one));
    const answer = await ask(dockerServices, { docker: engine(containers), section: 'sts-403' });
    expect(answer['service-not-ready']).toMatch(/^unknown: caracal-coordinator-1 has stopped/);
  });

  it('takes a finished one-shot for well and a failed one for a fault', async () => {
    const shot = (exitCode: number): Fake => ({ service: 'dbMigrate', state: 'exited', detail: { exitCode } });
    const of = async (exitCode: number) =>
      (await ask(dockerServices, { docker: engine([...stack, shot(exitCode)]), ...readiness }))['service-not-ready'];
    expect(await of(0)).toMatch(/^ruled-out/);
    expect(await of(1)).toBe('confirmed: caracal-dbMigrate-1 has stopped with exit code 1');
  });

  it('confirms a service without a container when the paste shows it down', async () => {
    const docker = engine(stack.filter((one) => one.service !== 'sts'));
    const services = [{ name: 'sts', detail: 'unreachable' }];
    expect((await ask(dockerServices, { docker, ...readiness, services }))['service-not-ready']).toBe(
      'confirmed: there is no container for sts',
    );
    expect((await ask(dockerServices, { docker, ...readiness }))['service-not-ready']).toMatch(/^unknown: there is no/);
  });
});

describe('docker-ports', () => {
  const publishing = stack.map((one) => {
    const port = { api: 3000, sts: 8080, gateway: 8081, audit: 9090, coordinator: 4000 }[one.service as 'api'];
    return port === undefined ? one : { ...one, published: [{ port, inside: port }] };
  });
  const thief = {
    service: '',
    name: 'thief',
    project: null,
    published: [{ port: 8080, inside: 80 }],
  } as unknown as Fake;

  it('rules out when each port has its own container', async () => {
    expect((await ask(dockerPorts, { docker: engine(publishing), ...readiness }))['ports-in-use']).toMatch(
      /^ruled-out/,
    );
  });

  it('does not blame a foreign container while the own one runs', async () => {
    expect((await ask(dockerPorts, { docker: engine([...stack, thief]), ...readiness }))['ports-in-use']).toMatch(
      /^unknown/,
    );
  });

  it('takes a stack under another project name for the stack', async () => {
    const docker = engine(publishing.map((one) => ({ ...one, project: 'mine', name: `mine-${one.service}-1` })));
    expect((await ask(dockerPorts, { docker, ...readiness }))['ports-in-use']).toMatch(/^unknown/);
  });

  it('confirms a process outside Docker that the paste shows', async () => {
    const given = {
      services: [{ name: 'sts', port: 8080, detail: '404 <html>' }],
    };
    const docker = engine(stack.filter((one) => one.service !== 'sts'));
    expect((await ask(dockerPorts, { docker, ...readiness, ...given }))['ports-in-use']).toBe(
      'confirmed: port 8080 is held by a process outside Docker',
    );
  });
});

describe('docker-stale', () => {
  it('takes age for a hint and no more', async () => {
    const day = 24 * 60 * 60 * 1000;
    const docker = engine(stack.map((one, i) => ({ ...one, createdAt: i === 0 ? 0 : 9 * day })));
    expect((await ask(dockerStale, { docker, ...readiness }))['stack-stale']).toMatch(
      /^unknown: caracal-api-1 is 9 days older/,
    );
  });

  it('takes stopped leftovers for a hint', async () => {
    const left: Fake = { service: 'sts', name: 'caracal-dev-sts-1', project: 'caracal-dev', state: 'exited' };
    expect((await ask(dockerStale, { docker: engine([...stack, left]), ...readiness }))['stack-stale']).toMatch(
      /^unknown: stopped containers of the project caracal-dev/,
    );
  });

  it('leaves a network without a label alone while the stack runs on it', async () => {
    const networks = async () => [{ id: 'n', name: 'caracalData', composeName: null, composeProject: null }];
    expect((await ask(dockerStale, { docker: engine(stack, { networks }), ...readiness }))['stack-stale']).toMatch(
      /^ruled-out/,
    );
  });
});

describe('the upstream checks', () => {
  const upstream = { section: 'upstream', facts: [{ key: 'error.description', value: 'upstream not addressable' }] };
  const resources = ['resource://billing'];

  it('take the upstream from the zone of the resource', async () => {
    const docker = engine(stack);
    const own = { docker, ...upstream, resources, zone: { 'resource://Billing': 'http://billing:8000/v1' } };
    expect((await ask(dockerUpstreamNames, own))['dns-failure']).toBe(
      "confirmed: no container on the Gateway's network caracalData has the name billing",
    );
    expect((await ask(dockerDemoUpstream, own))['demo-upstream-missing']).toBe(
      'unknown: the upstream here is billing, not the demo',
    );
    const demo = { docker, ...upstream, resources, zone: { 'resource://billing': 'http://caracalDemoUpstream:80' } };
    expect((await ask(dockerDemoUpstream, demo))['demo-upstream-missing']).toBe(
      'confirmed: there is no container caracalDemoUpstream',
    );
    const loopback = { docker, ...upstream, resources, zone: { 'resource://billing': 'http://localhost:9000' } };
    expect((await ask(dockerUpstreamNames, loopback))['connection-refused']).toMatch(/^confirmed: localhost/);
  });

  it('takes the demo for the upstream only where June, this machine and no zone leave nothing else', async () => {
    const docker = engine(stack);
    const row = async (more: object) =>
      (await ask(dockerDemoUpstream, { docker, ...upstream, ...more }))['demo-upstream-missing'];
    expect(await row({})).toMatch(/^confirmed/);
    expect(await row({ edition: '1.0' })).toMatch(/^unknown/);
    expect(await row({ zone: {} })).toMatch(/^unknown/);
    expect(await row({ facts: [{ key: 'error.description', value: 'upstream unreachable' }] })).toMatch(/^unknown/);
    expect(await row({ section: 'sts-403', facts: [] })).toMatch(/^unknown: nothing here is about/);
  });
});
