import { describe, expect, it } from 'vitest';
import { readinessOutput } from '../../src/checks/readiness-output.ts';
import { ask } from './docker/context.ts';

const stack = (details: string[]) =>
  ['api', 'sts', 'gateway', 'audit', 'coordinator'].map((name, i) => ({
    name,
    port: [3000, 8080, 8081, 9090, 4000][i]!,
    ok: details[i] === '200',
    detail: details[i]!,
  }));

describe('readiness-output', () => {
  it('rules everything out when all is ready', async () => {
    expect(await ask(readinessOutput, { services: stack(['200', '200', '200', '200', '200']) })).toEqual({
      'docker-command-fails': 'ruled-out: api, sts, gateway, audit and coordinator answer, so Docker runs',
      'service-not-ready': 'ruled-out: all 5 services are ready',
      'ports-in-use': 'ruled-out: Caracal itself answers on each port',
    });
  });

  it('names the dependency', async () => {
    const down = '503 postgres_unreachable';
    const answer = await ask(readinessOutput, {
      services: stack(['unreachable', down, down, down, 'unreachable']),
    });
    expect(answer['service-not-ready']).toMatch(/^confirmed: PostgreSQL is down or cannot be reached: sts, api/);
    expect(answer['docker-command-fails']).toMatch(/^ruled-out: sts, gateway and audit answer/);
    expect(answer['ports-in-use']).toMatch(/^unknown/);
  });

  it('confirms a foreign process on a port, not the service', async () => {
    const services = stack(['404 <!DOCTYPE HTML>', '200', '200', '200', '200']);
    expect(await ask(readinessOutput, { services })).toEqual({
      'docker-command-fails': 'ruled-out: sts, gateway, audit and coordinator answer, so Docker runs',
      'service-not-ready': 'unknown: api (404 <!DOCTYPE HTML>)',
      'ports-in-use': 'confirmed: what answers on port 3000 (api) is not Caracal: 404 <!DOCTYPE HTML>',
    });
  });

  it('leaves everything open when nothing answers', async () => {
    const services = stack(Array(5).fill('unreachable'));
    const answer = await ask(readinessOutput, { services });
    expect(Object.values(answer).every((text) => text.startsWith('unknown'))).toBe(true);
  });

  it('takes the later of two outputs', async () => {
    const services = [...stack(['200', 'timeout', '200', '200', '200']), ...stack(['200', '200', '200', '200', '200'])];
    expect((await ask(readinessOutput, { services }))['service-not-ready']).toMatch(/^ruled-out/);
  });

  it('says nothing where no output was pasted', async () => {
    expect(await ask(readinessOutput, { text: 'policy denied' })).toEqual({});
  });
});
