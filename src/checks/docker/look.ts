import { cannotTell, finding, forChecklist, type Said } from '../say.ts';
import { otherStack } from '../tie.ts';
import type { Answer, Check, CheckContext } from '../types.ts';
import { isSameStack } from './same-stack.ts';
import type { Container, Docker } from './types.ts';
import { DockerError } from './types.ts';

/** The paste is about the stack itself, not about a request that went through it. */
export function isAboutStack(context: CheckContext): boolean {
  const { diagnosis } = context;
  return diagnosis.kind === 'readiness' || diagnosis.section === 'readiness';
}

/** The containers of the configured project. */
export const ofProject = (docker: Docker, containers: readonly Container[]): Container[] =>
  containers.filter((container) => container.project === docker.project);

/** How engines say that a port is taken, when a container cannot start. */
const portTaken = [
  'port is already allocated',
  'address already in use',
  'ports are not available',
  'only one usage of',
];

/** Does this error of the engine say that somebody else has the port? */
export const isPortTaken = (error: string | null): boolean =>
  error !== null && portTaken.some((words) => error.toLowerCase().includes(words));

/** The same answer for every row of a check; what is left open is told only of rows on the checklist. */
export function sayOfAll(check: Pick<Check, 'id' | 'rows'>, context: CheckContext, said: Said): Answer {
  if (said.state === 'unknown') return { findings: forChecklist(check, context, said) };
  return { findings: check.rows.map((ref) => finding(check.id, ref, said)) };
}

/**
 * What every Docker check has around its question: Docker must be enabled, the paste must come from this stack, and an
 * engine that cannot be asked is a reason, never an error.
 */
export async function look(
  context: CheckContext,
  check: Pick<Check, 'id' | 'rows'>,
  ask: (docker: Docker) => Promise<Said | Answer>,
): Promise<Answer> {
  if (context.docker === null) return sayOfAll(check, context, cannotTell('Docker is not enabled'));
  if (!(await isSameStack(context))) {
    return sayOfAll(check, context, cannotTell(otherStack));
  }
  try {
    const said = await ask(context.docker);
    return 'findings' in said ? said : sayOfAll(check, context, said);
  } catch (error) {
    if (error instanceof DockerError) return sayOfAll(check, context, cannotTell(error.message));
    throw error;
  }
}
