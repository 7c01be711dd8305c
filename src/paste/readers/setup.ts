import { type Reader, type Reading, stringOf } from '../reading.ts';

/** The result view of guided setup, as JSON or as the screen. Source: caracal 2026.06 section 2.3. */
export const readSetup: Reader = (reading) => {
  for (const { value, key, line } of reading.objects) {
    if (key === 'file_write' || key === 'fileWrite') {
      reading.fact(
        'file-write.status',
        stringOf(value, 'status'),
        reading.lineOf(value, 'error') ?? reading.lineOf(value, 'status') ?? line,
      );
    }
    const outcome = stringOf(value, 'outcome');
    if (outcome) reading.fact('setup.outcome', outcome, reading.lineOf(value, 'outcome') ?? line);
  }
  readScreen(reading);
};

const window = 8;

function readScreen(reading: Reading): void {
  reading.lines.forEach((line, index) => {
    const text = line.text.trim();
    const lower = text.toLowerCase();
    if (lower.startsWith('outcome')) reading.fact('setup.outcome', valueAfter(text, 7), line.number);
    if (lower !== 'file write' && lower !== 'file_write' && !lower.startsWith('file write ')) return;
    const below = reading.lines.slice(index, index + window);
    const status = below.find((entry) => entry.text.trim().toLowerCase().startsWith('status'));
    const error = below.find((entry) => entry.text.trim().toLowerCase().startsWith('error'));
    if (!status) return;
    reading.fact('file-write.status', valueAfter(status.text.trim(), 6), (error ?? status).number);
  });
}

function valueAfter(text: string, at: number): string {
  const rest = text.slice(at).trimStart();
  return (rest[0] === ':' || rest[0] === '=' ? rest.slice(1) : rest).trim();
}
