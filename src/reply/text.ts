import { inOneLine, SHOWN, stateOf } from './blocks/items.ts';
import { mrkdwn, oneLine } from './escape.ts';
import { LIMITS, type Room, roomOf } from './limits.ts';
import type { Item, Page, Part } from './page/types.ts';
import { replyWords as w } from './words/reply.ts';

/** How much of every length is given until it fits: what is not needed first gives way first. */
const SCALES = [
  { main: 1, rest: 1 },
  { main: 1, rest: 0.5 },
  { main: 1, rest: 0.25 },
  { main: 0.6, rest: 0.25 },
  { main: 0.3, rest: 0.15 },
  { main: 0.15, rest: 0.1 },
  { main: 0.05, rest: 0.05 },
];

/** A page as plain text that stands alone: for notifications, for search, and for who hears it read. */
export function textOf(page: Page): string {
  for (const scale of SCALES) {
    const main = roomOf(scale.main);
    const rest = roomOf(scale.rest);
    const lines = page.parts
      .flatMap((part) => linesOf(part, part.kind === 'items' ? rest : main))
      .filter((line) => line.trim() !== '');
    if (main.wasCut || rest.wasCut) lines.push(w.cutText);
    const text = lines.join('\n');
    if (text !== '' && text.length <= LIMITS.text) return text;
  }
  const [first] = page.parts;
  return first?.kind === 'headline' ? mrkdwn([oneLine(first.words)], 1_000) : w.headline.unknown;
}

function linesOf(part: Part, room: Room): string[] {
  const say = (text: string, most: number): string => mrkdwn([room(oneLine(text), most)]);
  switch (part.kind) {
    case 'headline':
      return [say(part.words, 400)];
    case 'line':
    case 'small':
      return [mrkdwn(part.spans.map((span) => (typeof span === 'string' ? room(span, 700) : span)))];
    case 'quote': {
      const why = part.why ? ` (${w.because(say(part.why, 250))})` : '';
      return [`${w.quoted(part.line)}: ${say(part.quote, 400) || '–'}${why}`];
    }
    case 'list':
      return [say(part.title, 200), ...room.few(part.items, 10).map((item) => `- ${say(item, 350)}`)];
    case 'facts':
      return [
        part.title,
        ...part.facts.map(
          ([name, value]) =>
            `- ${name}: ${mrkdwn(value.map((span) => (typeof span === 'string' ? room(span, 300) : span)))}`,
        ),
      ];
    case 'first':
      return [
        say(part.title, 250),
        say(stateOf(part.item), 400),
        ...room.few(part.item.steps, 10).map((step, index) => `${index + 1}. ${say(inOneLine(step), 700)}`),
      ];
    case 'items':
      return [
        part.title,
        ...part.items.slice(0, SHOWN).map((item) => itemLine(item, room)),
        ...(part.items.length > SHOWN ? [w.moreItems(part.items.length - SHOWN)] : []),
      ];
    case 'buttons':
      return [];
  }
}

function itemLine(item: Item, room: Room): string {
  const say = (text: string, most: number): string => mrkdwn([room(oneLine(text), most)]);
  const name = say(item.symptom, 120);
  if (item.done) {
    const state = item.detail || item.state !== 'unverified' ? ` ${say(stateOf(item), 300)}` : '';
    return `- ${name}.${state} ${w.ticked}: ${mrkdwn(item.done)}`;
  }
  const steps = room.few(item.steps, 10).map((step) => say(inOneLine(step), 600));
  return [`- ${name}. ${say(stateOf(item), 200)}`, ...steps].join(' ');
}
