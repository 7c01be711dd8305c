import { confirmed, factsOf, finding, row, ruledOut } from './say.ts';
import type { Check } from './types.ts';

const id = 'file-writes';
const ref = row('console-file-writes/files-not-written');

/** What does the result view of guided setup say of the files? */
export const fileWrites: Check = {
  id,
  rows: [ref],
  needs: ['nothing'],
  question: 'What does the result view of guided setup say of the files?',
  async run(context) {
    if (context.diagnosis.section !== ref.section) return { findings: [] };
    const status = factsOf(context, 'file-write.status').at(-1);
    if (status === 'failed')
      return { findings: [finding(id, ref, confirmed('the result view says that writing failed'))] };
    if (status === 'skipped')
      return {
        findings: [
          finding(id, ref, confirmed('the result view says that no files were asked for, so none were written')),
        ],
      };
    if (status === 'written')
      return { findings: [finding(id, ref, ruledOut('the result view says that the files were written'))] };
    return { findings: [] };
  },
};
