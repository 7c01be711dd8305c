import { type RefObject, useId } from 'react';
import type { Json } from '../../slack/types.ts';
import { plain, TextObject } from './text.tsx';

interface Props {
  dialog: RefObject<HTMLDialogElement | null>;
  confirm: Json;
  onYes(): void;
}

/** The question before an act that is hard to take back. */
export function ConfirmDialog({ dialog, confirm, onYes }: Props) {
  const title = useId();
  return (
    <dialog ref={dialog} className="modal" aria-labelledby={title}>
      <h2 id={title}>{plain(confirm.title) || 'Are you sure?'}</h2>
      <p className="mrkdwn">
        <TextObject text={(confirm.text as Json) ?? { type: 'plain_text', text: '' }} />
      </p>
      <div className="tools">
        <button type="button" onClick={() => dialog.current?.close()}>
          {plain(confirm.deny) || 'Cancel'}
        </button>
        <button
          type="button"
          className={confirm.style === 'danger' ? 'danger' : 'primary'}
          onClick={() => {
            dialog.current?.close();
            onYes();
          }}
        >
          {plain(confirm.confirm) || 'Yes'}
        </button>
      </div>
    </dialog>
  );
}
