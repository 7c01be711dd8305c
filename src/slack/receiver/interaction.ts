import { prepareSlack } from '../../paste/slack.ts';
import { callbacks, inputs, readPress } from '../../reply/actions.ts';
import { laneOf, type PressBody } from '../jobs.ts';
import { type Action, BlockActions, MessageShortcut, ViewSubmission } from './envelope.ts';
import { channelType } from './event.ts';
import type { Intake } from './intake.ts';

/** Presses that open a modal: the trigger lives three seconds, so they do not wait in the store. */
const LIVE = new Set(['openForm', 'notIt', 'policyInput', 'details']);

/** A press, a form or a shortcut, as work or to be answered at once. */
export function interactionIntake(body: object, type: string): Intake {
  if (type === 'block_actions') return press(body);
  if (type === 'message_action') return shortcut(body);
  if (type === 'view_submission') return submission(body);
  return { skip: 'other-interaction' };
}

/** What of an action decides what it is. */
export function rawPress(action: Action): {
  action: string;
  block: string;
  value: string | null;
  ticked: string[] | null;
} {
  const ticked = action.selected_options?.flatMap((option) => option.value ?? []) ?? null;
  const value = action.value ?? action.selected_option?.value ?? null;
  return { action: action.action_id, block: action.block_id, value, ticked };
}

function press(body: object): Intake {
  const read = BlockActions.safeParse(body);
  const action = read.data?.actions[0];
  if (!read.success || !action) return { skip: 'unreadable' };
  const raw = rawPress(action);
  const pressed = readPress(raw);
  if (pressed === null || pressed.kind === 'docs') return { skip: 'other-press' };
  if (LIVE.has(pressed.kind)) return { live: true };
  if (!('reply' in pressed)) return { skip: 'other-press' };
  const { team, user, channel, container, response_url: responseUrl = null } = read.data;
  const where = channel?.id ?? container?.channel_id;
  const teamId = team?.id ?? user.team_id;
  if (where === undefined || teamId === undefined) return { skip: 'unreadable' };
  const job: PressBody = { team: teamId, channel: where, user: user.id, press: pressed, responseUrl };
  const key = `press|${teamId}|${user.id}|${action.action_ts ?? ''}|${raw.action}`;
  return { job: { key, lane: `reply|${pressed.reply}`, kind: 'press', body: job } };
}

function shortcut(body: object): Intake {
  const read = MessageShortcut.safeParse(body);
  if (!read.success) return { skip: 'unreadable' };
  const { team, user, channel, message, trigger_id: trigger, response_url: responseUrl } = read.data;
  const ts = message.ts ?? read.data.message_ts;
  const teamId = team?.id ?? user.team_id;
  if (ts === undefined || teamId === undefined) return { skip: 'unreadable' };
  const threadTs = message.thread_ts && message.thread_ts !== ts ? message.thread_ts : null;
  const type = channelType(channel.id, channel.name === 'directmessage' ? 'im' : undefined);
  const place = { team: teamId, channel: channel.id, channelType: type, user: user.id, ts, threadTs };
  const { text, blocks, attachments, files } = message;
  return {
    job: {
      key: `shortcut|${teamId}|${trigger}`,
      lane: laneOf(teamId, channel.id),
      kind: 'shortcut',
      body: {
        place,
        prepared: prepareSlack({ text, blocks, attachments }),
        files: (files ?? []).map((file) => file.id),
        mentioned: true,
        responseUrl,
        trigger,
      },
    },
  };
}

/** The form is checked while the person looks at it; the choice of a row needs no answer. */
function submission(body: object): Intake {
  const read = ViewSubmission.safeParse(body);
  if (!read.success) return { skip: 'unreadable' };
  const { view, user, team } = read.data;
  if (view.callback_id === callbacks.form) return { live: true };
  if (view.callback_id !== callbacks.choose) return { skip: 'other-view' };
  const teamId = team?.id ?? user.team_id ?? '';
  const input = view.state.values[inputs.choice]?.[inputs.choice];
  const choice = (input?.selected_option as { value?: unknown } | null | undefined)?.value;
  if (typeof choice !== 'string') return { skip: 'unreadable' };
  const choiceBody = { team: teamId, user: user.id, metadata: view.private_metadata, choice };
  const key = `choice|${teamId}|${view.id}|${choice}`;
  return { job: { key, lane: `view|${view.id}`, kind: 'choice', body: choiceBody } };
}
