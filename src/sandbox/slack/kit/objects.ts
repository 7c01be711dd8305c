import { bool, type Fault, isObject, list, object, oneOf, type Rule, str, typed, unless, url } from './rules.ts';

const textShape = (max: number, optional: Record<string, Rule>): Rule =>
  object({ required: { text: str(max, 1) }, optional });

/** `plain_text` of at most `max` characters. */
export const plainText = (max = 3000): Rule =>
  typed(() => ({ plain_text: textShape(max, { emoji: bool }) }), 'a plain_text object');

export const mrkdwnText = (max = 3000): Rule =>
  typed(() => ({ mrkdwn: textShape(max, { verbatim: bool }) }), 'a mrkdwn object');

/** Either kind of text object. */
export const anyText = (max = 3000): Rule =>
  typed(
    () => ({ plain_text: textShape(max, { emoji: bool }), mrkdwn: textShape(max, { verbatim: bool }) }),
    'a text object',
  );

export const confirm: Rule = object({
  required: { text: anyText(300) },
  optional: { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: oneOf('primary', 'danger') },
});

/** An option of a select, overflow (`url` allowed), checkbox or radio button (mrkdwn allowed). */
export function option(kind: 'select' | 'overflow' | 'choice'): Rule {
  const text = kind === 'choice' ? anyText(75) : plainText(75);
  return object({
    required: { text, value: str(75, 1) },
    optional: { description: kind === 'choice' ? anyText(75) : plainText(75), ...(kind === 'overflow' ? { url } : {}) },
  });
}

export const optionGroup: Rule = object({
  required: { label: plainText(75), options: list(option('select'), 1, 100) },
});

/** `initial_option(s)` must be among the options, each no more than once. */
export function initialAmongOptions(value: Record<string, unknown>, at: string, faults: Fault[]): void {
  const groups = Array.isArray(value.option_groups) ? value.option_groups : [];
  const offered = [value.options, ...groups.map((group) => isObject(group) && group.options)]
    .filter(Array.isArray)
    .flat();
  const values = offered.filter(isObject).map((each) => each.value);
  const check = (initial: unknown, pointer: string) => {
    if (!isObject(initial)) return;
    unless(values.includes(initial.value), faults, pointer, 'initial option was not found in the options');
  };
  if (value.initial_option !== undefined) check(value.initial_option, `${at}/initial_option`);
  if (!Array.isArray(value.initial_options)) return;
  for (const [index, each] of value.initial_options.entries()) check(each, `${at}/initial_options/${index}`);
}

export const dispatchConfig: Rule = object({
  required: { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 1, 2) },
});

export const conversationFilter: Rule = object({
  optional: {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 1, 4),
    exclude_external_shared_channels: bool,
    exclude_bot_users: bool,
  },
});

/** Where an image comes from: exactly one of an address and a file in Slack. */
export const imageSource: Record<string, Rule> = {
  image_url: url,
  slack_file: object({ optional: { id: str(255, 1), url } }),
};

export function hasImageSource(value: Record<string, unknown>, at: string, faults: Fault[]): void {
  const given = [value.image_url, value.slack_file].filter((each) => each !== undefined).length;
  unless(given === 1, faults, at, 'must provide exactly one of image_url and slack_file');
}
