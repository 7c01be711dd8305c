import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { encodingOf } from '../paste/encoding.ts';
import { UsageError } from './usage.ts';

/**
 * The paste: the files one after the other, or standard input where none is named.
 * @throws UsageError that names the file that cannot be read
 */
export async function input(files: readonly string[]): Promise<string> {
  if (files.length === 0) {
    if (process.stdin.isTTY) process.stderr.write('Paste what Caracal printed, then press Ctrl-D on an empty line.\n');
    return whole(textOf(process.stdin));
  }
  const parts: string[] = [];
  for (const file of files) parts.push(await whole(contents(file)));
  return parts.map((part, index) => (index < parts.length - 1 && !part.endsWith('\n') ? `${part}\n` : part)).join('');
}

/**
 * The lines of the same, each as soon as it is there.
 * @throws UsageError that names the file that cannot be read
 */
export async function* linesOf(files: readonly string[]): AsyncGenerator<string> {
  const texts = files.length === 0 ? [textOf(process.stdin)] : files.map(contents);
  for (const text of texts) {
    let open: string[] = [];
    for await (const chunk of text) {
      const [first = '', ...more] = chunk.split('\n');
      open.push(first);
      for (const start of more) {
        yield open.join('');
        open = [start];
      }
    }
    yield open.join('');
  }
}

async function* contents(file: string): AsyncGenerator<string> {
  if (file === '-') return yield* textOf(process.stdin);
  try {
    yield* textOf(createReadStream(file));
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new UsageError(`cannot read ${file}: ${reason}`);
  }
}

async function whole(text: AsyncIterable<string>): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of text) chunks.push(chunk);
  return chunks.join('');
}

/** Text of a stream, also in UTF-16 as PowerShell's `>` writes it, without the mark at its start. */
async function* textOf(stream: Readable): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let start = Buffer.alloc(0);
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    if (decoder === null) {
      start = Buffer.concat([start, bytes]);
      if (start.length < 2) continue;
      decoder = new TextDecoder(encodingOf(start));
      yield decoder.decode(start, { stream: true });
    } else yield decoder.decode(bytes, { stream: true });
  }
  yield decoder === null ? start.toString('utf8') : decoder.decode();
}
