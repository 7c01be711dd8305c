import type { FileObject } from '../slack/types.ts';

function size(bytes: number): string {
  return bytes < 1024
    ? `${bytes} bytes`
    : bytes < 1048576
      ? `${Math.round(bytes / 1024)} kB`
      : `${(bytes / 1048576).toFixed(1)} MB`;
}

/** Files of a message: name, size, and the first lines of a text. */
export function Files({ files }: { files: FileObject[] }) {
  return files.map((file) => (
    <figure key={file.id} className="file">
      <figcaption>
        <strong>{file.name ?? 'A file of another organisation'}</strong>{' '}
        {file.size !== undefined && <span className="quiet">{size(Number(file.size))}</span>}
        {Number(file.lines) > 1 && <span className="quiet"> {Number(file.lines).toLocaleString()} lines</span>}
      </figcaption>
      {typeof file.preview === 'string' && file.preview !== '' && <pre>{file.preview}</pre>}
    </figure>
  ));
}
