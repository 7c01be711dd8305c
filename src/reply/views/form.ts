import type { InputBlock, Option } from '@slack/types';
import { editions } from '../../knowledge/terms.ts';
import { ANY, callbacks, inputs } from '../actions.ts';
import { LIMITS } from '../limits.ts';
import type { Modal } from '../types.ts';
import { viewWords as w } from '../words/views.ts';
import { modal, plainText } from './modal.ts';

/**
 * The form to paste into.
 * @param zones those that this person may see in this channel; without any there is nothing to choose
 * @param metadata what the form has to remember of where it was opened
 */
export function formView({ zones, metadata }: { zones: { id: string; name: string }[]; metadata: string }): Modal {
  const paste: InputBlock = {
    type: 'input',
    block_id: inputs.paste,
    label: plainText(w.paste, 2_000),
    hint: plainText(w.pasteHint, 2_000),
    element: {
      type: 'plain_text_input',
      action_id: inputs.paste,
      multiline: true,
      max_length: LIMITS.paste,
      placeholder: plainText(w.pastePlaceholder, 150),
      focus_on_load: true,
    },
  };
  const anyZone = option(w.anyZone, ANY);
  const anyEdition = option(w.anyEdition, ANY);
  const known = zones.filter(({ id }) => id.length > 0 && id.length <= LIMITS.option).slice(0, 99);
  return modal({ callback: callbacks.form, title: w.formTitle, submit: w.submit, metadata }, [
    paste,
    ...(known.length > 0
      ? [select(inputs.zone, w.zone, anyZone, [anyZone, ...known.map(({ id, name }) => option(name, id))])]
      : []),
    select(inputs.edition, w.edition, anyEdition, [
      anyEdition,
      ...editions.map((edition) => option(w.editionName(edition), edition)),
    ]),
  ]);
}

const option = (label: string, value: string): Option & { text: ReturnType<typeof plainText> } => ({
  text: plainText(label, LIMITS.option),
  value,
});

function select(
  name: string,
  label: string,
  initial: ReturnType<typeof option>,
  options: ReturnType<typeof option>[],
): InputBlock {
  return {
    type: 'input',
    block_id: name,
    label: plainText(label, 2_000),
    optional: true,
    element: { type: 'static_select', action_id: name, initial_option: initial, options },
  };
}
