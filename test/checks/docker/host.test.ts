import { describe, expect, it } from 'vitest';
import { parseDockerHost } from '../../../src/checks/docker/host.ts';

describe('parseDockerHost', () => {
  it.each([
    ['unix:///run/user/1000/docker.sock', {}, { kind: 'socket', path: '/run/user/1000/docker.sock' }],
    ['npipe:////./pipe/docker_engine', {}, { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['npipe://', {}, { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://build:2375', {}, { kind: 'tcp', host: 'build', port: 2375, tls: null }],
    ['tcp://build', {}, { kind: 'tcp', port: 2375, tls: null }],
    ['tcp://build:80', {}, { kind: 'tcp', port: 80, tls: null }],
    ['tcp://build:2376', { DOCKER_CERT_PATH: '/c' }, { kind: 'tcp', port: 2376, tls: { folder: '/c' } }],
    ['tcp://build', { DOCKER_TLS_VERIFY: '1', HOME: '/h' }, { kind: 'tcp', port: 2376, tls: { folder: '/h/.docker' } }],
    ['tcp://build:9', { DOCKER_TLS_VERIFY: '1', DOCKER_CONFIG: '/d' }, { port: 9, tls: { folder: '/d' } }],
    ['tcp://[::1]:2375/', {}, { kind: 'tcp', host: '::1', port: 2375 }],
  ])('reads %s', (host, env, expected) => {
    expect(parseDockerHost(host, env)).toMatchObject(expected);
  });

  it.each([
    ['ssh://me@host', 'is an ssh address, which is not supported; forward the socket'],
    ['/var/run/docker.sock', 'is a bare path; write unix://'],
    ['unix://docker.sock', 'names a socket without its full path'],
    ['build:2375', 'is not understood; write'],
    ['fd://', 'is not understood; write'],
    ['http://build:2375', 'is not understood; write'],
    ['tcp://', 'is not a tcp address'],
    ['tcp://me:pw@build:2375', 'must not hold a name or password'],
    ['tcp://build:2375/docker', 'must not have a path'],
  ])('refuses %s with what to write', (host, words) => {
    const parsed = parseDockerHost(host, {});
    expect('refused' in parsed && parsed.refused).toContain(`DOCKER_HOST ${words}`);
    expect(JSON.stringify(parsed)).not.toContain('pw');
  });

  it('takes the socket of the machine where nothing is set', () => {
    expect(parseDockerHost(null, {})).toMatchObject({ kind: 'socket' });
    expect(parseDockerHost(' ', {})).toEqual(parseDockerHost(null, {}));
    expect(parseDockerHost('unix://', {})).toEqual(parseDockerHost(null, {}));
  });
});
