import { block } from './block.ts';
import { ELEMENTS, elementsNamed } from './elements.ts';
import { mrkdwnText } from './objects.ts';
import { richTextOnly } from './rich-text.ts';
import { list, object, oneOf, type Rule, str, typed, unless, url } from './rules.ts';

const imageElement = ELEMENTS.image as Rule;

const taskCard = block({
  required: {
    task_id: str(255, 1),
    title: str(Number.POSITIVE_INFINITY, 1),
    status: oneOf('pending', 'in_progress', 'complete', 'error'),
  },
  optional: {
    details: richTextOnly,
    output: richTextOnly,
    sources: list(object({ required: { url, text: str() } }), 0, 100),
  },
});

const card = block({
  optional: {
    hero_image: imageElement,
    icon: imageElement,
    title: mrkdwnText(150),
    subtitle: mrkdwnText(150),
    body: mrkdwnText(200),
    actions: list(
      typed(() => elementsNamed('button'), 'a card'),
      1,
      3,
    ),
  },
  also: (value, at, faults) => {
    const some = value.hero_image ?? value.title ?? value.actions ?? value.body;
    unless(some !== undefined, faults, at, 'must provide hero_image, title, actions or body');
  },
});

/** Cards and tasks. */
export const CARDS: Record<string, Rule> = {
  card,
  task_card: taskCard,
  carousel: block({
    required: {
      elements: list(
        typed(() => ({ card }), 'a carousel'),
        1,
        10,
      ),
    },
  }),
  plan: block({
    required: { title: str(Number.POSITIVE_INFINITY, 1) },
    optional: {
      tasks: list(
        typed(() => ({ task_card: taskCard }), 'a plan'),
        0,
        100,
      ),
    },
  }),
};
