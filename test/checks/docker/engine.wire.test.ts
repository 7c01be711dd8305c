import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDocker, type Docker } from '../../../src/checks/docker/client.ts';
import { dockerDemoUpstream } from '../../../src/checks/docker-demo-upstream.ts';
import { dockerEngine } from '../../../src/checks/docker-engine.ts';
import { dockerPorts } from '../../../src/checks/docker-ports.ts';
import { dockerServices } from '../../../src/checks/docker-services.ts';
import { dockerStale } from '../../../src/checks/docker-stale.ts';
import { dockerUpstreamNames } from '../../../src/checks/docker-upstream-names.ts';
import { ask } from './context.ts';
import { startEngine, type TestEngine, whyNoEngine } from './engine.ts';
import { type Recorder, recordingProxy } from './recorder.ts';

const missing = whyNoEngine();
if (missing !== null) process.stderr.write(`SKIPPED: the checks against a real Docker engine (${missing})\n`);

describe.skipIf(missing !== null)('the checks against a real Docker engine', { timeout: 120_000 }, () => {
  let engine: TestEngine;
  let recorder: Recorder;
  let docker: Docker;
  const network = 'caracalData';
  const secret = 'hunter2-not-to-be-seen';
  const answers: string[] = [];

  const compose = (service: string, project = 'caracal') => ({
    'com.docker.compose.project': project,
    'com.docker.compose.service': service,
    'team.secret': secret,
  });
  const service = (name: string, more: Parameters<TestEngine['run']>[1] = {}) =>
    engine.run(`caracal-${name}-1`, {
      network,
      labels: compose(name),
      env: [`SECRET=${secret}`],
      health: 'true',
      ...more,
    });
  const said = async (...args: Parameters<typeof ask>) => {
    const answer = await ask(args[0], { docker, ...args[1] });
    answers.push(JSON.stringify(answer));
    return answer;
  };
  const readiness = { kind: 'readiness', section: 'readiness' } as const;
  const upstream = { section: 'upstream' } as const;

  beforeAll(async () => {
    engine = await startEngine();
    recorder = await recordingProxy(engine.host);
    docker = createDocker({ host: recorder.host, env: {}, project: 'caracal', network });
    await engine.image('caracal-test:v1');
    await engine.image('demo:v80', [80]);
    await engine.image('demo:v8088', [8088]);
  });
  const fresh = async () => {
    await engine.api.createNetwork({ Name: network, Labels: { 'com.docker.compose.network': network } });
    docker = createDocker({ host: recorder.host, env: {}, project: 'caracal', network });
  };
  afterEach(() => engine.clear());
  afterAll(async () => {
    await recorder?.close();
    await engine?.stop();
  });

  it('finds the engine and its version', async () => {
    expect(await said(dockerEngine, readiness)).toEqual({
      'docker-command-fails': expect.stringMatching(/^ruled-out: the Docker engine answers: version \d/),
    });
    const laptop = await said(dockerEngine, { ...readiness, sameMachine: false });
    expect(laptop['docker-command-fails']).toMatch(/^unknown: the stack I can see is another one/);
    const plugin = await said(dockerEngine, { text: '✗ docker compose is not available' });
    expect(plugin['docker-command-fails']).toMatch(/^unknown: the engine answers/);
  });

  it('finds a demo upstream that is missing, stopped, misplaced, on another port, and well', async () => {
    await fresh();
    await service('gateway');
    const text = 'lookup caracalDemoUpstream: no such host';
    const demo = async () => (await said(dockerDemoUpstream, { ...upstream, text }))['demo-upstream-missing'];
    const anew = () => {
      docker = createDocker({ host: recorder.host, env: {}, project: 'caracal', network });
    };
    expect(await demo()).toBe('confirmed: there is no container caracalDemoUpstream');

    await engine.run('caracalDemoUpstream', { image: 'demo:v80', network, start: false });
    anew();
    expect(await demo()).toMatch(/^confirmed: caracalDemoUpstream does not run: it is created/);

    await engine.api.getContainer('caracalDemoUpstream').remove({ force: true });
    await engine.api.createNetwork({ Name: 'elsewhere' });
    await engine.run('caracalDemoUpstream', { image: 'demo:v80', network: 'elsewhere' });
    anew();
    expect(await demo()).toBe(
      'confirmed: caracalDemoUpstream runs on the network elsewhere, which the Gateway on caracalData does not see',
    );

    await engine.api.getContainer('caracalDemoUpstream').remove({ force: true });
    await engine.run('caracalDemoUpstream', { image: 'demo:v8088', network });
    anew();
    expect(await demo()).toBe('confirmed: caracalDemoUpstream listens on port 8088, and port 80 is asked for');

    await engine.api.getContainer('caracalDemoUpstream').remove({ force: true });
    await engine.run('caracalDemoUpstream', { image: 'demo:v80', network });
    anew();
    expect(await demo()).toBe('ruled-out: caracalDemoUpstream runs on the network caracalData');
  });

  it('finds an unhealthy container, what waits for it, and its last error without secrets', async () => {
    await fresh();
    await service('postgres', {
      command: `echo '{"level":"error","msg":"cannot start with ${secret}"}'; exit 3`,
    });
    await service('sts', { health: 'exit 1', command: 'echo "error: postgres unreachable" >&2; sleep 1000' });
    await engine.health('caracal-sts-1', 'unhealthy');
    await engine.api.getContainer('caracal-postgres-1').wait();
    const answer = await said(dockerServices, readiness);
    expect(answer['service-not-ready']).toBe(
      'confirmed: caracal-postgres-1 has stopped with exit code 3; its last error: cannot start with [redacted]. sts waits for it',
    );
    const aboutUpstream = await said(dockerServices, { section: 'upstream' });
    expect(aboutUpstream['service-not-ready']).toMatch(/^confirmed: caracal-postgres-1/);
  });

  it('rules readiness out when all services run and are healthy', async () => {
    await fresh();
    const names = ['api', 'sts', 'gateway', 'audit', 'coordinator', 'postgres', 'redis'];
    for (const name of names) await service(name);
    await Promise.all(names.map((name) => engine.health(`caracal-${name}-1`, 'healthy')));
    expect(await said(dockerServices, readiness)).toEqual({
      'service-not-ready': 'ruled-out: all 7 services run and are healthy',
    });
    const before = await said(dockerServices, { ...readiness, services: [{ name: 'sts', detail: 'timeout' }] });
    expect(before['service-not-ready']).toMatch(/^unknown: all containers run now/);
    expect(await said(dockerStale, readiness)).toEqual({
      'stack-stale': 'ruled-out: all containers are of one version and one project',
    });
  });

  it('says when there is no stack', async () => {
    await fresh();
    expect(await said(dockerServices, readiness)).toEqual({
      'service-not-ready': 'confirmed: there is no container of the project caracal: the stack is not up',
    });
    expect((await said(dockerServices, { section: 'sts-403' }))['service-not-ready']).toMatch(/^unknown/);
  });

  it('finds who holds a port: another container, and a process outside Docker', async () => {
    await fresh();
    await engine.run('thief', { network, port: 4000 });
    await service('coordinator', { port: 4000 });
    expect(await said(dockerPorts, readiness)).toEqual({
      'ports-in-use': 'confirmed: port 4000 of coordinator is held by the container thief',
    });

    await engine.clear();
    await fresh();
    const outside = createServer();
    await new Promise<void>((resolve) => outside.listen(4000, '127.0.0.1', resolve));
    await service('coordinator', { port: 4000 });
    expect(await said(dockerPorts, readiness)).toEqual({
      'ports-in-use': 'confirmed: port 4000 is held by a process outside Docker',
    });
    await new Promise((resolve) => outside.close(resolve));
  });

  it('finds a replaced image, mixed versions, a second stack and a foreign network', async () => {
    await fresh();
    await engine.image('caracal-sts:v1', [], 'old');
    await service('sts', { image: 'caracal-sts:v1' });
    await engine.image('caracal-sts:v1', [], 'new');
    expect((await said(dockerStale, readiness))['stack-stale']).toBe(
      'confirmed: caracal-sts-1 still runs an image that has been replaced since',
    );

    await engine.clear();
    await fresh();
    await engine.image('caracal-api:v2');
    await service('sts', { image: 'caracal-sts:v1' });
    await service('api', { image: 'caracal-api:v2' });
    expect((await said(dockerStale, readiness))['stack-stale']).toMatch(
      /^confirmed: containers of different versions run side by side: v[12] \((sts|api)\), v[12] \((sts|api)\)$/,
    );

    await engine.clear();
    await fresh();
    await service('sts', { image: 'caracal-sts:v1' });
    await engine.run('caracal-dev-sts-1', { labels: compose('sts', 'caracal-dev') });
    expect((await said(dockerStale, readiness))['stack-stale']).toBe(
      'confirmed: another stack runs beside this one: the project caracal-dev',
    );

    await engine.clear();
    await engine.api.createNetwork({ Name: network });
    docker = createDocker({ host: recorder.host, env: {}, project: 'caracal', network });
    expect((await said(dockerStale, readiness))['stack-stale']).toBe(
      'confirmed: the network caracalData was not made by Compose, so `caracal up` refuses it',
    );
  });

  it('knows which names the Gateway finds', async () => {
    await fresh();
    await service('gateway');
    await engine.run('reports', { image: 'demo:v8088', network });
    await engine.run('lost', { image: 'demo:v80' });
    const names = (host: string) => said(dockerUpstreamNames, { ...upstream, hosts: [host] });
    expect(await names('reports:9000')).toEqual({
      'dns-failure': 'ruled-out: the Gateway finds reports: it is the container reports',
      'connection-refused': 'confirmed: reports listens on port 8088, and port 9000 is asked for',
    });
    expect((await names('reports:8088'))['connection-refused']).toMatch(/^unknown: reports runs/);
    expect((await names('nowhere:80'))['dns-failure']).toBe(
      "confirmed: no container on the Gateway's network caracalData has the name nowhere",
    );
    expect((await names('lost:80'))['dns-failure']).toMatch(/^confirmed: the container lost is on the network none/);
    expect((await names('localhost:9999'))['connection-refused']).toMatch(/^confirmed: localhost is the Gateway's own/);
    expect((await names('example.com:80'))['dns-failure']).toBe('unknown: nothing here names the upstream');
  });

  it('has asked with GET alone, and shown no environment value and no label', () => {
    expect(recorder.asked.length).toBeGreaterThan(20);
    const verbs = new Set(recorder.asked.map((line) => line.split(' ')[0]));
    expect([...verbs]).toEqual(['GET']);
    const known = /^GET \/(_ping|version|containers\/json|networks|containers\/[0-9a-f]{64}\/(json|logs))(\?|$)/;
    expect(recorder.asked.filter((line) => !known.test(line))).toEqual([]);
    expect(recorder.answered).toContain(secret);
    expect(answers.join()).not.toContain(secret);
  });
});
