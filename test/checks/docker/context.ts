import type { Docker } from '../../../src/checks/docker/types.ts';
import type { AllowedZone, Check, CheckContext } from '../../../src/checks/types.ts';
import type { Diagnosis, Finding } from '../../../src/diagnosis/types.ts';
import type { Fact, Paste, ServiceState } from '../../../src/paste/types.ts';

export interface Given {
  docker?: Docker | null;
  text?: string;
  section?: string | null;
  row?: string | null;
  kind?: Diagnosis['kind'];
  services?: Partial<ServiceState>[];
  facts?: Pick<Fact, 'key' | 'value'>[];
  hosts?: string[];
  resources?: string[];
  /** Upstream URLs by resource, as a zone has them. */
  zone?: Record<string, string>;
  zones?: string[];
  sameMachine?: boolean;
  edition?: Diagnosis['edition'];
}

/** Every row that a Docker check speaks for, as on a checklist of a whole section. */
const checklist = Object.entries({
  readiness: ['docker-command-fails', 'service-not-ready', 'ports-in-use', 'stack-stale'],
  upstream: ['connection-refused', 'dns-failure', 'demo-upstream-missing'],
}).flatMap(([section, rows]) => rows.map((row) => ({ section, row })));

function zoneOf(upstreams: Record<string, string>): AllowedZone {
  const value = Object.entries(upstreams).map(([identifier, upstream_url]) => ({ identifier, upstream_url }));
  return {
    id: 'z',
    name: 'z',
    caracal: { resources: async () => ({ ok: true, value }) } as unknown as AllowedZone['caracal'],
  };
}

/** A context as a check gets it, with only what the test is about filled in. */
function contextOf(given: Given): CheckContext {
  const services = (given.services ?? []).map((state) => ({
    name: 'sts',
    port: null,
    ok: false,
    detail: '',
    line: 1,
    ...state,
  }));
  const paste: Paste = {
    text: given.text ?? '',
    lines: [],
    evidence: services.length > 0 ? [{ kind: 'readiness', line: 1, services }] : [],
    facts: (given.facts ?? []).map((fact) => ({ ...fact, line: 1 })),
    requestIds: [],
    mentions: {
      zones: given.zones ?? [],
      applications: [],
      resources: given.resources ?? [],
      scopes: [],
      hosts: given.hosts ?? [],
      times: [],
    },
    tokens: [],
    redacted: 0,
    caracal: true,
  };
  const diagnosis = {
    kind: given.kind ?? 'error',
    edition: given.edition ?? '2026.06',
    section: given.section ?? null,
    row: given.row ?? null,
    alternatives: [],
    checklist,
  } as unknown as Diagnosis;
  return {
    paste,
    diagnosis,
    zones: given.zone === undefined ? [] : [zoneOf(given.zone)],
    docker: given.docker ?? null,
    sameMachine: given.sameMachine ?? true,
    signal: AbortSignal.timeout(5000),
    now: Date.now,
  };
}

/** Runs a check; gives its findings by row: `state: detail`. */
export async function ask(check: Check, given: Given): Promise<Record<string, string>> {
  const { findings } = await check.run(contextOf(given));
  return Object.fromEntries(findings.map((finding: Finding) => [finding.row, `${finding.state}: ${finding.detail}`]));
}
