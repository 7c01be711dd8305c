import { dockerDemoUpstream } from '../docker-demo-upstream.ts';
import { dockerEngine } from '../docker-engine.ts';
import { dockerPorts } from '../docker-ports.ts';
import { dockerServices } from '../docker-services.ts';
import { dockerStale } from '../docker-stale.ts';
import { dockerUpstreamNames } from '../docker-upstream-names.ts';
import type { Check } from '../types.ts';

/** The checks that ask Docker, sorted by id. None of them loads dockerode: the client that they are given does. */
export const dockerChecks: Check[] = [
  dockerDemoUpstream,
  dockerEngine,
  dockerPorts,
  dockerServices,
  dockerStale,
  dockerUpstreamNames,
];
