import { prepareSlack } from '../../paste/slack.ts';
import { laneOf } from '../jobs.ts';
import { Command } from './envelope.ts';
import { channelType } from './event.ts';
import type { Intake } from './intake.ts';

/** A slash command as work. One trigger is one piece of work, however often the request arrives. */
export function commandJob(body: unknown): Intake {
  const command = Command.safeParse(body);
  if (!command.success) return { skip: 'unreadable' };
  const { team_id: team, channel_id: channel, user_id: user, trigger_id: trigger } = command.data;
  return {
    job: {
      key: `command|${team}|${trigger}`,
      lane: laneOf(team, channel),
      kind: 'command',
      body: {
        team,
        channel,
        channelType: channelType(channel, command.data.channel_name === 'directmessage' ? 'im' : undefined),
        user,
        trigger,
        prepared: prepareSlack({ text: command.data.text }),
        responseUrl: command.data.response_url,
      },
    },
  };
}
