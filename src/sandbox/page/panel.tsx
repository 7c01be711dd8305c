import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  title: string;
  note?: string;
  onClose(): void;
  children: ReactNode;
}

/** A panel at the side. It takes the focus when it opens; Escape closes it and gives the focus back. */
export function Panel({ title, note, onClose, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current = document.activeElement;
    // Whoever comes back to the page, or to the address, did not just open the panel.
    if (before.current !== document.body) heading.current?.focus();
    return () => {
      if (before.current instanceof HTMLElement) before.current.focus();
    };
  }, []);
  return (
    <aside
      className="side"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !(event.target as Element).closest('dialog')) onClose();
      }}
    >
      <div className="head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {note && <span className="quiet">{note}</span>}
        <button type="button" className="close" aria-label={`Close ${title.toLowerCase()}`} onClick={onClose}>
          <span aria-hidden="true">✕</span>
        </button>
      </div>
      {children}
    </aside>
  );
}
