import type { State } from '../../diagnosis/types.ts';
import type { RowRef } from '../../knowledge/schema.ts';
import type { Spans } from '../types.ts';

/** One step of a fix. Its words may hold `code`; commands stand alone, to be copied. */
export interface Step {
  words: string;
  commands: { shell: 'posix' | 'powershell' | null; code: string }[];
}

/** One row of the checklist as people see it. */
export interface Item extends RowRef {
  symptom: string;
  state: State;
  detail: string | null;
  steps: Step[];
  /** Who ticked it off, and when. */
  done: Spans | null;
}

export interface Button {
  action: string;
  label: string;
  value: string;
  style?: 'primary';
}

/** A piece of a reply. Blocks, plain text and terminal are made of the same pieces, so that they say the same. */
export type Part =
  | { kind: 'headline'; words: string }
  | { kind: 'line'; spans: Spans }
  | { kind: 'list'; title: string; items: string[] }
  | { kind: 'quote'; line: number; quote: string; why: string }
  /** The first thing to do, in full. */
  | { kind: 'first'; title: string; item: Item }
  /** The other open items. `isSure`: the first thing is hardly wrong, so that these are for completeness. */
  | { kind: 'items'; title: string; items: Item[]; isSure: boolean }
  | { kind: 'facts'; title: string; facts: [name: string, value: Spans][] }
  | { kind: 'small'; spans: Spans }
  | { kind: 'buttons'; buttons: Button[] };

export interface Page {
  /** Whose ticks and buttons these are; `revision` makes the IDs of ticks new after each change. */
  reply: string;
  revision: number;
  /** It will never change and nothing in it can be pressed. */
  still?: true;
  parts: Part[];
}
