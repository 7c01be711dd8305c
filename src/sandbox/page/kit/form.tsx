import { createContext, useContext } from 'react';
import type { Json } from '../../slack/types.ts';
import type { Entered } from './surface.tsx';
import { chosenOf, initialOf } from './values.ts';

/** What was entered into a modal and not sent yet, by `block.action`. */
export interface Form {
  value(key: string, element: Json): Entered;
  set(key: string, value: Entered): void;
}

const Context = createContext<Form>({ value: () => null, set: () => {} });

export const FormProvider = Context.Provider;
export const useForm = (): Form => useContext(Context);

/** What stands in a field: what was entered, else what it began with. */
export function fieldValue(entered: Record<string, Entered>, key: string, element: Json): Entered {
  if (Object.hasOwn(entered, key)) return entered[key] ?? null;
  const initial = initialOf(element);
  if (element.type === 'plain_text_input') return (initial.value as string | null) ?? '';
  const chosen = chosenOf(initial);
  return element.type === 'checkboxes' ? chosen : (chosen[0] ?? null);
}
