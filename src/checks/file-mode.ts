import type { Edition, RowRef } from '../knowledge/schema.ts';
import { confirmed, finding, row, ruledOut, type Said } from './say.ts';
import type { Check } from './types.ts';

const id = 'file-mode';
const rowOf: Record<Edition, RowRef> = {
  '2026.06': row('profile/secret-file-rejected'),
  '1.0': row('identity/secret-file-rejected'),
};

/** A file with its mode as `ls -l` or a message of the product shows it. */
interface Shown {
  name: string;
  mode: number;
  line: number;
}

/** Does the edition's rule allow the mode that `ls -l` or the message shows? */
export const fileMode: Check = {
  id,
  rows: Object.values(rowOf),
  needs: ['nothing'],
  question: "Does the edition's rule allow the pasted file mode?",
  async run({ paste, diagnosis }) {
    const ref = rowOf[diagnosis.edition];
    if (diagnosis.section !== ref.section) return { findings: [] };
    const shown = paste.lines.flatMap(({ text, number }) => shownIn(text, number)).slice(0, 5);
    const said = shown.map((file) => judge(file, diagnosis.edition));
    const broken = said.find(({ state }) => state === 'confirmed') ?? said[0];
    return { findings: broken ? [finding(id, ref, broken)] : [] };
  },
};

/**
 * 2026.06 refuses a secret file that others may write (0644 passes) and, for `caracal run`, a profile at the default path that
 * others may read; 1.0 refuses everything beyond the owner. Sources: caracal 2026.06 section 3.3, 1.0 section 3.5.
 */
function judge({ name, mode, line }: Shown, edition: Edition): Said {
  const isProfile = name.endsWith('caracal.toml');
  const strict = edition === '1.0' || isProfile;
  const octal = `0${(mode & 0o777).toString(8).padStart(3, '0')}`;
  if ((mode & (strict ? 0o077 : 0o022)) === 0) {
    return ruledOut(`line ${line}: the mode ${octal} of ${name} is allowed`);
  }
  const rule = strict ? 'only its owner may read or write it' : 'only its owner may write it';
  return confirmed(`line ${line}: ${name} has the mode ${octal}, and ${rule}; \`chmod 600\` repairs it`);
}

function shownIn(text: string, line: number): Shown[] {
  const words = text.trim().split(/\s+/);
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (isModeString(first) && isOurs(last)) return [{ name: last, mode: modeOf(first), line }];
  const is = words.findIndex((word, i) => word.startsWith('0o') && words[i - 1] === 'is');
  const file = words[is - 2];
  const octal = Number.parseInt((words[is] ?? '').slice(2), 8);
  return is > 1 && file !== undefined && isOurs(file) && !Number.isNaN(octal)
    ? [{ name: file, mode: octal, line }]
    : [];
}

/** `-rw-r--r--`, perhaps with the sign of an ACL behind it. */
function isModeString(word: string): boolean {
  return (
    word.length >= 10 &&
    word.length <= 11 &&
    word[0] === '-' &&
    [...word.slice(1, 10)].every((c) => 'rwxst-ST'.includes(c))
  );
}

function modeOf(word: string): number {
  return [...word.slice(1, 10)].reduce((mode, char) => mode * 2 + (char === '-' ? 0 : 1), 0);
}

const isOurs = (name: string) => name.includes('secret') || name.endsWith('caracal.toml');
