import { block } from './block.ts';
import { CARDS } from './cards.ts';
import { ELEMENTS, elementsNamed } from './elements.ts';
import { anyText, hasImageSource, imageSource, plainText } from './objects.ts';
import { richText, richTextOnly } from './rich-text.ts';
import { bool, list, oneOf, type Rule, str, typed, unless, url } from './rules.ts';
import { TABLES } from './tables.ts';

export type Surface = 'message' | 'modal' | 'home';

const SELECTS = ['static_select', 'external_select', 'users_select', 'conversations_select', 'channels_select'];
const MULTI_SELECTS = SELECTS.map((type) => `multi_${type}`);
const CHOICES = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker', ...SELECTS, ...MULTI_SELECTS];
const TEXTS = { plain_text: anyText(), mrkdwn: anyText() };

const actionElement = typed(
  () => elementsNamed('button', 'workflow_button', 'overflow', 'datetimepicker', 'rich_text_input', ...CHOICES),
  'actions',
);
const accessory = typed(
  () => elementsNamed('button', 'workflow_button', 'overflow', 'image', ...CHOICES),
  'an accessory',
);
const contextElement = typed(() => ({ ...elementsNamed('image'), ...TEXTS }), 'context');
const contextAction = typed(() => elementsNamed('feedback_buttons', 'icon_button'), 'context_actions');
const inputElement = typed(
  () =>
    elementsNamed(
      ...CHOICES,
      'datetimepicker',
      'plain_text_input',
      'email_text_input',
      'url_text_input',
      'number_input',
      'rich_text_input',
      'file_input',
    ),
  'input',
);
const imageElement = ELEMENTS.image as Rule;

const CHILDREN = [
  'actions',
  'context',
  'divider',
  'file',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
  'video',
];

/** Every block, by type, with Slack's limits. */
const BLOCKS: Record<string, Rule> = {
  ...CARDS,
  ...TABLES,
  actions: block({ required: { elements: list(actionElement, 1, 25) } }),
  alert: block({
    required: { text: anyText(200) },
    optional: { level: oneOf('default', 'info', 'warning', 'error', 'success') },
  }),
  container: block({
    required: {
      child_blocks: list(
        typed(
          () => Object.fromEntries(CHILDREN.flatMap((type) => (BLOCKS[type] ? [[type, BLOCKS[type]]] : []))),
          'a container',
        ),
        1,
        10,
      ),
    },
    optional: {
      title: plainText(150),
      rich_text_title: richTextOnly,
      subtitle: anyText(150),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: imageElement,
      is_collapsible: bool,
      default_collapsed: bool,
      has_header_divider: bool,
    },
    also: (value, at, faults) =>
      unless((value.title ?? value.rich_text_title) !== undefined, faults, at, 'must provide title or rich_text_title'),
  }),
  context: block({ required: { elements: list(contextElement, 1, 10) } }),
  context_actions: block({ required: { elements: list(contextAction, 1, 5) } }),
  divider: block({}),
  header: block({ required: { text: plainText(150) } }),
  image: block({
    required: { alt_text: str(2000, 1) },
    optional: { title: plainText(2000), ...imageSource },
    also: hasImageSource,
  }),
  input: block({
    required: { label: plainText(2000), element: inputElement },
    optional: { hint: plainText(2000), optional: bool, dispatch_action: bool },
  }),
  markdown: block({ required: { text: str(12_000, 1) } }),
  rich_text: richText,
  section: block({
    optional: { text: anyText(3000), fields: list(anyText(2000), 1, 10), accessory, expand: bool },
    also: (value, at, faults) =>
      unless((value.text ?? value.fields) !== undefined, faults, at, 'must provide text or fields'),
  }),
  video: block({
    required: { video_url: url, thumbnail_url: url, alt_text: str(2000, 1), title: plainText(199) },
    optional: {
      title_url: url,
      author_name: str(49),
      provider_name: str(),
      provider_icon_url: url,
      description: plainText(200),
    },
  }),
};

/** What an app may put into a message but not into a view. `file` blocks only come from Slack itself. */
const MESSAGES_ONLY = [
  'card',
  'carousel',
  'container',
  'context_actions',
  'data_table',
  'markdown',
  'plan',
  'table',
  'task_card',
];

/** The rule for one block on a surface. */
export function blockRule(surface: Surface): Rule {
  const allowed = Object.entries(BLOCKS).filter(([type]) => surface === 'message' || !MESSAGES_ONLY.includes(type));
  const shapes = Object.fromEntries(allowed);
  return typed(() => shapes, '');
}
