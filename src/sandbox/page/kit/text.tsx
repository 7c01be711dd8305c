import type { Json } from '../../slack/types.ts';
import { Mrkdwn } from './mrkdwn.tsx';

export const plain = (text: unknown): string => String((text as Json | undefined)?.text ?? '');

/** A text object: `plain_text` as it stands, `mrkdwn` drawn. */
export function TextObject({ text }: { text: Json }) {
  return text.type === 'mrkdwn' ? <Mrkdwn text={plain(text)} /> : plain(text);
}
