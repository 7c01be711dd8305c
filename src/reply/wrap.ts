/**
 * Breaks a text at spaces into lines of at most `width` columns; a word that is longer stands alone, so that addresses
 * and commands can be copied whole.
 */
export function wrap(text: string, width: number, first = '', rest = first): string[] {
  const lines: string[] = [];
  let line = '';
  let indent = first;
  for (const word of text.split(/ +/).filter(Boolean)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      indent = rest;
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
