import { useRef } from 'react';
import type { Json } from '../../slack/types.ts';
import { Checkboxes, Radios, Select } from './choices.tsx';
import { ConfirmDialog } from './confirm.tsx';
import { type Entered, useSurface } from './surface.tsx';
import { plain } from './text.tsx';
import { chosenOf, initialOf } from './values.ts';

interface Props {
  block: string;
  element: Json;
}

/** An element that is sent as soon as it is pressed or changed, after the question that it may ask first. */
export function Element({ block, element }: Props) {
  const surface = useSurface();
  const dialog = useRef<HTMLDialogElement>(null);
  const waiting = useRef<Entered>(null);
  const action = String(element.action_id);
  const confirm = element.confirm as Json | undefined;

  function press(value: Entered): void {
    waiting.current = value;
    if (confirm) dialog.current?.showModal();
    else surface.press(block, action, value);
  }

  const now = surface.entered(block, action) ?? initialOf(element);
  return (
    <>
      <Control element={element} chosen={chosenOf(now)} press={press} />
      {confirm && (
        <ConfirmDialog dialog={dialog} confirm={confirm} onYes={() => surface.press(block, action, waiting.current)} />
      )}
    </>
  );
}

function Control({ element, chosen, press }: { element: Json; chosen: string[]; press(value: Entered): void }) {
  switch (element.type) {
    case 'button':
      return <Button element={element} press={press} />;
    case 'checkboxes':
      return <Checkboxes element={element} chosen={chosen} onChange={press} />;
    case 'radio_buttons':
      return <Radios element={element} chosen={chosen} onChange={press} />;
    case 'static_select':
      return (
        <Select element={element} chosen={chosen} onChange={press} label={plain(element.placeholder) || 'Choose'} />
      );
    case 'overflow':
      return <Select element={element} chosen={[]} onChange={press} label="More" />;
    case 'feedback_buttons':
      return [element.positive_button, element.negative_button].map((button) => (
        <Button key={String((button as Json).value)} element={button as Json} press={press} />
      ));
    default:
      return <span className="quiet">The page does not draw {String(element.type)}.</span>;
  }
}

function Button({ element, press }: { element: Json; press(value: Entered): void }) {
  const style = element.style === 'primary' ? 'primary' : element.style === 'danger' ? 'danger' : '';
  const value = element.value === undefined ? null : String(element.value);
  const label = element.accessibility_label as string | undefined;
  if (typeof element.url === 'string') {
    return (
      <a
        className={`button ${style}`}
        href={element.url}
        target="_blank"
        rel="noreferrer noopener"
        aria-label={label}
        onClick={() => press(value)}
      >
        {plain(element.text)}
      </a>
    );
  }
  return (
    <button type="button" className={style} aria-label={label} onClick={() => press(value)}>
      {plain(element.text)}
    </button>
  );
}
