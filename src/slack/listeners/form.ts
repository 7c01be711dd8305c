import { z } from 'zod';
import { prepare } from '../../paste/prepare.ts';
import { ANY, inputs } from '../../reply/actions.ts';
import { formView } from '../../reply/views/form.ts';
import { words } from '../../reply/words.ts';
import type { Bot } from '../flow/bot.ts';
import { laneOf } from '../jobs.ts';
import type { Answer } from '../receiver/accept.ts';
import { ViewSubmission } from '../receiver/envelope.ts';
import { channelType } from '../receiver/event.ts';
import { maySee } from '../stacks.ts';
import type { Pressed } from './pressed.ts';

/** What the form has to remember of where it was opened. Goes through Slack as private_metadata. */
const Opened = z.object({ channel: z.string(), responseUrl: z.string().nullable() });

/** Opens the form at once: everything in it is known without asking anybody. */
export async function openForm(bot: Bot, pressed: Pressed): Promise<void> {
  const { channel, responseUrl, user } = pressed;
  const zones = bot.config.zones.filter((zone) => maySee(zone, channel, user)).map(({ id, name }) => ({ id, name }));
  const metadata = JSON.stringify({ channel, responseUrl } satisfies z.infer<typeof Opened>);
  await bot.calls.openView(pressed.trigger, formView({ zones, metadata }));
}

const Entered = z.looseObject({
  value: z.string().nullish(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
});

/**
 * The form was sent: an error stands at its field while the person still looks at it; anything else is written down and
 * answered like a command.
 */
export async function submitForm(bot: Bot, body: Record<string, unknown>): Promise<Answer> {
  const read = ViewSubmission.safeParse(body);
  if (!read.success) return undefined;
  const { view, user, team } = read.data;
  const entered = (name: string) => Entered.safeParse(view.state.values[name]?.[name] ?? {}).data;
  const text = entered(inputs.paste)?.value ?? '';
  const zone = chosen(entered(inputs.zone)?.selected_option?.value);
  const opened = openedFrom(view.private_metadata);
  if (text.trim() === '') return error(inputs.paste, words.views.pasteEmpty);
  if (text.length > 3000) return error(inputs.paste, words.views.pasteTooLong);
  const known = bot.config.zones.find((each) => each.id === zone);
  if (zone !== null && !(known && maySee(known, opened.channel, user.id)))
    return error(inputs.zone, words.views.zoneClosed);
  const teamId = team?.id ?? user.team_id ?? bot.self.team;
  await bot.store.accept({
    key: `form|${teamId}|${view.id}`,
    lane: laneOf(teamId, opened.channel || user.id),
    kind: 'form',
    body: {
      team: teamId,
      channel: opened.channel,
      channelType: channelType(opened.channel),
      user: user.id,
      view: view.id,
      prepared: prepare(text),
      edition: chosen(entered(inputs.edition)?.selected_option?.value),
      zone,
      responseUrl: opened.responseUrl,
    },
  });
  return undefined;
}

const chosen = (value: string | undefined): string | null => (value === undefined || value === ANY ? null : value);

const error = (input: string, text: string): Answer => ({ response_action: 'errors', errors: { [input]: text } });

function openedFrom(metadata: string): z.infer<typeof Opened> {
  try {
    return Opened.parse(JSON.parse(metadata));
  } catch {
    return { channel: '', responseUrl: null };
  }
}
