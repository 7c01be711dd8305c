import { type ReactNode, useState } from 'react';

const LINES = 18;

/** A long paste, cut to its beginning until somebody wants to see all of it, as Slack does. */
export function Clip({ text, children }: { text: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  if (text.split('\n').length <= LINES) return children;
  return (
    <>
      <div className={open ? undefined : 'clip'}>{children}</div>
      <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Show less' : 'Show all'}
      </button>
    </>
  );
}
