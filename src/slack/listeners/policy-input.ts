import { sentence } from '../../reply/blocks/simple.ts';
import { policyInputView } from '../../reply/views/policy-input.ts';
import { words } from '../../reply/words.ts';
import { readReply } from '../../work/replies.ts';
import type { Bot } from '../flow/bot.ts';
import { maySee } from '../stacks.ts';
import { type Pressed, whisper } from './pressed.ts';
import { showView } from './show-view.ts';

/** What the policy was asked, for those who may see the zone: decided at the press, not when the reply was written. */
export async function openPolicyInput(bot: Bot, pressed: Pressed, id: string): Promise<void> {
  const record = await readReply(bot.store, id);
  if (record === null) return whisper(bot, pressed, sentence([words.gone]));
  const { diagnostic } = record.diagnosis;
  const zone = bot.config.zones.find((each) => each.id === diagnostic?.zone);
  if (!zone || !maySee(zone, record.source.channel, pressed.user)) {
    return whisper(bot, pressed, sentence([words.noZoneRight]));
  }
  await showView(bot, pressed, async () => policyInputView(record));
}
