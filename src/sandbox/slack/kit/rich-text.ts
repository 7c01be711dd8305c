import { bool, int, isObject, list, object, oneOf, type Rule, str, typed, unless, url } from './rules.ts';

const MANY = 10_000;

const style: Rule = object({
  optional: {
    bold: bool,
    italic: bool,
    strike: bool,
    code: bool,
    highlight: bool,
    client_highlight: bool,
    unlink: bool,
    underline: bool,
  },
});

const inline = (required: Record<string, Rule>, optional: Record<string, Rule> = {}): Rule =>
  object({ required, optional: { style, ...optional } });

const text = inline({ text: str(Number.POSITIVE_INFINITY, 1) });
const link = inline({ url }, { text: str(), unsafe: bool });

const INLINE: Record<string, Rule> = {
  text,
  link,
  broadcast: inline({ range: oneOf('here', 'channel', 'everyone') }),
  color: inline({ value: str(255, 1) }),
  channel: inline({ channel_id: str(255, 1) }),
  date: inline({ timestamp: int(0, Number.MAX_SAFE_INTEGER), format: str(1000, 1) }, { url, fallback: str(1000) }),
  emoji: inline({ name: str(255, 1) }, { unicode: str(255), url, skin_tone: int(1, 6) }),
  team: inline({ team_id: str(255, 1) }),
  user: inline({ user_id: str(255, 1) }),
  usergroup: inline({ usergroup_id: str(255, 1) }),
};

const inlines = list(
  typed(() => INLINE, 'rich text'),
  0,
  MANY,
);
const border = int(0, 1);
const section = object({ required: { elements: inlines } });

const PARTS: Record<string, Rule> = {
  rich_text_section: section,
  rich_text_list: object({
    required: {
      style: oneOf('bullet', 'ordered'),
      elements: list(
        typed(() => ({ rich_text_section: section }), 'a list'),
        1,
        MANY,
      ),
    },
    optional: { indent: int(0, 8), offset: int(0, MANY), border },
  }),
  rich_text_quote: object({ required: { elements: inlines }, optional: { border } }),
  rich_text_preformatted: object({
    required: {
      elements: list(
        typed(() => ({ text, link }), 'preformatted text'),
        1,
        MANY,
      ),
    },
    optional: { border, language: str(255) },
  }),
};

/** A `rich_text` block, also where it stands in a cell, a title or an input. */
export const richText: Rule = object({
  required: {
    elements: list(
      typed(() => PARTS, 'rich_text'),
      1,
      MANY,
    ),
  },
  optional: { block_id: str(255, 1) },
});

/** A field that takes a `rich_text` block and no other. */
export const richTextOnly: Rule = (value, at, faults) => {
  unless(isObject(value) && value.type === 'rich_text', faults, at, 'must be a rich_text block');
  if (isObject(value)) richText(value, at, faults);
};
