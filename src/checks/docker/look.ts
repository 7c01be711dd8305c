import type { Finding } from '../../diagnosis/types.ts';
import type { RowRef } from '../../knowledge/schema.ts';
import type { Answer, CheckContext } from '../types.ts';
import { isSameStack } from './same-stack.ts';
import type { Container, Docker } from './types.ts';
import { DockerError } from './types.ts';

export type Said = Pick<Finding, 'state' | 'detail'>;

export const confirmed = (detail: string): Said => ({ state: 'confirmed', detail });
export const ruledOut = (detail: string): Said => ({ state: 'ruled-out', detail });
export const cannotTell = (detail: string): Said => ({ state: 'unknown', detail });

/** The paste is about the stack itself, not about a request that went through it. */
export function isAboutStack(context: CheckContext): boolean {
  const { diagnosis } = context;
  return diagnosis.kind === 'readiness' || diagnosis.section === 'readiness';
}

/** The containers of the configured project. */
export const ofProject = (docker: Docker, containers: readonly Container[]): Container[] =>
  containers.filter((container) => container.project === docker.project);

/** "a", "a and b", "a, b and c" */
export function list(words: readonly string[]): string {
  if (words.length <= 1) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The same answer for every row of a check. */
export function sayOfAll(check: string, rows: readonly RowRef[], said: Said): Answer {
  return { findings: rows.map(({ section, row }) => ({ check, section, row, ...said })) };
}

/**
 * What every Docker check has around its question: Docker must be enabled, the paste must come from this stack, and an
 * engine that cannot be asked is a reason, never an error.
 */
export async function look(
  context: CheckContext,
  check: string,
  rows: readonly RowRef[],
  ask: (docker: Docker) => Promise<Said | Answer>,
): Promise<Answer> {
  if (context.docker === null) return sayOfAll(check, rows, cannotTell('Docker is not enabled'));
  if (!(await isSameStack(context))) {
    return sayOfAll(check, rows, cannotTell('the stack I can see is another one than the one in this paste'));
  }
  try {
    const said = await ask(context.docker);
    return 'findings' in said ? said : sayOfAll(check, rows, said);
  } catch (error) {
    if (error instanceof DockerError) return sayOfAll(check, rows, cannotTell(error.message));
    throw error;
  }
}
