import type { Knowledge } from '../../knowledge/load.ts';
import { text } from '../../knowledge/load.ts';
import type { ReplyRecord } from '../../work/types.ts';
import { callbacks, inputs, NONE, replyValue, rowValue } from '../actions.ts';
import { richSection, richText } from '../blocks/rich.ts';
import { oneLine, rich } from '../escape.ts';
import { LIMITS } from '../limits.ts';
import type { Modal } from '../types.ts';
import { viewWords as w } from '../words/views.ts';
import { modal, plainText } from './modal.ts';

/** Options that one select may have. */
const MOST = 100;

/** "That's not it": every section with its rows, the sections of the page in their order, and "none of these". */
export function chooseView(record: ReplyRecord, knowledge: Knowledge): Modal {
  const { edition, section: ownSection, row: ownRow, summary } = record.diagnosis;
  let left = MOST - 1;
  const groups = knowledge.tables[edition].sections.flatMap((section) => {
    const rows = section.rows
      .filter((row) => section.id !== ownSection || row.id !== ownRow)
      .slice(0, Math.max(0, left));
    left -= rows.length;
    if (rows.length === 0) return [];
    const options = rows.map((row) => ({
      text: plainText(text(row.symptom, edition), LIMITS.option),
      value: rowValue({ section: section.id, row: row.id }),
    }));
    return [{ label: plainText(text(section.title, edition), LIMITS.option), options }];
  });
  const none = {
    label: plainText(w.otherGroup, LIMITS.option),
    options: [{ text: plainText(w.noneOfThese, LIMITS.option), value: NONE }],
  };
  const frame = {
    callback: callbacks.choose,
    title: w.chooseTitle,
    submit: w.chooseSubmit,
    metadata: replyValue(record.id),
  };
  return modal(frame, [
    richText(richSection(rich(oneLine(summary).slice(0, 500)))),
    {
      type: 'input',
      block_id: inputs.choice,
      label: plainText(w.choose, 2_000),
      hint: plainText(w.chooseHint, 2_000),
      element: {
        type: 'static_select',
        action_id: inputs.choice,
        placeholder: plainText(w.choosePlaceholder, 150),
        option_groups: [...groups.slice(0, 99), none],
      },
    },
  ]);
}
