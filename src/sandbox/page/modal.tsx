import { useEffect, useId, useRef, useState } from 'react';
import type { PageState } from '../run-state.ts';
import type { Json, View } from '../slack/types.ts';
import { Blocks } from './kit/blocks.tsx';
import { FormProvider, fieldValue } from './kit/form.tsx';
import { type Entered, type Surface, SurfaceProvider } from './kit/surface.tsx';
import { plain } from './kit/text.tsx';
import type { Place } from './place.ts';
import { act, useShown } from './store.ts';

interface Props {
  state: PageState;
  place: Place;
}

/** The person's open modal, the topmost one, in a native dialog: focus stays inside and Escape closes it. */
export function Modals({ state, place }: Props) {
  const view = state.views[place.person]?.at(-1);
  return view ? <Modal key={view.id} state={state} place={place} view={view} /> : null;
}

function Modal({ state, place, view }: Props & { view: View }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [entered, setEntered] = useState<Record<string, Entered>>({});
  const [waiting, setWaiting] = useState(false);
  // The page behind the dialog cannot be read.
  const { problem } = useShown();
  useEffect(() => dialog.current?.showModal(), []);

  const errors = state.viewErrors[view.id] ?? {};
  const wrong = errors[''] ?? problem;
  const at = { user: place.person, view: view.id };
  const close = () => void act('closeView', at);
  const surface: Surface = {
    state,
    entered: (block, action) => state.inputs[view.id]?.[block]?.[action],
    press: (block, action, value) => void act('press', { ...at, action: `${block}.${action}`, value }),
    error: (block) => errors[block],
  };
  async function submit(): Promise<void> {
    setWaiting(true);
    await act('submitView', { ...at, values: allValues(view, entered) });
    setWaiting(false);
  }
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h2 id={title}>{plain(view.title)}</h2>
        {wrong && (
          <p className="error" role="alert">
            {wrong}
          </p>
        )}
        <FormProvider
          value={{
            value: (key, element) => fieldValue(entered, key, element),
            set: (key, value) => setEntered((before) => ({ ...before, [key]: value })),
          }}
        >
          <SurfaceProvider value={surface}>
            <div className="modal-body">
              <Blocks blocks={view.blocks} />
            </div>
          </SurfaceProvider>
        </FormProvider>
        <div className="tools">
          <button type="button" onClick={close}>
            {plain(view.close) || 'Close'}
          </button>
          {view.submit !== undefined && (
            <button type="submit" className="primary" disabled={waiting}>
              {plain(view.submit)}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}

/** Every field with what stands in it, by `block.action`. */
function allValues(view: View, entered: Record<string, Entered>): Record<string, Entered> {
  const fields = view.blocks.filter((block) => block.type === 'input');
  return Object.fromEntries(
    fields.map((block) => {
      const element = block.element as Json;
      const key = `${block.block_id}.${element.action_id}`;
      return [key, fieldValue(entered, key, element)];
    }),
  );
}
