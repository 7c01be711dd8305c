import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEngine, type TestEngine, whyNoEngine } from '../checks/docker/engine.ts';

const program = new URL('../../src/caracal-help.js', import.meta.url).pathname;
const missing = whyNoEngine();
if (missing !== null) process.stderr.write(`SKIPPED: diagnose --verify with a real Docker engine (${missing})\n`);

interface Output {
  section: string | null;
  row: string | null;
  confidence: number;
  summary: string;
  checklist: { section: string; row: string; state: string; detail: string | null }[];
}

describe.skipIf(missing !== null)('diagnose --verify with a real Docker engine', { timeout: 120_000 }, () => {
  let engine: TestEngine;
  let folder = '';
  const network = 'caracalData';

  function diagnose(text: string, host = engine.host): Promise<Output> {
    const child = spawn(process.execPath, [program, 'diagnose', '--json', '--verify', '--edition', '2026.06'], {
      cwd: folder,
      env: { PATH: process.env.PATH!, DOCKER_HOST: host },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.stdin.end(text);
    return new Promise((resolve, reject) => {
      child.on('close', () => (out === '' ? reject(new Error(err)) : resolve(JSON.parse(out))));
    });
  }
  const state = (output: Output, row: string) => output.checklist.find((item) => item.row === row)?.state;

  beforeAll(async () => {
    engine = await startEngine();
    await engine.image('caracal-test:v1');
    await engine.image('nginx:stable-alpine', [80]);
    folder = mkdtempSync(join(tmpdir(), 'ch-verify-'));
    writeFileSync(join(folder, 'caracal-help.toml'), '[docker]\nenabled = true\n');
  });
  beforeEach(() => engine.api.createNetwork({ Name: network, Labels: { 'com.docker.compose.network': network } }));
  afterEach(() => engine.clear());
  afterAll(async () => {
    await engine?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const notAddressable =
    'HTTP/1.1 502 Bad Gateway\n\n{"error":"internal_error","error_description":"upstream not addressable",' +
    '"requestId":"51021c0d-ba19-421b-bd19-9a1ae27f6e56"}\n';
  const running = () => engine.run('caracal-gateway-1', { network });

  it.each([
    ['missing', async () => {}],
    ['stopped', () => engine.run('caracalDemoUpstream', { image: 'nginx:stable-alpine', network, start: false })],
    ['misplaced', () => engine.run('caracalDemoUpstream', { image: 'nginx:stable-alpine' })],
  ])('names the demo upstream that is %s', async (_how, make) => {
    await running();
    await make();
    const output = await diagnose(notAddressable);
    expect(output).toMatchObject({ section: 'upstream', row: 'demo-upstream-missing' });
    expect(state(output, 'demo-upstream-missing')).toBe('confirmed');
    expect(output.confidence).toBeGreaterThan(0.9);
  });

  it('rules the demo upstream out when it is there', async () => {
    await running();
    await engine.run('caracalDemoUpstream', { image: 'nginx:stable-alpine', network });
    expect(state(await diagnose(notAddressable), 'demo-upstream-missing')).toBe('ruled-out');
  });

  it('names the container that holds a port', async () => {
    // Not the port of the other file with a real engine: both may run at the same time.
    await engine.run('thief', { network, port: 9090 });
    await engine.run('caracal-audit-1', { network, port: 9090 });
    const output = await diagnose(
      'Error response from daemon: driver failed programming external connectivity on endpoint caracal-audit-1: ' +
        'Bind for 127.0.0.1:9090 failed: port is already allocated',
    );
    expect(output).toMatchObject({ section: 'readiness', row: 'ports-in-use' });
    expect(output.summary).toContain('thief');
    expect(state(output, 'ports-in-use')).toBe('confirmed');
    expect(state(output, 'docker-command-fails')).toBe('ruled-out');
  });

  it('names the unhealthy container', async () => {
    await engine.run('caracal-sts-1', { network, health: 'exit 1' });
    await engine.health('caracal-sts-1', 'unhealthy');
    const output = await diagnose('caracal status says sts 8080 ready ✗ down timeout\nSTS request timed out');
    expect(output).toMatchObject({ section: 'readiness', row: 'service-not-ready' });
    expect(state(output, 'service-not-ready')).toBe('confirmed');
    expect(JSON.stringify(output)).toContain('caracal-sts-1 is unhealthy');
  });

  it('finds a stale image', async () => {
    await engine.image('caracal-sts:v1', [], 'old');
    await engine.run('caracal-sts-1', { network, image: 'caracal-sts:v1' });
    await engine.image('caracal-sts:v1', [], 'new');
    const output = await diagnose('caracal up again and the stack looks stale, containers are from an old version');
    expect(state(output, 'stack-stale')).toBe('confirmed');
  });

  it('believes that the daemon is down only when it is', async () => {
    const text =
      '✗ docker daemon is not reachable; start Docker and ensure your user can access /var/run/docker.sock\n';
    const down = await diagnose(text, 'unix:///nowhere/docker.sock');
    expect(down).toMatchObject({ section: 'readiness', row: 'docker-command-fails' });
    expect(state(down, 'docker-command-fails')).toBe('confirmed');
    expect(state(await diagnose(text), 'docker-command-fails')).toBe('ruled-out');
  });
});
