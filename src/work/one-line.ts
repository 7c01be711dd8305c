/** What of an error may be kept: its name and message on one line, cut. Messages are written by us and hold no paste. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll(/\s+/g, ' ').slice(0, 300);
}
