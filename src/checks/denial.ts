import { policyDenied } from './descriptions.ts';
import { factsOf, isAbout } from './say.ts';
import type { CheckContext } from './types.ts';

/** STS knew the application and refused a mandate, as far as the paste tells: another message is another matter. */
export function isDenial(context: CheckContext): boolean {
  const described = factsOf(context, 'error.description');
  return described.some(policyDenied) || (described.length === 0 && isAbout(context, 'sts-403'));
}
