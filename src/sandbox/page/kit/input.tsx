import { useId } from 'react';
import type { Block, Json } from '../../slack/types.ts';
import { Checkboxes, Radios, Select } from './choices.tsx';
import { useForm } from './form.tsx';
import { useSurface } from './surface.tsx';
import { plain } from './text.tsx';

/** A field of a modal: label, control, hint, and what the bot said is wrong with it. */
export function InputBlock({ block }: { block: Block }) {
  const id = useId();
  const error = useSurface().error(String(block.block_id));
  const element = block.element as Json;
  const hint = plain(block.hint);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const isGroup = element.type === 'checkboxes' || element.type === 'radio_buttons';
  const label = (
    <>
      {plain(block.label)} {block.optional === true && <span className="quiet">(optional)</span>}
    </>
  );
  const control = <Field {...{ id, block, element, described }} label={plain(block.label)} invalid={Boolean(error)} />;
  return (
    <div className="field">
      {isGroup ? (
        <fieldset>
          <legend>{label}</legend>
          {control}
        </fieldset>
      ) : (
        <>
          <label htmlFor={id}>{label}</label>
          {control}
        </>
      )}
      {error && (
        <p id={`${id}-error`} className="error" role="alert">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="quiet">
          {hint}
        </p>
      )}
    </div>
  );
}

interface FieldProps {
  id: string;
  block: Block;
  element: Json;
  label: string;
  described?: string;
  invalid: boolean;
}

function Field({ id, block, element, label, described, invalid }: FieldProps) {
  const form = useForm();
  const key = `${block.block_id}.${element.action_id}`;
  const value = form.value(key, element);
  const set = (next: string | string[] | null) => form.set(key, next);
  const chosen = Array.isArray(value) ? value : value ? [value] : [];
  // As in Slack, what must be filled in is not sent empty.
  const required = block.optional !== true;
  const shared = { 'aria-describedby': described, 'aria-invalid': invalid || undefined, required };
  switch (element.type) {
    case 'static_select':
      return <Select {...{ id, element, chosen, label, invalid, required }} describedBy={described} onChange={set} />;
    case 'checkboxes':
      return <Checkboxes element={element} chosen={chosen} onChange={set} />;
    case 'radio_buttons':
      return <Radios element={element} chosen={chosen} onChange={set} />;
    default: {
      const text = {
        id,
        ...shared,
        value: typeof value === 'string' ? value : '',
        placeholder: plain(element.placeholder) || undefined,
        maxLength: Number(element.max_length ?? 3000),
        autoFocus: element.focus_on_load === true,
        onChange: (event: { target: { value: string } }) => set(event.target.value),
      };
      return element.multiline ? <textarea rows={8} {...text} /> : <input type="text" {...text} />;
    }
  }
}
