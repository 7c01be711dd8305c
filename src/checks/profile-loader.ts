import type { Finding } from '../diagnosis/types.ts';
import type { Edition, RowRef } from '../knowledge/schema.ts';
import { type Fault, goFault, loadProfile } from './profile/loader.ts';
import { cannotTell, confirmed, factsOf, finding, isAbout, row, ruledOut } from './say.ts';
import type { Check, CheckContext } from './types.ts';

const id = 'profile-loader';
const rowOf: Record<Edition, Record<Fault['about'], RowRef>> = {
  '2026.06': {
    profile: row('profile/profile-path-wrong'),
    secret: row('profile/secret-file-rejected'),
    sdk: row('profile/sdk-cannot-load'),
  },
  '1.0': {
    profile: row('identity/sdk-cannot-load'),
    secret: row('identity/secret-file-rejected'),
    sdk: row('identity/sdk-cannot-load'),
  },
};
const shown = 3;

/** Would the product's loaders take the pasted profile? Field by field, with the line of the paste. */
export const profileLoader: Check = {
  id,
  rows: Object.values(rowOf).flatMap((rows) => [rows.profile, rows.secret, rows.sdk]),
  needs: ['profile'],
  question: 'Would the strict loader take the pasted profile?',
  async run(context) {
    const pasted = context.paste.evidence.findLast((evidence) => evidence.kind === 'profile');
    if (pasted?.kind !== 'profile') return { findings: [] };
    const { edition } = context.diagnosis;
    const { faults, values } = loadProfile(pasted.toml, edition);
    const go = edition === '2026.06' && isGo(context) && Object.keys(values).length > 0 ? goFault(pasted.toml) : null;
    const all = go === null ? faults : [...faults, go];
    return { findings: findingsOf(context, all, pasted.line, edition) };
  },
};

function findingsOf(context: CheckContext, faults: readonly Fault[], first: number, edition: Edition): Finding[] {
  const isMain = context.diagnosis.kind === 'profile' || isAbout(context, 'profile', 'identity', 'console-file-writes');
  const say = isMain ? confirmed : cannotTell;
  const rows = rowOf[edition];
  if (faults.length === 0) {
    const words = 'the loader takes the pasted profile: every field has the right form';
    return isMain && edition === '1.0' ? [] : isMain ? [finding(id, rows.sdk, ruledOut(words))] : [];
  }
  return (['profile', 'secret', 'sdk'] as const).flatMap((about) => {
    const some = faults.filter((fault) => fault.about === about);
    return some.length === 0 ? [] : [finding(id, rows[about], say(inLines(some, first)))];
  });
}

function inLines(faults: readonly Fault[], first: number): string {
  const said = faults
    .slice(0, shown)
    .map(({ line, says }) => (line === null ? says : `line ${first + line - 1}: ${says}`));
  const more = faults.length - said.length;
  return `${said.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

/** The Go SDK reads it: a stack trace, or the words that only it uses. */
function isGo(context: CheckContext): boolean {
  const { text } = context.paste;
  return (
    factsOf(context, 'trace.language').includes('go') ||
    text.includes('caracal: profile line') ||
    text.includes('go run')
  );
}
