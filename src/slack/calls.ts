import { z } from 'zod';
import type { Message } from '../work/slack.ts';
import { SlackMessage } from './receiver/envelope.ts';

/** One call of Slack's Web API; rejects with a SlackError. `retry` only for what reads. */
export type Call = (method: string, args: Record<string, unknown>, retry?: boolean) => Promise<Record<string, unknown>>;

export interface ThreadMessage extends SlackMessage {
  ts: string;
}

const FileInfo = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  mode: z.string().optional(),
  mimetype: z.string().nullish(),
  filetype: z.string().nullish(),
  size: z.number().optional(),
  file_access: z.string().optional(),
  url_private: z.string().optional(),
  url_private_download: z.string().optional(),
});
export type FileInfo = z.infer<typeof FileInfo>;

/** The calls beside posting. Those that only help (a status) never reject; the others reject with a SlackError. */
export interface Calls {
  whoAmI(): Promise<{ team: string; userId: string; botId: string | null }>;
  permalink(channel: string, ts: string): Promise<string>;
  /** The newest messages of a thread with its parent, oldest first. */
  thread(channel: string, ts: string): Promise<ThreadMessage[]>;
  ephemeral(ask: { channel: string; user: string; threadTs: string | null; message: Message }): Promise<void>;
  setStatus(channel: string, threadTs: string, status: string): Promise<boolean>;
  openView(trigger: string, view: unknown): Promise<string | null>;
  updateView(view: string, content: unknown): Promise<void>;
  publishHome(user: string, view: unknown): Promise<void>;
  fileInfo(id: string): Promise<FileInfo>;
}

const Identity = z.looseObject({ team_id: z.string(), user_id: z.string(), bot_id: z.string().optional() });
const Replies = z.looseObject({ messages: z.array(SlackMessage).default([]) });
const Opened = z.looseObject({ view: z.looseObject({ id: z.string() }).optional() });
const FileAnswer = z.looseObject({ file: FileInfo });

/** The calls over one `call`. */
export function createCalls(call: Call): Calls {
  const quietly = async (method: string, args: Record<string, unknown>): Promise<boolean> => {
    try {
      await call(method, args);
      return true;
    } catch {
      return false;
    }
  };
  return {
    async whoAmI() {
      const { team_id, user_id, bot_id } = Identity.parse(await call('auth.test', {}, true));
      return { team: team_id, userId: user_id, botId: bot_id ?? null };
    },
    async permalink(channel, ts) {
      try {
        const { permalink } = await call('chat.getPermalink', { channel, message_ts: ts });
        if (typeof permalink === 'string') return permalink;
      } catch {
        // Without it, Slack's own short form leads there as well.
      }
      return `https://slack.com/archives/${channel}/p${ts.replace('.', '')}`;
    },
    async thread(channel, ts) {
      const { messages } = Replies.parse(await call('conversations.replies', { channel, ts, limit: 100 }, true));
      return messages.filter((message): message is ThreadMessage => message.ts !== undefined);
    },
    async ephemeral({ channel, user, threadTs, message }) {
      await call('chat.postEphemeral', { channel, user, thread_ts: threadTs ?? undefined, ...message });
    },
    setStatus: (channel, threadTs, status) =>
      quietly('assistant.threads.setStatus', { channel_id: channel, thread_ts: threadTs, status }),
    async openView(trigger, view) {
      const { view: opened } = Opened.parse(await call('views.open', { trigger_id: trigger, view }));
      return opened?.id ?? null;
    },
    async updateView(view, content) {
      await call('views.update', { view_id: view, view: content });
    },
    async publishHome(user, view) {
      await call('views.publish', { user_id: user, view });
    },
    async fileInfo(id) {
      return FileAnswer.parse(await call('files.info', { file: id }, true)).file;
    },
  };
}
