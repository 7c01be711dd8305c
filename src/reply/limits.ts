/** Slack's limits, and how much of them a reply uses. Sources: docs.slack.dev, and what others measured of the sum. */
export const LIMITS = {
  blocks: 50,
  viewBlocks: 100,
  /** All text of a message's blocks together: Slack refuses from about 11,000 to 13,200 on. */
  sum: 9_000,
  /** A rich_text block weighs something of its own. */
  richText: 50,
  /** The plain text of a message. */
  text: 3_500,
  section: 3_000,
  option: 75,
  button: 75,
  header: 150,
  viewTitle: 24,
  viewSum: 30_000,
  preformatted: 2_900,
  url: 3_000,
  value: 2_000,
  metadata: 3_000,
  paste: 3_000,
} as const;

/** Cuts at a number of characters, with an ellipsis; a letter of two units is never halved. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  if (most <= 1) return most === 1 ? '…' : '';
  const last = text.charCodeAt(most - 2);
  const end = last >= 0xd800 && last <= 0xdbff ? most - 2 : most - 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Cuts at lengths that scale, and remembers that something was cut. */
export interface Room {
  (text: string, most: number): string;
  /** The first so many of a list. */
  few<T>(list: readonly T[], most: number): T[];
  wasCut: boolean;
}

/** @param scale 1 or less: how much of each length is given */
export function roomOf(scale = 1): Room {
  const room = ((text: string, most: number) => {
    const short = cut(text, Math.max(24, Math.floor(most * scale)));
    if (short !== text) room.wasCut = true;
    return short;
  }) as Room;
  room.wasCut = false;
  room.few = (list, most) => {
    const short = list.slice(0, Math.max(1, Math.ceil(most * scale)));
    if (short.length < list.length) room.wasCut = true;
    return short;
  };
  return room;
}

/** How many characters of shown text a value holds, at any depth, with what rich text weighs. */
export function weight(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + weight(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const own = (value as { type?: unknown }).type === 'rich_text' ? LIMITS.richText : 0;
  return Object.entries(value).reduce(
    (sum, [name, field]) => sum + (name === 'text' && typeof field === 'string' ? field.length : weight(field)),
    own,
  );
}
