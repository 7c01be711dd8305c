import type { Reader, Reading } from '../reading.ts';
import { patternGroup } from '../scan.ts';
import { serviceOfUrl } from '../url.ts';

/** A response as `curl -i`, `curl -v`, httpie or a proxy prints it. */
export interface Response {
  line: number;
  status: number;
  headers: Map<string, { value: string; line: number }>;
  /** Last line of the headers. */
  end: number;
}

/** What the readers of bodies need to know of the responses around them. */
export function responsesOf(reading: Reading): Response[] {
  const responses: Response[] = [];
  for (let i = 0; i < reading.lines.length; i++) {
    const start = statusLine(reading.lines[i]?.text ?? '');
    if (!start) continue;
    const response: Response = { line: reading.lines[i]?.number ?? 1, status: start, headers: new Map(), end: i + 1 };
    for (i++; i < reading.lines.length; i++) {
      const line = reading.lines[i];
      const header = line ? headerOf(line.text) : null;
      if (!line || !header) break;
      response.headers.set(header.name, { value: header.value, line: line.number });
      response.end = line.number;
    }
    i--;
    responses.push(response);
  }
  return responses;
}

function statusLine(text: string): number | null {
  const at = text.startsWith('HTTP/') ? 0 : text.trimStart().startsWith('HTTP/') ? text.indexOf('HTTP/') : -1;
  if (at < 0) return null;
  const status = Number(text.slice(text.indexOf(' ', at) + 1).slice(0, 3));
  return status >= 100 && status < 600 ? status : null;
}

function headerOf(text: string): { name: string; value: string } | null {
  const colon = text.indexOf(':');
  if (colon <= 0 || colon > 60) return null;
  const name = text.slice(0, colon).trim().toLowerCase();
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (!((code >= 97 && code <= 122) || code === 45 || (code >= 48 && code <= 57) || code === 95)) return null;
  }
  return { name, value: text.slice(colon + 1).trim() };
}

/** Messages of HTTP clients that name a status: httpx, requests, axios, PowerShell, .NET, Go. */
const clientMessages = patternGroup([
  "(?:Client|Server) error '(\\d{3}) [^']{1,40}' for url '([^']{1,300})'",
  '(\\d{3}) (?:Client|Server) Error: .{1,60} for url: (\\S{1,300})',
  'Request failed with status code (\\d{3})',
  'remote server returned an error: \\((\\d{3})\\)',
  'status code does not indicate success: (\\d{3})',
  'protected call failed: (\\d{3})',
  'gateway request failed with HTTP (\\d{3})',
  'returned error: (\\d{3})',
  'unexpected status(?: code)?:? (\\d{3})',
]);

/** Facts of responses and of clients' messages: which status, from which service, passed on from the upstream or not. */
export const readHttp: Reader = (reading) => {
  for (const response of responsesOf(reading)) {
    reading.fact('http.status', String(response.status), response.line);
    const passedOn = response.headers.get('x-caracal-token-expires-in');
    if (passedOn) reading.fact('http.from', 'upstream', passedOn.line);
    const date = response.headers.get('date');
    const time = date ? Date.parse(date.value) : Number.NaN;
    if (!Number.isNaN(time)) reading.mentions.times.push(time);
  }
  for (const found of reading.found(clientMessages)) {
    const line = reading.lines[found.line];
    const { start, end } = found.span();
    const part = (line?.text ?? '').slice(start, end);
    const status = statusIn(part);
    if (!line || status === null) continue;
    reading.fact('http.status', String(status), line.number);
    const url = part.indexOf('http', 8);
    if (url >= 0) reading.fact('request.to', serviceOfUrl(part.slice(url), reading.known), line.number);
  }
};

/** The last number from 400 to 599 that stands alone. */
function statusIn(text: string): number | null {
  let status: number | null = null;
  for (let i = 0; i + 3 <= text.length; i++) {
    const digits = text.slice(i, i + 3);
    const value = Number(digits);
    const alone = !isDigit(text[i - 1]) && !isDigit(text[i + 3]) && text[i - 1] !== ':' && text[i - 1] !== '.';
    if (alone && value >= 400 && value < 600 && digits.trim().length === 3 && status === null) status = value;
  }
  return status;
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}
