import { object, type Rule, type Shape, str } from './rules.ts';

const blockId = { block_id: str(255, 1) };
/** A block: its own fields and a `block_id`. */
export function block({ required, optional, also }: Shape): Rule {
  return object({ required, optional: { ...blockId, ...optional }, also });
}
