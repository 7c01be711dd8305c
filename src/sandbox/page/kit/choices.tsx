import { useId } from 'react';
import type { Json } from '../../slack/types.ts';
import { plain, TextObject } from './text.tsx';
import { optionsOf } from './values.ts';

interface Props {
  element: Json;
  chosen: string[];
  onChange(value: string | string[] | null): void;
}

function OptionText({ option }: { option: Json }) {
  return (
    <span className="option">
      <TextObject text={option.text as Json} />
      {option.description !== undefined && (
        <small>
          <TextObject text={option.description as Json} />
        </small>
      )}
    </span>
  );
}

export function Checkboxes({ element, chosen, onChange }: Props) {
  return optionsOf(element).map((option) => {
    const value = String(option.value);
    const isOn = chosen.includes(value);
    return (
      <label key={value} className="choice">
        <input
          type="checkbox"
          checked={isOn}
          onChange={() => onChange(isOn ? chosen.filter((each) => each !== value) : [...chosen, value])}
        />
        <OptionText option={option} />
      </label>
    );
  });
}

export function Radios({ element, chosen, onChange }: Props) {
  const name = useId();
  return optionsOf(element).map((option) => {
    const value = String(option.value);
    return (
      <label key={value} className="choice">
        <input type="radio" name={name} checked={chosen.includes(value)} onChange={() => onChange(value)} />
        <OptionText option={option} />
      </label>
    );
  });
}

interface SelectProps extends Props {
  id?: string;
  /** Read out, and shown while nothing is chosen. */
  label: string;
  describedBy?: string;
  invalid?: boolean;
  required?: boolean;
}

export function Select({ element, chosen, onChange, id, label, describedBy, invalid, required }: SelectProps) {
  const groups = (element.option_groups as Json[] | undefined) ?? [];
  return (
    <select
      id={id}
      aria-label={id ? undefined : label}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      required={required}
      value={chosen[0] ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{plain(element.placeholder) || label}</option>
      <Options options={optionsOf(element)} />
      {groups.map((group) => (
        <optgroup key={plain(group.label)} label={plain(group.label)}>
          <Options options={optionsOf(group)} />
        </optgroup>
      ))}
    </select>
  );
}

function Options({ options }: { options: Json[] }) {
  return options.map((option) => (
    <option key={String(option.value)} value={String(option.value)}>
      {plain(option.text)}
    </option>
  ));
}
