import { actions } from './actions.ts';
import { buttonOf } from './blocks/render.ts';
import { bullets, richSection, richText } from './blocks/rich.ts';
import { rich } from './escape.ts';
import type { Message } from './types.ts';
import { helpWords as h } from './words/messages.ts';
import { replyWords } from './words/reply.ts';

/** What the bot can do, with a button that opens a form to paste into. */
export function help(): Message {
  const lines = [h.paste, h.stop, h.privacy];
  return {
    text: [h.title, h.intro, ...h.ways.map((way) => `- ${way}`), ...lines]
      .join('\n')
      .replace(/<([^>]*)>/g, '&lt;$1&gt;'),
    blocks: [
      richText(
        richSection(rich(`${h.title}\n`, { bold: true })),
        richSection(rich(h.intro)),
        bullets(h.ways.map((way) => rich(way))),
        richSection(rich(h.paste)),
      ),
      {
        type: 'context',
        elements: [h.stop, h.privacy].map((text) => ({ type: 'mrkdwn' as const, text })),
      },
      {
        type: 'actions',
        elements: [
          buttonOf({ action: actions.openForm, label: replyWords.buttons.form, value: 'form', style: 'primary' }),
        ],
      },
    ],
  };
}
