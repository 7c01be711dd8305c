import type { Paste } from '../paste/types.ts';
import type { Span } from '../patterns/scanner.ts';

/** What stands in source code, configuration and commit logs, and in no output of a program. */
const marks = [
  ' === ',
  ' !== ',
  ' == "',
  ' != "',
  ' := ',
  ' => {',
  'errors.new(',
  'fmt.errorf(',
  'http.error(',
  'expect(',
  'assert ',
  'assert.',
  '.reply(',
  '.fulfill(',
  '.test(',
  '.includes(',
  '.match(',
  'throw new ',
  'mock',
  'fake',
  'case "',
  "case '",
  '->>',
  'sed -i',
  'git commit',
  'git log',
  ' contains "',
];

/** How lines of code, of documents and of passed tests begin. */
const starts = [
  '//',
  '/*',
  '<!--',
  'const ',
  'export const ',
  'return ',
  'if (',
  'func ',
  'function ',
  'def ',
  'raise ',
  'summary:',
  'description:',
  'title:',
  'example:',
  '- alert:',
  '("',
  "('",
  '✓ ',
  '✔ ',
  '√ ',
  'PASS ',
  '--- PASS',
];

/**
 * Is what stands here written in source code, a document, a commit log or a list of passed tests?
 * @param text the line
 * @param place of the words in question
 */
export function isCode(text: string, place: Span): boolean {
  const line = text.trim();
  const lower = line.toLowerCase();
  if (starts.some((start) => line.startsWith(start)) && !isComposeStatus(line)) return true;
  if (marks.some((mark) => lower.includes(mark))) return true;
  return isComment(text, place.start) || isListed(line) || isCommit(line) || isNotification(line);
}

/** `✔ Container caracal-api-1  Started`. */
function isComposeStatus(line: string): boolean {
  return ['Container ', 'Network ', 'Volume '].some((kind) => line.startsWith(kind, 2));
}

const commands = ['curl', 'caracal', 'docker', 'cat', 'ls', 'export', './', 'node', 'python', 'go '];

/** Behind `# ` or ` // `; a `#` at the start may be the prompt of root, before a command. */
function isComment(text: string, start: number): boolean {
  const before = text.slice(0, start);
  const hash = before.lastIndexOf('# ');
  if (hash > 0) return text[hash - 1] === ' ';
  if (hash === 0) return !commands.some((command) => text.slice(2).trimStart().startsWith(command));
  return before.includes(' // ');
}

/** A row of a Markdown table, of a list or of a map: `| text | who |`, `[403, 'text'],`, `"text": "what to do",`. */
function isListed(line: string): boolean {
  if (line.startsWith('|') && line.endsWith('|')) return line.split('|').length >= 5;
  if (line.startsWith('[')) return line.endsWith('],');
  const close = line[0] === '"' || line[0] === "'" ? line.indexOf(line[0], 1) : -1;
  return close > 1 && line[close + 1] === ':' && line.slice(1, close).includes(' ');
}

/** `1d2e3f4 gateway: …`, with or without backticks. */
function isCommit(line: string): boolean {
  const word = line.split(' ', 1)[0]?.replaceAll('`', '') ?? '';
  const hex = (char: string): boolean => (char >= '0' && char <= '9') || (char >= 'a' && char <= 'f');
  return word.length >= 7 && word.length <= 12 && [...word].every(hex);
}

const events = ['Pull request', 'Issue', 'New comment', 'New review', 'Release', 'Commit', 'Branch', 'Tag'];

/** `[owner/repository] Pull request #12 merged: …` */
function isNotification(line: string): boolean {
  const close = line.startsWith('[') ? line.indexOf('] ') : -1;
  return close > 0 && events.some((event) => line.startsWith(event, close + 2));
}

const sourceStarts = [
  'import ',
  'export ',
  'package ',
  'const ',
  'func ',
  'def ',
  'class ',
  'describe(',
  'it(',
  'test(',
];

/** The whole paste is a document, whatever its lines quote. */
export function isDocument(paste: Paste): boolean {
  const lines = paste.text.split('\n', 200).map((line) => line.trim());
  if (lines.some((line) => line === '```md' || line === '```markdown')) return true;
  return lines.filter((line) => line.startsWith('## ') || line.startsWith('### ')).length >= 2;
}

/** The paste begins as a source file does, and nothing in it was run. */
export function isSource(paste: Paste): boolean {
  const lines = paste.text.split('\n', 20).map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !line.startsWith('```')) ?? '';
  const ran = paste.evidence.some(({ kind }) => kind === 'stack-trace' || kind === 'log' || kind === 'command');
  return !ran && sourceStarts.some((start) => first.startsWith(start));
}
