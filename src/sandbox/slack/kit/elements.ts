import {
  confirm,
  conversationFilter,
  dispatchConfig,
  hasImageSource,
  imageSource,
  initialAmongOptions,
  option,
  optionGroup,
  plainText,
} from './objects.ts';
import { richTextOnly } from './rich-text.ts';
import { bool, int, list, object, oneOf, pattern, type Rule, type Shape, str, unless, url } from './rules.ts';

const actionId = str(255, 1);
const label = str(75);
const placeholder = plainText(150);
const id = str(255, 1);
const ids = list(id, 0, 100);
const wholeNumber = pattern(/^-?\d+(\.\d+)?$/, 'must be a number in a string');

/** Fields that elements of a kind share; `action_id` may be left out and is then made up. */
function interactive({ required, optional, also }: Shape): Rule {
  return object({ required, optional: { action_id: actionId, ...optional }, also });
}

const withConfirm = { confirm };
const inMenus = { confirm, focus_on_load: bool, placeholder };
const inChoices = { confirm, focus_on_load: bool };
const inInputs = { focus_on_load: bool, placeholder, dispatch_action_config: dispatchConfig };
const maxSelected = { max_selected_items: int(1, 100) };

/** Exactly one of `options` and `option_groups`. */
const eitherOptions: Shape['also'] = (value, at, faults) => {
  const given = [value.options, value.option_groups].filter((each) => each !== undefined).length;
  unless(given === 1, faults, at, 'must provide exactly one of options and option_groups');
  initialAmongOptions(value, at, faults);
};

const offered = { options: list(option('select'), 1, 100), option_groups: list(optionGroup, 1, 100) };
const choices = { options: list(option('choice'), 1, 10) };
const someSelected = list(option('select'), 1, 100);

const notAbove =
  (low: string, high: string): Shape['also'] =>
  (value, at, faults) => {
    const [least, most] = [Number(value[low] ?? Number.NaN), Number(value[high] ?? Number.NaN)];
    unless(!(least > most), faults, at, `${low} must not be greater than ${high}`);
  };

const feedbackButton = object({
  required: { text: plainText(75), value: str(2000, 1) },
  optional: { accessibility_label: label },
});

/** Every block element that a bot may send, by type, with Slack's limits. */
export const ELEMENTS: Record<string, Rule> = {
  button: interactive({
    required: { text: plainText(75) },
    optional: { value: str(2000), url, style: oneOf('primary', 'danger'), accessibility_label: label, ...withConfirm },
  }),
  workflow_button: interactive({
    required: {
      text: plainText(75),
      workflow: object({
        required: {
          trigger: object({
            required: { url },
            optional: {
              customizable_input_parameters: list(object({ required: { name: str(), value: str() } }), 0, 100),
            },
          }),
        },
      }),
    },
    optional: { style: oneOf('primary', 'danger'), accessibility_label: label, ...withConfirm },
  }),
  icon_button: interactive({
    required: { icon: oneOf('trash'), text: plainText(75) },
    optional: { value: str(2000), accessibility_label: label, visible_to_user_ids: ids, ...withConfirm },
  }),
  feedback_buttons: interactive({ required: { positive_button: feedbackButton, negative_button: feedbackButton } }),
  image: object({ required: { alt_text: str(2000, 1) }, optional: imageSource, also: hasImageSource }),
  checkboxes: interactive({
    required: choices,
    optional: { initial_options: list(option('choice'), 1, 10), ...inChoices },
    also: initialAmongOptions,
  }),
  radio_buttons: interactive({
    required: choices,
    optional: { initial_option: option('choice'), ...inChoices },
    also: initialAmongOptions,
  }),
  overflow: interactive({ required: { options: list(option('overflow'), 1, 5) }, optional: withConfirm }),
  datepicker: interactive({
    optional: { initial_date: pattern(/^\d{4}-\d\d-\d\d$/, 'must be a date as YYYY-MM-DD'), ...inMenus },
  }),
  timepicker: interactive({
    optional: {
      initial_time: pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as HH:mm'),
      timezone: str(255, 1),
      ...inMenus,
    },
  }),
  datetimepicker: interactive({ optional: { initial_date_time: int(1_000_000_000, 9_999_999_999), ...inChoices } }),
  static_select: interactive({
    optional: { ...offered, initial_option: option('select'), ...inMenus },
    also: eitherOptions,
  }),
  multi_static_select: interactive({
    optional: { ...offered, initial_options: someSelected, ...maxSelected, ...inMenus },
    also: eitherOptions,
  }),
  external_select: interactive({
    optional: { initial_option: option('select'), min_query_length: int(0, 100), ...inMenus },
  }),
  multi_external_select: interactive({
    optional: { initial_options: someSelected, min_query_length: int(0, 100), ...maxSelected, ...inMenus },
  }),
  users_select: interactive({ optional: { initial_user: id, ...inMenus } }),
  multi_users_select: interactive({ optional: { initial_users: ids, ...maxSelected, ...inMenus } }),
  conversations_select: interactive({
    optional: {
      initial_conversation: id,
      default_to_current_conversation: bool,
      filter: conversationFilter,
      response_url_enabled: bool,
      ...inMenus,
    },
  }),
  multi_conversations_select: interactive({
    optional: {
      initial_conversations: ids,
      default_to_current_conversation: bool,
      filter: conversationFilter,
      ...maxSelected,
      ...inMenus,
    },
  }),
  channels_select: interactive({ optional: { initial_channel: id, response_url_enabled: bool, ...inMenus } }),
  multi_channels_select: interactive({ optional: { initial_channels: ids, ...maxSelected, ...inMenus } }),
  plain_text_input: interactive({
    optional: {
      initial_value: str(3000),
      multiline: bool,
      min_length: int(0, 3000),
      max_length: int(1, 3000),
      ...inInputs,
    },
    also: notAbove('min_length', 'max_length'),
  }),
  email_text_input: interactive({ optional: { initial_value: str(3000), ...inInputs } }),
  url_text_input: interactive({ optional: { initial_value: str(3000), ...inInputs } }),
  number_input: interactive({
    required: { is_decimal_allowed: bool },
    optional: { initial_value: wholeNumber, min_value: wholeNumber, max_value: wholeNumber, ...inInputs },
    also: notAbove('min_value', 'max_value'),
  }),
  rich_text_input: interactive({
    optional: { initial_value: richTextOnly, min_lines: int(1, 100), max_lines: int(1, 100), ...inInputs },
    also: notAbove('min_lines', 'max_lines'),
  }),
  file_input: interactive({ optional: { filetypes: list(str(255, 1), 0, 100), max_files: int(1, 10) } }),
};

/** The part of the elements that a place takes. */
export function elementsNamed(...types: string[]): Record<string, Rule> {
  return Object.fromEntries(types.flatMap((type) => (ELEMENTS[type] ? [[type, ELEMENTS[type]]] : [])));
}
