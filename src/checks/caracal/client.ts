import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import { type Answered, get, type Target } from './get.ts';
import { isId } from './id.ts';
import { askedOf, failed } from './sentences.ts';
import {
  Activation,
  Applications,
  AuditList,
  ErrorBody,
  Explanation,
  PolicySets,
  Records,
  Resources,
  Zone,
} from './shapes.ts';
import type { Caracal, Failed, Readiness, ReadyService, Result } from './types.ts';

export type { Caracal, Failed, ReadyService, Result } from './types.ts';

export interface CaracalOptions {
  apiUrl: string;
  zone: string;
  adminToken: string;
  stsUrl?: string | null;
  gatewayUrl?: string | null;
}

/**
 * A read-only client for one zone. The paths in here are the only ones that it can ask: a token that may read could
 * also fetch clear-text secrets. undici is loaded with the first question. Nothing throws; every failure is a value
 * with a sentence that says what to do.
 */
export function createCaracal(options: CaracalOptions): Caracal {
  const { zone, adminToken } = options;
  const addresses: Record<ReadyService, string | null> = {
    api: trimmed(options.apiUrl),
    sts: options.stsUrl ? trimmed(options.stsUrl) : null,
    gateway: options.gatewayUrl ? trimmed(options.gatewayUrl) : null,
  };
  let agent: Promise<Dispatcher> | null = null;

  async function ask(target: Target, signal: AbortSignal): Promise<Answered | Failed> {
    agent ??= import('undici').then(({ Agent }) => new Agent({ connections: 8, pipelining: 1 }));
    return get(await agent, target, signal);
  }

  /** Reads one place of the zone. `place` begins with a slash; every ID in it was looked at before. */
  async function read<T extends z.ZodType>(
    place: string,
    what: string,
    shape: T,
    signal: AbortSignal,
  ): Promise<Result<z.output<T>>> {
    const asked = askedOf('api', what);
    if (!isId(zone)) return failed('not-found', { ...asked, what: `zone of this form (${what})` });
    const url = `${addresses.api}/v1/zones/${zone}${place}`;
    const answer = await ask({ ...asked, url, token: adminToken }, signal);
    if (!answer.ok) return answer;
    const value = shape.safeParse(answer.body);
    return value.success ? { ok: true, value: value.data } : failed('garbage', asked);
  }

  /** A list without its cursor. */
  async function rows<T>(page: Promise<Result<{ items: T[]; next: string | null }>>): Promise<Result<T[]>> {
    const result = await page;
    return result.ok ? { ok: true, value: result.value.items } : result;
  }

  async function ofRequest<T extends z.ZodType>(
    requestId: string,
    end: '' | '/explain',
    shape: T,
    signal: AbortSignal,
  ): Promise<Result<z.output<T>>> {
    if (!isId(requestId)) {
      const sentence = 'This is not a whole request ID, so audit cannot be asked for it. Copy all of it.';
      return { ok: false, kind: 'not-found', code: 'invalid_params', sentence };
    }
    return read(`/audit/by-request/${requestId}${end}`, 'audit', shape, signal);
  }

  async function ready(service: ReadyService, signal: AbortSignal): Promise<Result<Readiness>> {
    const address = addresses[service];
    const asked = askedOf(service, `whether ${service} is ready`);
    if (address === null) return failed('unreachable', asked);
    const answer = await ask({ ...asked, url: `${address}/ready`, token: null, expects: [503, 500] }, signal);
    if (!answer.ok) return answer.kind === 'not-found' ? failed('garbage', asked) : answer;
    if (answer.status === 200) return { ok: true, value: { service, ready: true, status: 200, reason: null } };
    const body = ErrorBody.safeParse(answer.body);
    if (!body.success) return failed('garbage', asked);
    const reason = body.data.reason ?? body.data.error ?? body.data.detail ?? (body.data.draining ? 'draining' : null);
    return { ok: true, value: { service, ready: false, status: answer.status, reason } };
  }

  return {
    zoneId: zone,
    services: (['api', 'sts', 'gateway'] as const).filter((service) => addresses[service] !== null),
    zone: (signal) => read('', 'zone', Zone, signal),
    audit(signal, query = {}) {
      const decision = query.decision ? `&decision=${query.decision}` : '';
      const cursor = query.cursor ? `&cursor=${encodeURIComponent(query.cursor)}` : '';
      return read(`/audit?limit=${cursor ? 200 : 25}${decision}${cursor}`, 'audit', AuditList, signal);
    },
    explain: (requestId, signal) => ofRequest(requestId, '/explain', Explanation, signal),
    byRequest: (requestId, signal) => ofRequest(requestId, '', AuditList, signal),
    policySets: (signal) => rows(read('/policy-sets', 'the policy sets', PolicySets, signal)),
    async activation(policySet, signal) {
      if (!isId(policySet)) return failed('garbage', askedOf('api', 'the policy set'));
      return read(`/policy-sets/${policySet}/activation-status`, 'the activation status', Activation, signal);
    },
    resources: (signal) => rows(read('/resources', 'the resources', Resources, signal)),
    applications: (signal) => rows(read('/applications', 'the applications', Applications, signal)),
    agentSessions: (signal) => rows(read('/agent-sessions', 'the sessions', Records, signal)),
    sessions: (signal) => rows(read('/sessions?limit=20', 'the sessions', Records, signal)),
    authorityRecords: (signal) => rows(read('/authority-records?limit=20', 'the authority records', Records, signal)),
    ready,
  };
}

const trimmed = (url: string) => (url.endsWith('/') ? url.slice(0, -1) : url);
