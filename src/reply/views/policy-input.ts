import type { ReplyRecord } from '../../work/types.ts';
import { callbacks } from '../actions.ts';
import { preformatted, richSection, richText } from '../blocks/rich.ts';
import { oneLine, rich } from '../escape.ts';
import { cut, LIMITS } from '../limits.ts';
import type { Modal } from '../types.ts';
import { viewWords as w } from '../words/views.ts';
import { modal } from './modal.ts';

/** Text of the policy input that is shown. */
const MOST = 20_000;

/** What the policy was asked about a request, for those who may see the zone: check that before you show it. */
export function policyInputView(record: ReplyRecord): Modal {
  const { diagnostic } = record.diagnosis;
  const frame = { callback: callbacks.policyInput, title: w.policyTitle };
  if (diagnostic?.policyInput == null) return modal(frame, [richText(richSection(rich(w.policyNone)))]);
  const whole = JSON.stringify(diagnostic.policyInput, null, 2) ?? String(diagnostic.policyInput);
  const shown = cut(whole, MOST);
  return modal(frame, [
    richText(richSection(rich(w.policyOf(oneLine(diagnostic.requestId).slice(0, 200))))),
    ...pieces(shown).map((piece) => richText(preformatted(piece))),
    ...(shown === whole ? [] : [richText(richSection(rich(w.cut)))]),
  ]);
}

/** Lines in pieces that fit into one block each. */
function pieces(text: string): string[] {
  const out: string[] = [];
  let piece = '';
  for (const line of text.split('\n').flatMap((each) => each.match(/.{1,2000}/gsu) ?? [''])) {
    if (piece !== '' && piece.length + line.length + 1 > LIMITS.preformatted) {
      out.push(piece);
      piece = '';
    }
    piece = piece === '' ? line : `${piece}\n${line}`;
  }
  return piece === '' ? out : [...out, piece];
}
