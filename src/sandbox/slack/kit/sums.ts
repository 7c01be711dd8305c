import { isObject } from './rules.ts';

/** How many characters of shown text a value holds, at any depth. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + textLength(each), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, field]) => sum + (name === 'text' && typeof field === 'string' ? field.length : textLength(field)),
    0,
  );
}
