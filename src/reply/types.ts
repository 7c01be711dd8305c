import type { KnownBlock, ModalView } from '@slack/types';

/** What goes to Slack. `text` says the same as the blocks, for notifications and screen readers; it is never empty. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

/** A modal, ready for views.open or views.update. */
export type Modal = ModalView;

/** What a sentence is made of beside plain words. In words, `backticks` mean code. */
export type Span =
  | string
  /** A person: only the one who asked is mentioned, anybody else is a link that pings nobody. */
  | { user: string; team: string; mention: boolean }
  /** A time, shown in the reader's zone; ms since 1970. */
  | { date: number }
  | { link: string; label: string };

export type Spans = readonly Span[];
