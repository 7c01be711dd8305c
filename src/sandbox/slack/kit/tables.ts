import { block } from './block.ts';
import { richText } from './rich-text.ts';
import { bool, int, list, object, oneOf, type Rule, str, typed } from './rules.ts';

const cell = typed(
  () => ({
    rich_text: richText,
    raw_text: object({ required: { text: str(Number.POSITIVE_INFINITY, 1) } }),
    raw_number: object({ required: { value: () => {}, text: str(Number.POSITIVE_INFINITY, 1) } }),
  }),
  'a table cell',
);

/** Tables, plain and with pages. */
export const TABLES: Record<string, Rule> = {
  data_table: block({
    required: { rows: list(list(cell, 1, 20), 2, 101), caption: str(3000, 1) },
    optional: { page_size: int(1, 100), row_header_column_index: int(0, 19) },
  }),
  table: block({
    required: { rows: list(list(cell, 1, 20), 1, 100) },
    optional: {
      column_settings: list(object({ optional: { align: oneOf('left', 'center', 'right'), is_wrapped: bool } }), 0, 20),
    },
  }),
};
