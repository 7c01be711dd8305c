import type { Json } from '../../slack/types.ts';

interface Option {
  value: string;
}

export const optionsOf = (element: Json): Json[] => (Array.isArray(element.options) ? (element.options as Json[]) : []);

/** What an element holds before anybody touched it, in the form in which Slack says what was entered. */
export function initialOf(element: Json): Json {
  return {
    selected_options: element.initial_options ?? [],
    selected_option: element.initial_option ?? null,
    value: element.initial_value ?? null,
  };
}

/** The values of the options that are chosen. */
export function chosenOf(entered: Json): string[] {
  const many = (entered.selected_options as Option[] | undefined) ?? [];
  const one = entered.selected_option as Option | null | undefined;
  return one ? [one.value] : many.map((option) => option.value);
}
