/**
 * Breaks a text at spaces into lines of at most `width` columns. What stands in backticks and what is longer than a
 * line stays whole, so that commands and addresses can be copied.
 */
export function wrap(text: string, width: number, first = '', rest = first): string[] {
  const lines: string[] = [];
  let line = '';
  let indent = first;
  for (const word of text.match(/(?:[^\s`]*`[^`]*`|[^\s`]+|`)+/g) ?? []) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      indent = rest;
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
