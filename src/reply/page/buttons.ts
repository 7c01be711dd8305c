import { actions, replyValue } from '../actions.ts';
import { replyWords as w } from '../words/reply.ts';
import type { Subject } from './subject.ts';
import type { Button, Part } from './types.ts';

/** The buttons under an answer; with `open` there is no row yet, so a row can be chosen and another paste sent. */
export function buttonsPart(subject: Subject, kind: 'row' | 'open' = 'row'): Part {
  const { record, diagnosis } = subject;
  if (!record) return { kind: 'buttons', buttons: [] };
  const value = replyValue(record.id);
  const button = (action: string, label: string): Button => ({ action, label, value });
  const run = button(actions.runChecks, w.buttons.run);
  const buttons =
    kind === 'row'
      ? [
          { ...button(actions.solved, w.buttons.solved), style: 'primary' as const },
          run,
          button(actions.notIt, w.buttons.notIt),
        ]
      : [button(actions.notIt, w.buttons.choose), ...(diagnosis.requestIds.length > 0 ? [run] : [])];
  if (diagnosis.diagnostic?.policyInput != null) buttons.push(button(actions.policyInput, w.buttons.policy));
  return { kind: 'buttons', buttons };
}
