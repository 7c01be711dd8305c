/** What a text of bytes can be: PowerShell's `>` and Windows' Notepad write UTF-16. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/**
 * By the mark at the start; without one, every other byte of UTF-16 is zero where the text is English.
 * @param bytes at least the first two, where there are as many
 */
export function encodingOf([first, second]: Uint8Array): Encoding {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return 'utf-8';
}

const lookedAt = 8_192;

/** Are these bytes a text? One in UTF-8 has no zero byte, one in UTF-16 none but every other. */
export function isText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, lookedAt);
  const encoding = encodingOf(start);
  if (encoding === 'utf-8') return !start.includes(0);
  const low = encoding === 'utf-16le' ? 0 : 1;
  return start.every((byte, index) => byte !== 0 || index % 2 !== low);
}
