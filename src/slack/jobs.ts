import type { Prepared } from '../paste/types.ts';
import type { Press } from '../reply/actions.ts';
import type { CopiesBody } from '../work/copies.ts';
import type { Source } from '../work/types.ts';

/** Bodies of the jobs that `receiver/` writes down and `flow/` does: one shape a kind. Plain JSON, decoded and redacted. */

export type ChannelType = Source['channelType'];

/** Where something was said, and by whom. */
export interface Place {
  team: string;
  channel: string;
  channelType: ChannelType;
  user: string;
  ts: string;
  threadTs: string | null;
}

/** A message of a person; its mention twin has the same key. */
export interface MessageBody {
  place: Place;
  prepared: Prepared;
  /** IDs only. */
  files: string[];
  mentioned: boolean;
}

/** The text of a message changed. */
export interface EditBody extends MessageBody {
  /** Slack's ts of the edit: of two edits the later one counts, in whatever order they come. */
  editedTs: string;
}

export interface DeleteBody {
  team: string;
  channel: string;
  ts: string;
}

/** Somebody reacted to a message of the bot in order to silence it. */
export interface ReactionBody {
  team: string;
  channel: string;
  ts: string;
  user: string;
}

export interface CommandBody {
  team: string;
  channel: string;
  channelType: ChannelType;
  user: string;
  trigger: string;
  prepared: Prepared;
  responseUrl: string;
}

/** A button or tick under a reply. */
export interface PressBody {
  team: string;
  channel: string;
  user: string;
  press: Extract<Press, { reply: string }>;
  responseUrl: string | null;
}

/** "That's not it": what was chosen in the modal. */
export interface ChoiceBody {
  team: string;
  user: string;
  /** The view's private metadata: which reply. */
  metadata: string;
  choice: string;
}

/** The form behind the command was sent. */
export interface FormBody {
  team: string;
  channel: string;
  channelType: ChannelType;
  user: string;
  view: string;
  prepared: Prepared;
  edition: string | null;
  zone: string | null;
  responseUrl: string | null;
}

/** "Diagnose with Caracal" on anyone's message. `place.user` is who pressed it. */
export interface ShortcutBody extends MessageBody {
  trigger: string;
  responseUrl: string;
}

/** Somebody opened the bot's home tab. */
export interface HomeBody {
  team: string;
  user: string;
}

/** Audit is asked again for this reply. */
export interface AskAuditBody {
  reply: string;
}

/** The app was uninstalled, or its token revoked. */
export interface GoneBody {
  team: string;
  event: 'tokens_revoked' | 'app_uninstalled';
}

export interface Bodies {
  message: MessageBody;
  edit: EditBody;
  delete: DeleteBody;
  reaction: ReactionBody;
  command: CommandBody;
  press: PressBody;
  choice: ChoiceBody;
  form: FormBody;
  shortcut: ShortcutBody;
  'ask-audit': AskAuditBody;
  copies: CopiesBody;
  home: HomeBody;
  gone: GoneBody;
}

export type Kind = keyof Bodies;

/** The lane of everything that happens in one channel. */
export const laneOf = (team: string, channel: string): string => `${team}|${channel}`;
