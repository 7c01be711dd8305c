import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, CheckContext } from '../checks/types.ts';
import type { Config } from '../config/types.ts';
import { conclude } from '../diagnosis/conclude.ts';
import { isExplained } from '../diagnosis/explained.ts';
import type { Diagnosis } from '../diagnosis/types.ts';
import type { Knowledge } from '../knowledge/load.ts';
import type { Paste } from '../paste/types.ts';

export interface VerifyOptions {
  config: Config;
  knowledge: Knowledge;
  /** Ask Caracal and Docker too; otherwise only what the paste itself proves is looked at. */
  live: boolean;
  /** How long audit may be asked again, ms. */
  waitMs: number;
}

/** Brings the findings of checks into a diagnosis. */
export type Verify = (paste: Paste, diagnosis: Diagnosis) => Promise<Diagnosis>;

/** Audit is asked again after so many ms, as the bot does. */
const againMs = [2000, 3000, 10_000, 25_000, 60_000];

/**
 * @param options with `live`, every configured zone counts as allowed and the paste as coming from this machine
 * @returns the function that verifies one diagnosis; checks are loaded with it
 */
export async function verifier(options: VerifyOptions): Promise<Verify> {
  const { runChecks } = await import('../checks/run.ts');
  const zones = options.live ? await zonesOf(options.config) : [];
  const docker = options.live && options.config.docker.enabled ? await dockerOf(options.config) : null;
  return async (paste, diagnosis) => {
    if (!isWorthChecking(diagnosis, zones.length > 0)) return diagnosis;
    const end = Date.now() + options.waitMs;
    let current = diagnosis;
    for (let asked = 0; ; asked++) {
      const context: CheckContext = {
        paste,
        diagnosis: current,
        zones,
        docker,
        sameMachine: options.live,
        signal: AbortSignal.timeout(20_000),
        now: Date.now,
      };
      const { late, ...first } = await runChecks(context);
      current = conclude(current, first, options.knowledge);
      if (late && options.live) current = conclude(current, await late, options.knowledge);
      const pause = againMs[asked] ?? 60_000;
      if (!isOpen(first, current) || Date.now() + pause > end) return current;
      await sleep(pause);
    }
  };
}

/** A row, or a profile; or what is Caracal's without being on the page, where audit can say what became of the request. */
function isWorthChecking({ row, kind, outside, requestIds }: Diagnosis, canAsk: boolean): boolean {
  return row !== null || kind === 'profile' || (canAsk && outside?.of === 'caracal' && requestIds.length > 0);
}

/** Audit has nothing yet, or did not answer: worth asking again while there is time. */
function isOpen(answer: Answer, diagnosis: Diagnosis): boolean {
  const diagnostic = diagnosis.diagnostic ?? answer.diagnostic;
  return !!diagnostic && !isExplained(diagnostic);
}

async function zonesOf(config: Config): Promise<CheckContext['zones']> {
  const { createCaracal } = await import('../checks/caracal/client.ts');
  return config.zones.map((zone) => ({
    id: zone.id,
    name: zone.name,
    caracal: createCaracal({
      apiUrl: zone.apiUrl,
      zone: zone.id,
      adminToken: zone.adminToken,
      stsUrl: zone.stsUrl,
      gatewayUrl: zone.gatewayUrl,
    }),
  }));
}

async function dockerOf(config: Config): Promise<CheckContext['docker']> {
  const { createDocker } = await import('../checks/docker/client.ts');
  const { host, env, project, network } = config.docker;
  return createDocker({ host, env, project, network });
}
