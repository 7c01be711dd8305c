import { z } from 'zod';

/** What Slack sends, as far as the bot reads it. Unknown fields pass: Slack adds some every month. */

const optional = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);
const id = z.string().min(1).max(80);

const FileRef = z.looseObject({ id });

export const SlackMessage = z.looseObject({
  ts: optional(id),
  type: optional(z.string()),
  subtype: optional(z.string()),
  hidden: optional(z.boolean()),
  user: optional(id),
  bot_id: optional(z.string()),
  app_id: optional(z.string()),
  text: optional(z.string()),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  thread_ts: optional(id),
  files: optional(z.array(FileRef)),
  edited: optional(z.looseObject({ ts: optional(z.string()) })),
});
export type SlackMessage = z.infer<typeof SlackMessage>;

export const SlackEvent = SlackMessage.extend({
  type: z.string(),
  channel: z.unknown().optional(),
  channel_type: optional(z.string()),
  event_ts: optional(z.string()),
  deleted_ts: optional(id),
  message: optional(SlackMessage),
  previous_message: optional(SlackMessage),
  reaction: optional(z.string()),
  tab: optional(z.string()),
  item: optional(z.looseObject({ type: optional(z.string()), channel: optional(id), ts: optional(id) })),
  item_user: optional(z.string()),
});
export type SlackEvent = z.infer<typeof SlackEvent>;

export const EventCallback = z.looseObject({
  type: z.literal('event_callback'),
  team_id: optional(id),
  context_team_id: optional(id),
  authorizations: optional(z.array(z.looseObject({ team_id: optional(id.nullable()) }))),
  event: SlackEvent,
});

export const Command = z.looseObject({
  command: z.string(),
  text: z.string().default(''),
  team_id: id,
  channel_id: id,
  channel_name: optional(z.string()),
  user_id: id,
  trigger_id: id,
  response_url: z.string(),
});

const Value = z.looseObject({ value: optional(z.string()) });

export const Action = z.looseObject({
  type: z.string(),
  action_id: z.string(),
  block_id: z.string().default(''),
  action_ts: optional(z.string()),
  value: optional(z.string()),
  selected_options: optional(z.array(Value)),
  selected_option: optional(Value.nullable()),
});
export type Action = z.infer<typeof Action>;

const Person = z.looseObject({ id, team_id: optional(id) });
const Team = z.looseObject({ id });

export const BlockActions = z.looseObject({
  type: z.literal('block_actions'),
  team: optional(Team.nullable()),
  user: Person,
  channel: optional(z.looseObject({ id, name: optional(z.string()) })),
  message: optional(SlackMessage),
  container: optional(z.looseObject({ message_ts: optional(id), thread_ts: optional(id), channel_id: optional(id) })),
  response_url: optional(z.string()),
  actions: z.array(Action).min(1),
});
export type BlockActions = z.infer<typeof BlockActions>;

export const MessageShortcut = z.looseObject({
  type: z.literal('message_action'),
  callback_id: z.string(),
  team: optional(Team.nullable()),
  user: Person,
  channel: z.looseObject({ id, name: optional(z.string()) }),
  message: SlackMessage,
  message_ts: optional(id),
  trigger_id: id,
  response_url: z.string(),
});

export const ViewSubmission = z.looseObject({
  type: z.literal('view_submission'),
  team: optional(Team.nullable()),
  user: Person,
  view: z.looseObject({
    id,
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: z
      .looseObject({ values: z.record(z.string(), z.record(z.string(), z.looseObject({}))).default({}) })
      .default({ values: {} }),
  }),
  response_urls: optional(z.array(z.looseObject({ response_url: z.string(), channel_id: id }))),
});
export type ViewSubmission = z.infer<typeof ViewSubmission>;
