import { examples } from './examples.ts';

/** Six things that go wrong on a first run; a click puts one into the composer. */
export function Examples({ open, onChoose }: { open: boolean; onChoose(text: string): void }) {
  return (
    <details className="examples" open={open}>
      <summary>Examples to paste</summary>
      <ul>
        {examples.map(({ name, about, text }) => (
          <li key={name}>
            <button type="button" onClick={() => onChoose(text)}>
              <strong>{name}</strong> <span>{about}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
